"""Forms that make several tasks in one action: a playlist, and student-led work."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from async_tasks.services import NewTask, TaskContent, spell_facts
from async_tasks.sets import Piece, PieceError, read_pieces, spell_piece, spread_pieces
from planner.cadence.plan import DAY_MINUTES
from planner.cadence.shorthand import SUBJECTS
from planner.families.task_words import split_steps
from planner.forms.blocks import SCREEN_LABELS, check_room, clock_of, minutes_of
from planner.models import Classroom, week_dates
from planner.review import closed_dates

FEWEST_PERIODS = 2


class WeekForm(forms.Form):
    """What both share: the class, and the days of its week on which there is school."""

    name = forms.CharField(
        label="Name", max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, classroom: Classroom, monday: dt.date, **kwargs: Any) -> None:
        """A form for one week of a class."""
        super().__init__(*args, **kwargs)
        self.classroom = classroom
        dates = week_dates(monday)
        closed = closed_dates(classroom, dates[0], dates[-1])
        self.dates = tuple(date for date in dates if date not in closed)

    def clean(self) -> dict[str, Any]:
        """A week without school has no place for tasks."""
        data = super().clean() or {}
        if not self.dates:
            raise ValidationError("There is no school in this week.")
        return data


class PlaylistForm(WeekForm):
    """Tasks in order, spread over days."""

    tasks = forms.CharField(
        label="Tasks, in their order",
        max_length=4000,
        help_text="One a line with its minutes, as \u201cBuild three bridges 20 offline\u201d. "
        "Below a task, a line \u201cif not yet: \u2026\u201d says what comes first for those "
        "whose coach check isn\u2019t there yet.",
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The days with school are offered, all of them ticked."""
        super().__init__(*args, **kwargs)
        choices = [(date.isoformat(), f"{date:%A}") for date in self.dates]
        self.fields["days"] = forms.MultipleChoiceField(
            label="Spread over",
            choices=choices,
            initial=[value for value, _ in choices],
            widget=forms.CheckboxSelectMultiple,
        )

    def clean_tasks(self) -> tuple[Piece, ...]:
        """The tasks that the lines say, or what is wrong with which line."""
        try:
            return read_pieces(self.cleaned_data["tasks"], self.classroom.subjects or SUBJECTS)
        except PieceError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """The tasks on their days, where the days have room."""
        data = super().clean()
        if self.errors:
            return data
        days = sorted({dt.date.fromisoformat(day) for day in data["days"]})
        places = spread_pieces([piece.block.minutes for piece in data["tasks"]], len(days))
        for place in sorted(set(places)):
            check_room(self.classroom, days[place], places.count(place))
        data["dates"] = tuple(days[place] for place in places)
        return data

    @property
    def new_tasks(self) -> tuple[NewTask, ...]:
        """A task of its own for each line."""
        pieces, name = self.cleaned_data["tasks"], self.cleaned_data["name"]
        return tuple(
            NewTask(
                TaskContent(steps=steps, needs_printing=piece.block.needs_printing),
                ((date, self._fields(piece, steps)),),
            )
            for place, (piece, date) in enumerate(
                zip(pieces, self.cleaned_data["dates"], strict=True)
            )
            for steps in (spell_piece(name, pieces, place),)
        )

    def _fields(self, piece: Piece, steps: tuple[str, ...]) -> dict[str, Any]:
        block = piece.block
        content = TaskContent(
            steps=steps,
            needs_printing=block.needs_printing,
            instruction_minutes=block.instruction_minutes,
        )
        return {
            "mode": "async",
            "title": block.title,
            "start": None,
            "minutes": block.minutes,
            "screen": block.screen or "on",
            "subject": block.subject or "",
            "purpose": block.purpose or "",
            **spell_facts(content),
        }

    @property
    def what(self) -> str:
        """The gesture in words."""
        return f"Made the playlist {self.cleaned_data['name']}"


class StudentLedForm(WeekForm):
    """A set of tasks that learners do in their own order: posted first, due last, with time."""

    tasks = forms.CharField(
        label="Tasks",
        max_length=3000,
        help_text="One a line; learners choose their order.",
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    screen = forms.ChoiceField(
        label="Device", choices=list(SCREEN_LABELS.items()), widget=forms.RadioSelect
    )
    planning = forms.IntegerField(
        label="Minutes to look it over on the first day", min_value=1, max_value=60
    )
    minutes = forms.IntegerField(
        label="Minutes of each class period", min_value=5, max_value=DAY_MINUTES
    )
    due_at = forms.TimeField(
        label="Due on the last day at",
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A start for each day with school: a day that has one keeps a class period."""
        super().__init__(*args, **kwargs)
        closes = clock_of(min(self.classroom.school.closes, DAY_MINUTES - 1))
        usual = {"screen": "either", "planning": 10, "minutes": 40, "due_at": closes}
        self.initial = {**usual, **self.initial}
        for date in self.dates:
            self.fields[f"start_{date}"] = forms.TimeField(
                label=f"{date:%A}",
                required=False,
                input_formats=["%H:%M", "%H:%M:%S"],
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )

    @property
    def period_fields(self) -> list[forms.BoundField]:
        """The fields of the class periods, a day each."""
        return [self[f"start_{date}"] for date in self.dates]

    def clean_tasks(self) -> tuple[str, ...]:
        """At least two tasks, or there is no order to choose."""
        steps = split_steps(self.cleaned_data["tasks"])
        if len(steps) < 2:
            raise ValidationError("Write at least two tasks, one a line.")
        return steps

    def clean(self) -> dict[str, Any]:
        """At least two class periods are kept, inside their days, before it is due."""
        data = super().clean()
        starts = {date: data.get(f"start_{date}") for date in self.dates}
        data["periods"] = {date: minutes_of(at) for date, at in starts.items() if at is not None}
        if len(data["periods"]) < FEWEST_PERIODS:
            raise ValidationError("Keep at least two class periods for it: give two days a start.")
        if self.errors:
            return data
        for date, start in data["periods"].items():
            self._check_period(date, start, data)
            check_room(self.classroom, date, 2 if date == self.dates[0] else 1)
        check_room(self.classroom, self.dates[0])
        return data

    def _check_period(self, date: dt.date, start: int, data: dict[str, Any]) -> None:
        end, due = start + data["minutes"], minutes_of(data["due_at"])
        if end > DAY_MINUTES:
            self.add_error(f"start_{date}", "The class period runs past midnight.")
        elif date == self.dates[-1] and end > due:
            self.add_error(f"start_{date}", "The class period ends after it is due.")

    @property
    def new_tasks(self) -> tuple[NewTask, ...]:
        """One task that all its blocks are about."""
        data = self.cleaned_data
        content = TaskContent(
            steps=data["tasks"], due_on=self.dates[-1], due_at=minutes_of(data["due_at"])
        )
        facts = {"mode": "async", "screen": data["screen"], **spell_facts(content)}
        first = {"title": f"Plan: {data['name']}", "start": None, "minutes": data["planning"]}
        period = {"title": data["name"], "minutes": data["minutes"]}
        blocks = [(self.dates[0], {**facts, **first})]
        blocks += [
            (date, {**facts, **period, "start": start}) for date, start in data["periods"].items()
        ]
        return (NewTask(content, tuple(blocks)),)

    @property
    def what(self) -> str:
        """The gesture in words."""
        return f"Made the student-led work {self.cleaned_data['name']}"
