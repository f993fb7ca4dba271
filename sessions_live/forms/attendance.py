"""The roll of a live session: a tick for whoever was absent, and the school's code for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from sessions_live.rolls import RollLine


@dataclass(frozen=True, slots=True)
class Row:
    """A learner's line in the form."""

    name: str
    absent: forms.BoundField
    code: forms.BoundField


class AttendanceForm(forms.Form):
    """Everybody on the roll counts as there unless ticked; with the version it was read at."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, roll: Iterable[RollLine], **kwargs: Any) -> None:
        """A tick and a code for each learner, as they stand."""
        super().__init__(*args, **kwargs)
        self.roll = tuple(roll)
        for line in self.roll:
            self.fields[f"absent-{line.learner}"] = forms.BooleanField(
                label=line.name, required=False, initial=line.is_absent
            )
            self.fields[f"code-{line.learner}"] = forms.CharField(
                label=f"Code for {line.name}",
                required=False,
                max_length=10,
                initial=line.code,
                widget=forms.TextInput(
                    attrs={"list": "codes", "autocomplete": "off", "class": "input", "dir": "auto"}
                ),
            )

    @property
    def rows(self) -> list[Row]:
        """The lines in the roll's order."""
        return [
            Row(line.name, self[f"absent-{line.learner}"], self[f"code-{line.learner}"])
            for line in self.roll
        ]

    @property
    def absent(self) -> dict[int, str]:
        """The absent learners' keys with their codes; a code without a tick counts for nothing."""
        data = self.cleaned_data
        return {
            line.learner: data[f"code-{line.learner}"]
            for line in self.roll
            if data[f"absent-{line.learner}"]
        }
