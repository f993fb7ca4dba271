"""What two people changed, side by side: the rows of `_versions.html`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that two people changed: as it stands, and as this person had it."""

    label: str
    theirs: str
    yours: str


def list_disagreements(told: Iterable[tuple[str, str, str]]) -> list[Disagreement]:
    """Of fields told as label, theirs and yours those that differ in more than white space."""
    return [
        Disagreement(label, theirs, yours)
        for label, theirs, yours in told
        if theirs.split() != yours.split()
    ]


def compare_fields(
    form: Form, theirs: Mapping[str, Any], yours: Mapping[str, Any]
) -> list[Disagreement]:
    """The fields of a form in which what stands differs from what was asked for."""
    return list_disagreements(
        (str(form[name].label), str(theirs.get(name, "")), str(yours.get(name, "")))
        for name in form.fields
    )
