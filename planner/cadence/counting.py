"""What a policy says "counts as" something: named selections, put in wherever a rule names them."""

from collections.abc import Mapping
from typing import Any

from .words import find_nearest

DEEPEST_NAME = 4
"""How many names may stand for one another in a row."""


def fill_in_names(data: Any) -> Any:
    """A policy's data in which each selection that is `named` holds what the name stands for.

    Raises ValueError for a name that nobody defines, or that stands for itself.
    """
    if not isinstance(data, dict):
        return data
    names = data.get("counts_as")
    return _fill(data, names if isinstance(names, dict) else {}, 0)


def _fill(value: Any, names: Mapping[str, Any], depth: int) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_fill(each, names, depth) for each in value)
    if not isinstance(value, dict):
        return value
    filled = {key: _fill(each, names, depth) for key, each in value.items() if key != "counted"}
    if isinstance(filled.get("named"), str):
        filled["counted"] = _find(filled["named"], names, depth)
    return filled


def _find(name: str, names: Mapping[str, Any], depth: int) -> Any:
    if name not in names:
        near = find_nearest(name, names)
        hint = f'; did you mean "{near}"?' if near else ""
        raise ValueError(f'counts_as: nothing is named "{name[:60]}"{hint}')
    if depth >= DEEPEST_NAME:
        raise ValueError(f'counts_as: "{name[:60]}" stands for too many names in a row')
    return _fill(names[name], names, depth + 1)
