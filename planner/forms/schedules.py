"""Pasting a schedule: the text, then its rows, which can be mended before blocks are made."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms

from planner.cadence.shorthand import SUBJECTS, find_subject
from planner.cadence.words import WEEKDAYS, join_words, say_count, say_weekdays
from planner.models import Block, Classroom, week_dates
from planner.review import closed_dates
from planner.schedules import (
    LONGEST_SCHEDULE,
    MOST_ROWS,
    Line,
    Row,
    Usual,
    read_rows,
    split_schedule,
)
from planner.services.history import MOST_BLOCKS

KIND_LABELS = {
    "live": "Live, online",
    "in_person": "At school",
    "on": "Own time, on a device",
    "off": "Own time, no device needed",
    "either": "Own time, with or without a device",
    "break": "Break",
}
DAY_SETS = ("01234", "1234", "0123", "0", "1", "2", "3", "4", "02", "13", "024", "0134")
"""Weekdays that can be chosen for a row, each digit a day from Monday on."""

_GIVEN = re.compile(r"([0-6]{0,7})/(first|beside|)/(\d{0,4})")


def read_days(digits: str) -> tuple[int, ...]:
    """Weekdays from their digits."""
    return tuple(int(digit) for digit in digits)


def say_days(days: tuple[int, ...]) -> str:
    """Weekdays in words: "Tuesday to Friday"."""
    return say_weekdays([WEEKDAYS[day] for day in days])


DAY_CHOICES = [(digits, say_days(read_days(digits))) for digits in DAY_SETS]


class PasteForm(forms.Form):
    """The pasted text, and what holds for lines that don't say."""

    text = forms.CharField(
        label="Your schedule",
        max_length=LONGEST_SCHEDULE,
        required=False,
        help_text="Copied from a spreadsheet, a document or a web page; or one entry a line.",
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "class": "paste-text"}),
    )
    kind = forms.ChoiceField(
        label="Lines that don\u2019t say what they are", choices=list(KIND_LABELS.items())
    )
    days = forms.ChoiceField(label="Lines that name no day", choices=DAY_CHOICES)

    def __init__(self, *args: Any, classroom: Classroom, **kwargs: Any) -> None:
        """What is usual for the class is chosen already."""
        at_school = classroom.delivery == "in_person"
        usual = {"kind": "in_person" if at_school else "live", "days": "01234"}
        super().__init__(*args, **kwargs)
        self.initial = {**usual, **self.initial}
        self.opens = classroom.school.opens

    def clean_text(self) -> str:
        """Something has to be there where the text itself is asked for."""
        text: str = self.cleaned_data["text"]
        if not text and "form-TOTAL_FORMS" not in self.data:
            raise forms.ValidationError("Paste or type your schedule here first.")
        return text

    @property
    def usual(self) -> Usual:
        """What holds where a line doesn't say."""
        data = self.cleaned_data
        return Usual(kind=data["kind"], weekdays=read_days(data["days"]), opens=self.opens)


class RowForm(forms.Form):
    """One line of the schedule, to be mended in place."""

    line = forms.CharField(
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto"}),
    )
    days = forms.ChoiceField(
        required=False,
        choices=[("", "days as read"), *DAY_CHOICES],
        widget=forms.Select(attrs={"class": "input"}),
    )
    kind = forms.ChoiceField(
        required=False,
        choices=[("", "kind as read"), *KIND_LABELS.items()],
        widget=forms.Select(attrs={"class": "input"}),
    )
    leave_out = forms.BooleanField(label="Leave out", required=False)
    given = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Each field says which line it belongs to."""
        super().__init__(*args, **kwargs)
        number = int((self.prefix or "form-0").rsplit("-", 1)[-1]) + 1
        for name in ("line", "days", "kind"):
            self.fields[name].widget.attrs["aria-label"] = f"{name.capitalize()} {number}"

    @property
    def read_line(self) -> Line:
        """The line with what its heading said and what was chosen for it."""
        data = self.cleaned_data
        match = _GIVEN.fullmatch(data.get("given", ""))
        days, place, opens = match.groups() if match else ("", "", "")
        minute = int(opens) if opens else None
        return Line(
            text=data.get("line", ""),
            weekdays=read_days(days),
            place=place,  # type: ignore[arg-type]  # the pattern lets no other word through
            opens=minute if minute is not None and minute < 24 * 60 else None,
            chosen_days=read_days(data.get("days", "")),
            chosen_kind=data.get("kind", ""),
        )


BaseRows = forms.formset_factory(
    RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)


def spell_initial(row: Row) -> dict[str, Any]:
    """A row's form as it is first shown; what is perhaps no block at all is left out."""
    line = row.line
    days = "".join(map(str, line.weekdays))
    opens = "" if line.opens is None else line.opens
    return {
        "line": line.text,
        "given": f"{days}/{line.place}/{opens}",
        "leave_out": row.is_note,
    }


