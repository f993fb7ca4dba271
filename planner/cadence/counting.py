"""What a policy says "counts as" something: named selections, put in wherever a rule names them."""

from collections.abc import Mapping
from typing import Any

from .words import find_nearest

DEEPEST_NAME = 4
"""How many names may stand for one another in a row."""
MOST_FILLED = 20_000
"""Values that all names of a policy may stand for, wherever they are used."""


def fill_in_names(data: Any) -> Any:
    """A policy's data in which each selection that is `named` holds what the name stands for.

    Raises ValueError for a name that nobody defines, or that stands for itself or for too much.
    """
    if not isinstance(data, dict):
        return data
    names = data.get("counts_as")
    return _Filler(names if isinstance(names, dict) else {}).fill(data, 0)


class _Filler:
    """Fills in names, and counts what they stand for: names of names grow fast."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.names = names
        self.filled = 0

    def fill(self, value: Any, depth: int) -> Any:
        self.filled += depth > 0
        if isinstance(value, list | tuple):
            return type(value)(self.fill(each, depth) for each in value)
        if not isinstance(value, dict):
            return value
        filled = {key: self.fill(each, depth) for key, each in value.items() if key != "counted"}
        if isinstance(filled.get("named"), str):
            filled["counted"] = self.find(filled["named"], depth)
        return filled

    def find(self, name: str, depth: int) -> Any:
        if name not in self.names:
            near = find_nearest(name, self.names)
            hint = f'; did you mean "{near}"?' if near else ""
            raise ValueError(f'counts_as: nothing is named "{name[:60]}"{hint}')
        if depth >= DEEPEST_NAME:
            raise ValueError(f'counts_as: "{name[:60]}" stands for too many names in a row')
        if self.filled > MOST_FILLED:
            raise ValueError(f'counts_as: "{name[:60]}" and the other names stand for too much')
        return self.fill(self.names[name], depth + 1)
