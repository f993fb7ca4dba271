"""Lists that a file may write as one value, without the list."""

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

LONGEST_LIST = 40
T = TypeVar("T")


def put_in_list(value: Any) -> Any:
    """Let a file say `mode = "live"` where a list of one is meant."""
    return (value,) if isinstance(value, str) else value


class _OrOneAlone:
    """Tells the JSON schema that one value may stand without its list."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        one = handler(core_schema)["items"]
        many = {"type": "array", "items": one, "minItems": 1, "maxItems": LONGEST_LIST}
        return {"anyOf": [one, many]}


OneOrMore = Annotated[
    tuple[T, ...],
    BeforeValidator(put_in_list),
    Field(min_length=1, max_length=LONGEST_LIST),
    _OrOneAlone(),
]
