"""The quick-add line: "9:30 live math 30" becomes a block."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from planner.cadence.shorthand import (
    SUBJECTS,
    ShorthandBlock,
    ShorthandError,
    parse_block_line,
)
from planner.cadence.words import DAY_NAMES, WEEKDAYS, join_words, say_count, say_weekdays
from planner.forms.blocks import check_room, check_school_day
from planner.models import Classroom, week_dates
from planner.speech import spell_minutes, spell_span

KINDS = {
    "live": "live",
    "in_person": "at school",
    "break": "break",
    "on": "own time on a device",
    "off": "own time, no device needed",
    "either": "own time, with or without a device",
}


OTHER_FACTS = ("tool", "has_coach_check", "due", "teacher", "traits")
"""Facts that the notation knows and that are said elsewhere about a block on the week."""


def _refuse_other_facts(parsed: ShorthandBlock) -> None:
    """Say so where a line states what it cannot set, rather than leave it out quietly."""
    said = [name for name in OTHER_FACTS if getattr(parsed, name)]
    if said:
        word = {"has_coach_check": "check", "traits": "trait"}.get(said[0], said[0])
        raise ValidationError(
            {"line": f'"{word}" cannot be said here. Add the block, then open it to say it.'}
        )


class QuickAddForm(forms.Form):
    """One line, and the day it is for where the line names none."""

    line = forms.CharField(
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "placeholder": "9:30 live math 30",
                "autocomplete": "off",
                "aria-describedby": "quick-add-help",
                "dir": "auto",
            }
        ),
    )
    day = forms.ChoiceField(
        required=False,
        choices=list(enumerate(DAY_NAMES[:5])),
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(
        self, *args: Any, classroom: Classroom, monday: dt.date, today: dt.date, **kwargs: Any
    ) -> None:
        """The line for one week of a class; today is offered first."""
        super().__init__(*args, **kwargs)
        self.classroom = classroom
        self.dates = week_dates(monday)
        self.fields["day"].initial = self.dates.index(today) if today in self.dates else 0

    def clean_line(self) -> ShorthandBlock:
        """What the line says, or what is wrong with which word."""
        try:
            return parse_block_line(self.cleaned_data["line"], self.classroom.subjects or SUBJECTS)
        except ShorthandError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """The blocks that the line makes: one for each of its days."""
        data = super().clean() or {}
        parsed = data.get("line")
        if not isinstance(parsed, ShorthandBlock):
            return data
        chosen = data.get("day")
        named = [WEEKDAYS.index(word) for word in parsed.weekdays]
        days = named or [int(chosen) if chosen else self.fields["day"].initial]
        _refuse_other_facts(parsed)
        groups = self._find_groups(parsed)
        data["blocks"] = [(self._check_day(day), self._fields(parsed, groups)) for day in days]
        return data

    def _check_day(self, day: int) -> dt.date:
        if day >= len(self.dates):
            raise ValidationError({"line": "There is no school at the weekend."})
        try:
            date = check_school_day(self.classroom, self.dates[day])
            check_room(self.classroom, date)
            return date
        except ValidationError as error:
            raise ValidationError({"line": error}) from error

    def _find_groups(self, parsed: ShorthandBlock) -> tuple[int, ...]:
        known = {group.name.casefold(): group.pk for group in self.classroom.groups.all()}
        missing = [name for name in parsed.groups if self._match(name, known) is None]
        if missing:
            names = [f"@{'_'.join(each.name.split())}" for each in self.classroom.groups.all()]
            told = join_words(names) or "none"
            raise ValidationError({"line": f"@{missing[0]}: this class\u2019s groups are {told}."})
        return tuple(sorted(self._match(name, known) or 0 for name in parsed.groups))

    @staticmethod
    def _match(name: str, known: dict[str, int]) -> int | None:
        """A group by its name, with "_" for spaces, or by its last word: @A finds "Group A"."""
        word = name.casefold()
        if word not in known:
            word = word.replace("_", " ")
        exact = known.get(word)
        if exact is not None:
            return exact
        fitting = [pk for full, pk in known.items() if full.split()[-1] == word]
        return fitting[0] if len(fitting) == 1 else None

    def _fields(self, parsed: ShorthandBlock, groups: tuple[int, ...]) -> dict[str, Any]:
        return {
            "mode": parsed.mode,
            "title": parsed.title,
            "start": parsed.start,
            "minutes": parsed.minutes,
            "screen": parsed.screen or "",
            "subject": parsed.subject or "",
            "needs_printing": parsed.needs_printing,
            "instruction_minutes": parsed.instruction_minutes,
            "purpose": parsed.purpose or "",
            "groups": groups,
        }

    @property
    def new_blocks(self) -> list[tuple[dt.date, dict[str, Any]]]:
        """The checked blocks with their dates."""
        blocks: list[tuple[dt.date, dict[str, Any]]] = self.cleaned_data["blocks"]
        return blocks

    @property
    def unclear(self) -> list[str]:
        """What cannot be read, in words."""
        return [str(text) for errors in self.errors.values() for text in errors]

    @property
    def preview(self) -> str:
        """What will be made, in words: "Tuesday to Friday, 9:00 to 9:15 am, live, Morning meeting,
        community: 4 blocks"."""
        fields = self.new_blocks[0][1]
        names = {group.pk: group.name for group in self.classroom.groups.all()}
        days = say_weekdays([WEEKDAYS[date.weekday()] for date, _ in self.new_blocks])
        length = spell_minutes(fields["minutes"])
        when = f"any time, {length}"
        if fields["start"] is not None:
            when = spell_span(fields["start"], fields["start"] + fields["minutes"])
        told = [
            days,
            when,
            KINDS[fields["screen"] or fields["mode"]],
            fields["title"],
            fields["purpose"].replace("_", " "),
            join_words(names[pk] for pk in fields["groups"]),
            "to print" if fields["needs_printing"] else "",
        ]
        return f"{', '.join(filter(None, told))}: {say_count(len(self.new_blocks), 'block')}"

    @property
    def what(self) -> str:
        """The gesture in words."""
        days = ", ".join(f"{date:%A}" for date, _ in self.new_blocks)
        return f"Added {self.new_blocks[0][1]['title']} on {days}"
