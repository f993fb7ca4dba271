"""The form that moves and stretches a block: to a place, or by steps from where it stands."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from planner.cadence.plan import DAY_MINUTES
from planner.cadence.words import say_clock, say_count
from planner.forms.blocks import check_room, check_school_day, clock_of, minutes_of
from planner.models import Block


def say_start(start: int | None) -> str:
    """When a block begins: "9:20 am", or "any time"."""
    return "any time" if start is None else say_clock(start)


class MoveForm(forms.Form):
    """Where a block goes: day, start, minutes; what is not said stays as it is.

    An empty `start` means any time. Steps (`later`, `longer`, in minutes) count from the place
    that is said.
    """

    date = forms.DateField(label="Day", required=False)
    start = forms.TimeField(
        label="Starts at",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "autofocus": True}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
    )
    minutes = forms.IntegerField(required=False, min_value=1, max_value=DAY_MINUTES)
    later = forms.IntegerField(required=False, min_value=-DAY_MINUTES, max_value=DAY_MINUTES)
    longer = forms.IntegerField(required=False, min_value=-DAY_MINUTES, max_value=DAY_MINUTES)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        """The form for one block."""
        super().__init__(*args, **kwargs)
        self.block = block
        if block.mode == "async":
            self.fields["start"].help_text = "Empty for a task that may be done at any time."

    @classmethod
    def of_block(cls, block: Block) -> "MoveForm":
        """The form filled with where a block stands now."""
        initial = {
            "date": block.day.date.isoformat(),
            "start": None if block.start is None else clock_of(block.start),
            "minutes": block.minutes,
            "version": block.version,
        }
        return cls(initial=initial, block=block)

    def offer(self, days: Iterable[dt.date]) -> "MoveForm":
        """Let people choose among these days and the block's own."""
        offered = sorted({self.block.day.date, *days})
        choices = [(day.isoformat(), f"{day:%A} {day.day} {day:%B}") for day in offered]
        self.fields["date"].widget = forms.RadioSelect(choices=choices)
        return self

    def clean_date(self) -> dt.date:
        """A day on which there is school and room."""
        date: dt.date | None = self.cleaned_data["date"]
        if date is None or date == self.block.day.date:
            return self.block.day.date
        check_room(self.block.day.classroom, date)
        return check_school_day(self.block.day.classroom, date)

    def clean(self) -> dict[str, Any]:
        """The block stays inside its day and keeps at least a minute."""
        data = super().clean() or {}
        minutes = (data.get("minutes") or self.block.minutes) + (data.get("longer") or 0)
        start = self._find_start(data)
        if minutes < 1:
            self.add_error("longer", "A block lasts at least a minute.")
        if start is not None and not 0 <= start <= DAY_MINUTES - max(minutes, 1):
            self.add_error("later", "The block would leave its day.")
        data["fields"] = {"start": start, "minutes": minutes}
        if data.get("date") is not None:
            data["fields"]["date"] = data["date"]
        return data

    def _find_start(self, data: dict[str, Any]) -> int | None:
        """Minutes after midnight, or None for any time, which only own-time work can have."""
        later = data.get("later") or 0
        start = self.block.start
        if "start" in self.data and "start" not in self.errors:
            clock = data.get("start")
            start = None if clock is None else minutes_of(clock)
            if start is None and self.block.mode != "async":
                self.add_error("start", "Only own-time work may be without a time.")
        if start is None and later:
            self.add_error("later", "This block has no time to move.")
        return None if start is None else start + later

    @property
    def problem(self) -> str:
        """What does not hold, in words."""
        return " ".join(str(text) for errors in self.errors.values() for text in errors)

    @property
    def place(self) -> dict[str, Any]:
        """Where the block goes: `date`, `start` (None: any time) and `minutes`."""
        fields: dict[str, Any] = self.cleaned_data["fields"]
        return fields

    @property
    def what(self) -> str:
        """The gesture in words, for history and for Undo."""
        title, where = self.block.title, self._say_where()
        length = say_count(self.place["minutes"], "minute")
        if self.place["minutes"] == self.block.minutes:
            return f"Moved {title} to {where or say_start(self.block.start)}"
        if not where:
            return f"Made {title} {length} long"
        return f"Moved {title} to {where} and made it {length} long"

    def _say_where(self) -> str:
        """Its new day and start, as far as they are new."""
        place = self.place
        day = f"{place['date']:%A}" if place["date"] != self.block.day.date else ""
        start = say_start(place["start"]) if place["start"] != self.block.start else ""
        return " ".join(filter(None, (day, start)))
