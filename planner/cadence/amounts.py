"""How much a rule asks for: numbers, ranges with a reading, maps by grade band, and reckonings.

A reckoning is a small closed language of data: half of, the highest of, times … over numbers, other
measures of the same window, and what the documents say. Nothing is ever evaluated as code.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Protocol, TypeVar, get_args

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    SerializeAsAny,
    SerializerFunctionWrapHandler,
    Tag,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import ErrorDetails

from .grades import read_band
from .limits import Limit
from .measures import MEASURES
from .measuring import Measure
from .plan import Document, Grade, Trait
from .selections import Selection
from .words import WEEKDAYS, find_nearest, say_unknown_word

Reading = Literal["low", "high", "undecided"]
AmountWord = Literal["grade", "opens", "closes", "school_minutes"]

AMOUNT_WORDS: tuple[AmountWord, ...] = get_args(AmountWord)
LARGEST_RECKONING = 40
"""Numbers and words in one reckoning: enough for any sentence, too few to hang on."""
LONGEST_BAND = len("PK-12")
OTHER_MAPS = {
    **dict.fromkeys(
        ("from", "until", "is"),
        "limits that differ by date are written { dated = [{ from = …, is = … }] }",
    ),
    **dict.fromkeys(
        (*WEEKDAYS, "others"),
        "limits that differ by weekday are written { by_weekday = { wed = …, others = … } }",
    ),
}
"""What is no grade band, but a word of another kind of limit."""


class PolicyPart(Document):
    """Part of a policy: written by people, so words that files use may differ from Python's."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True
    )


class Dated(Protocol):
    """What holds from one day to another; open where a side is not given."""

    @property
    def first(self) -> dt.date | None: ...
    @property
    def last(self) -> dt.date | None: ...


D = TypeVar("D", bound=Dated)


def check_dates(dated: D) -> D:
    """What is dated, unless it ends before it begins. Raises ValueError, naming the field."""
    if dated.first and dated.last and dated.last < dated.first:
        raise ValueError(f"until: {dated.last} comes before {dated.first}")
    return dated


class UncertainLimit(Document):
    """A source that gives a range where a limit is meant: how it is to be read is written down."""

    range: tuple[Limit, Limit]
    reading: Reading


class Quantity(PolicyPart):
    """What is measured: a measure with its parameters, of some blocks."""

    measure: str
    measuring: Annotated[SerializeAsAny[Measure], Field(alias="with")]
    """The parameters of the measure, which also know how to measure."""
    of: Selection


class OtherQuantity(Quantity):
    """A quantity inside a sentence; its parameters are read by the measure that it names."""

    measuring: Annotated[
        SerializeAsAny[Measure], Field(alias="with", default_factory=dict, validate_default=True)
    ]
    of: Selection = Selection()

    @field_validator("measure")
    @classmethod
    def _is_known(cls, word: str) -> str:
        if word not in MEASURES:
            raise ValueError(say_unknown_word(word, MEASURES))
        return word

    @field_validator("measuring", mode="before")
    @classmethod
    def _read_parameters(cls, given: Any, info: ValidationInfo) -> Any:
        measure = MEASURES.get(info.data.get("measure", ""))
        if measure is None or isinstance(given, Measure):
            return given
        if not isinstance(given, dict):
            raise ValueError("it should be a table, written { … }")
        try:
            return measure.model_validate(given)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise ValueError(f"{place}: {say_parameter_fault(measure, first)}") from None


def say_parameter_fault(measure: type[Measure], fault: ErrorDetails) -> str:
    """What is wrong with a parameter of a measure, or with something inside of it."""
    is_own = len(fault["loc"]) == 1
    if fault["type"] == "missing":
        return f"{measure.word()} needs it" if is_own else "this field is missing"
    if fault["type"] != "extra_forbidden":
        return fault["msg"].replace("Input should be", "it should be")
    near = find_nearest(str(fault["loc"][0]), measure.model_fields) if is_own else None
    return "no such field" + (f'; did you mean "{near}"?' if near else "")


class DatedAmount(PolicyPart):
    """An amount that holds from one day to another; open where a side is not given."""

    first: Annotated[dt.date | None, Field(alias="from")] = None
    last: Annotated[dt.date | None, Field(alias="until")] = None
    amount: Annotated["Amount", Field(alias="is")]

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "DatedAmount":
        return check_dates(self)


def read_weekday_map(value: Any) -> Any:
    """Check a map by weekday: `{ wed = "13:45", others = "15:00" }`. Kept as pairs."""
    if not isinstance(value, dict):
        return value
    for word in value:
        if word != "others" and word not in WEEKDAYS:
            raise ValueError(say_unknown_word(str(word), [*WEEKDAYS, "others"]))
    return tuple(value.items())


def spread_pairs(pairs: tuple[tuple[str, Any], ...] | None) -> dict[str, Any] | None:
    """A map as files hold it."""
    if pairs is None:
        return None
    return {name: spread_amount(value) for name, value in pairs}


def spread_amount(value: Any) -> Any:
    """An amount, or a pair of them, as files hold it."""
    if isinstance(value, Document):
        return value.model_dump(mode="json", by_alias=True)
    if is_map(value):
        return spread_pairs(value)
    return list(map(spread_amount, value)) if isinstance(value, tuple) else value


Two = tuple["Amount", "Amount"]
Some = Annotated[tuple["Amount", ...], Field(min_length=1, max_length=12)]
ByWeekday = Annotated[
    tuple[tuple[str, "Amount"], ...],
    BeforeValidator(read_weekday_map),
    PlainSerializer(spread_pairs),
    WithJsonSchema({"type": "object", "minProperties": 1}),
]


