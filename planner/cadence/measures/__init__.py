"""The measures: one file each, found by looking into this folder; nothing lists them by hand."""

import pkgutil
from importlib import import_module

from planner.cadence.measuring import Measure


def find_measures() -> dict[str, type[Measure]]:
    """Every measure by its word, from every module of this folder."""
    found: dict[str, type[Measure]] = {}
    for module_info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{module_info.name}")
        for value in vars(module).values():
            is_class_of_ours = getattr(value, "__module__", "") == module.__name__
            if is_class_of_ours and isinstance(value, type) and issubclass(value, Measure):
                found[value.word()] = value
    return dict(sorted(found.items()))


MEASURES = find_measures()
