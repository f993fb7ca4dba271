"""What a class's families may do in the evening, in its teacher's words and their language."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from planner.cadence.plan import Translation
from planner.families.spoken import Tongue, say_texts
from planner.models import Opening

TRANSLATIONS = TypeAdapter(tuple[Translation, ...])


@dataclass(frozen=True, slots=True)
class Evening:
    """A nudge of one class, and in which language it stands."""

    text: str
    tongue: Tongue


def tell_evenings(classes: Iterable[Opening]) -> tuple[Evening, ...]:
    """Those of the classes that say something."""
    return tuple(tell_evening(each) for each in classes if each.evening)


def tell_evening(opening: Opening) -> Evening:
    """That of one class."""
    said = TRANSLATIONS.validate_python(opening.evening_translations or ())
    return Evening(*next(say_texts((opening.evening or "",), said, opening.language)))