def read_text(text: str, usual: Usual) -> tuple[Any, int]:
    """The rows' forms for a pasted text, and how many lines were too many."""
    lines, cut = split_schedule(text)
    return BaseRows(initial=[spell_initial(row) for row in read_rows(lines, usual)]), cut


class Pasted:
    """The rows of a schedule with the blocks that they make in one week of a class."""

    def __init__(self, rows: Any, usual: Usual, classroom: Classroom, monday: dt.date) -> None:
        """Rows as first shown, or as posted (and valid)."""
        self.classroom = classroom
        self.dates = week_dates(monday)
        self.closed = closed_dates(classroom, self.dates[0], self.dates[-1])
        self.forms = list(rows)
        read = read_rows([_line_of(form) for form in self.forms], usual)
        self.rows = list(zip(self.forms, read, strict=True))

    @property
    def taken(self) -> list[Row]:
        """Rows that make blocks."""
        return [row for form, row in self.rows if not row.problems and not _is_out(form)]

    @property
    def unclear(self) -> list[Row]:
        """Rows that are neither read nor left out."""
        return [row for form, row in self.rows if row.problems and not _is_out(form)]

    @property
    def new_blocks(self) -> list[tuple[dt.date, dict[str, Any]]]:
        """The blocks with their dates; closed days get none."""
        subjects = self.classroom.subjects or SUBJECTS
        return [
            (self.dates[day], _fields(row, subjects))
            for row in self.taken
            for day in row.weekdays
            if self.dates[day] not in self.closed
        ]

    @property
    def counts(self) -> Counter[dt.date]:
        """How many blocks each day would get."""
        return Counter(date for date, _ in self.new_blocks)

    @property
    def count_words(self) -> str:
        """How many blocks there would be."""
        return say_count(len(self.new_blocks), "block")

    def find_standing(self) -> Mapping[dt.date, int]:
        """How many blocks the days have already."""
        standing = Block.objects.filter(
            removed_at__isnull=True, day__classroom=self.classroom, day__date__in=self.dates
        )
        return Counter(standing.values_list("day__date", flat=True))

    def find_full(self) -> list[str]:
        """Days that cannot hold what they would get."""
        standing = self.find_standing()
        return [
            f"{date:%A} would hold {standing.get(date, 0) + coming} blocks; "
            f"a day holds at most {MOST_BLOCKS}."
            for date, coming in sorted(self.counts.items())
            if standing.get(date, 0) + coming > MOST_BLOCKS
        ]

    @property
    def what(self) -> str:
        """The gesture in words."""
        days = say_days(tuple(sorted({date.weekday() for date in self.counts})))
        return f"Pasted a schedule: {self.count_words} on {days}"

    @property
    def notes(self) -> list[str]:
        """What should be known before it is added."""
        wanted = {self.dates[day] for row in self.taken for day in row.weekdays}
        shut = [date for date in sorted(wanted) if date in self.closed]
        notes = [
            f"{date:%A} is no school day ({self.closed[date]}): nothing is put there."
            for date in shut
        ]
        standing = self.find_standing()
        busy = [f"{date:%A}" for date in sorted(self.counts) if standing.get(date)]
        if busy:
            notes.append(
                f"{join_words(busy)} {'has' if len(busy) == 1 else 'have'} blocks already; "
                "these come beside them."
            )
        return notes


def _is_out(form: forms.Form) -> bool:
    if form.is_bound:
        return bool(form.cleaned_data.get("leave_out")) or not form.cleaned_data.get("line")
    return bool(form.initial.get("leave_out"))


def _line_of(form: RowForm) -> Line:
    if not form.is_bound:
        form.cleaned_data = dict(form.initial)
    return form.read_line


def _fields(row: Row, subjects: Any) -> dict[str, Any]:
    """A block's fields from a row that was read."""
    return {
        "mode": row.mode,
        "title": row.title,
        "start": row.start,
        "minutes": row.minutes,
        "screen": row.screen,
        "purpose": row.purpose,
        "subject": "" if row.mode == "break" else find_subject(row.title, subjects) or "",
    }