class Reckoning(PolicyPart):
    """An amount made from others; exactly one of these words, `then` only beside `by_place`."""

    half_of: "Amount | None" = None
    percent: Two | None = None
    """A percentage of another amount: `[75, { … }]`."""
    times: Two | None = None
    sum_of: Some | None = None
    less: Two | None = None
    """The first without the second."""
    highest_of: Some | None = None
    lowest_of: Some | None = None
    figure: Trait | None = None
    """A number that the class's document holds under this name."""
    dated: Annotated[tuple[DatedAmount, ...], Field(min_length=1, max_length=12)] | None = None
    by_weekday: ByWeekday | None = None
    by_place: Some | None = None
    """By position: for the first block, run or half of a day, for the second …"""
    then: "Amount | None" = None
    """For all positions that follow."""

    @property
    def word(self) -> str:
        """Which of the words it is."""
        return next(word for word in RECKONING_WORDS if getattr(self, word) is not None)

    @property
    def operands(self) -> tuple[Any, ...]:
        """The amounts that it is made from."""
        value = getattr(self, self.word)
        if self.word in ("half_of", "figure"):
            return (value,)
        if self.word == "dated":
            return tuple(each.amount for each in value)
        if self.word == "by_weekday":
            return tuple(amount for _, amount in value)
        return (*value, self.then) if self.then is not None else tuple(value)

    @model_serializer(mode="wrap")
    def _leave_out_what_is_not_said(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value is not None}

    @model_validator(mode="after")
    def _has_one_word(self) -> "Reckoning":
        given = [word for word in RECKONING_WORDS if getattr(self, word) is not None]
        if len(given) != 1:
            raise ValueError(f"a reckoned amount has one of the words {', '.join(RECKONING_WORDS)}")
        if self.then is not None and self.by_place is None:
            raise ValueError("then: only stands beside by_place")
        if sum(1 for _ in walk_amount(self)) > LARGEST_RECKONING:
            raise ValueError("is reckoned from too many amounts")
        return self


RECKONING_WORDS = tuple(word for word in Reckoning.model_fields if word != "then")


def read_bands(value: Any) -> Any:
    """Check a map by grade band: known grades, none in two bands. Kept as pairs to stay frozen."""
    if not isinstance(value, dict):
        return value
    if not value:
        raise ValueError("a map by grade band has at least one band")
    seen: set[Grade] = set()
    for band in value:
        if band in OTHER_MAPS:
            raise ValueError(OTHER_MAPS[band])
        grades = read_band(str(band))
        if seen & grades:
            raise ValueError(f'the band "{band}" overlaps another one')
        seen |= grades
    return tuple(value.items())


def is_map(value: object) -> bool:
    """Whether a limit is a map by grade band, which is kept as pairs of a band and an amount."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], tuple)


def tell_amounts_apart(value: Any) -> str:
    """Number, word, range …: told apart, so that an error speaks of the one that was meant."""
    if isinstance(value, dict):
        return _tell_tables_apart(value)
    if isinstance(value, str) and value in AMOUNT_WORDS:
        return "a word"
    kinds = {UncertainLimit: "a range", Reckoning: "a reckoning", OtherQuantity: "a quantity"}
    found = (word for kind, word in kinds.items() if isinstance(value, kind))
    return next(found, "a map" if is_map(value) else "a number")


def _tell_tables_apart(table: dict[Any, Any]) -> str:
    if "range" in table or "reading" in table:
        return "a range"
    if "measure" in table:
        return "a quantity"
    if not OTHER_MAPS.keys().isdisjoint(table):
        return "a map"
    # A slip in a reckoning's word is longer than any grade band.
    if any(word in Reckoning.model_fields or len(str(word)) > LONGEST_BAND for word in table):
        return "a reckoning"
    return "a map"


Simple = (
    Annotated[Limit, Tag("a number")]
    | Annotated[AmountWord, Tag("a word")]
    | Annotated[UncertainLimit, Tag("a range")]
    | Annotated[Reckoning, Tag("a reckoning")]
    | Annotated[OtherQuantity, Tag("a quantity")]
)
OneAmount = Annotated[Simple, Discriminator(tell_amounts_apart)]
Pair = tuple[OneAmount, OneAmount]


def _say_schema(items: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"type": "object", "minProperties": 1, "additionalProperties": items})


AmountsByBand = Annotated[
    tuple[tuple[str, OneAmount], ...],
    BeforeValidator(read_bands),
    PlainSerializer(spread_pairs),
    _say_schema({}),
]
PairsByBand = Annotated[
    tuple[tuple[str, Pair], ...],
    BeforeValidator(read_bands),
    PlainSerializer(spread_pairs),
    _say_schema({"type": "array", "minItems": 2, "maxItems": 2}),
]
Amount = Annotated[
    Simple | Annotated[AmountsByBand, Tag("a map")], Discriminator(tell_amounts_apart)
]
AnyPair = Annotated[
    Annotated[Pair, Tag("a number")] | Annotated[PairsByBand, Tag("a map")],
    Discriminator(
        lambda value: "a map" if isinstance(value, dict) or is_map(value) else "a number"
    ),
]
DatedAmount.model_rebuild()
Reckoning.model_rebuild()


def walk_amount(amount: Any) -> Iterator[Any]:
    """The amount and all that it is made from."""
    yield amount
    if isinstance(amount, Reckoning):
        inner = amount.operands
    elif is_map(amount):
        inner = tuple(value for _, value in amount)
    else:
        inner = amount if isinstance(amount, tuple) else ()
    for each in inner:
        yield from walk_amount(each)


def is_reckoned(amount: Any) -> bool:
    """Whether a limit depends on more than the grades of a class."""
    kinds = (Reckoning, Quantity, str)
    return any(isinstance(each, kinds) for each in walk_amount(amount))
