"""The forms for what two groups do at the same time: a flip-flop, and a hybrid lesson."""

import datetime as dt
from collections.abc import Collection
from typing import Any, get_args

from django import forms
from django.core.exceptions import ValidationError

from planner.cadence.plan import DAY_MINUTES, Screen
from planner.cadence.words import join_words
from planner.forms.blocks import SCREEN_LABELS, check_room, check_school_day, minutes_of
from planner.models import Block, Classroom, Group, week_dates
from planner.services.history import BlockState
from planner.services.pairs import (
    Face,
    FlipFlop,
    Hybrid,
    Lesson,
    OwnWork,
    flip_flop_states,
    hybrid_states,
)

JOINS, WORKS = "live", "async"


class PairForm(forms.Form):
    """What both have: a lesson, what the others do meanwhile, and two groups of the class."""

    title = forms.CharField(
        label="Lesson", max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    subject = forms.CharField(
        max_length=60, required=False, widget=forms.TextInput(attrs={"list": "subjects"})
    )
    start = forms.TimeField(
        label="Starts at",
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M"),
    )
    minutes = forms.IntegerField(min_value=1, max_value=DAY_MINUTES)
    link = forms.URLField(
        label="Link to join", max_length=2000, required=False, assume_scheme="https"
    )
    work = forms.CharField(
        label="Work meanwhile",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    screen = forms.ChoiceField(
        label="Device for it",
        choices=[(value, SCREEN_LABELS[value]) for value in get_args(Screen)],
    )

    BLOCKS_A_DAY = 2

    def __init__(
        self, *args: Any, classroom: Classroom, dates: tuple[dt.date, ...], **kwargs: Any
    ) -> None:
        """The form for the open days of one week of a class with at least two groups."""
        super().__init__(*args, **kwargs)
        self.classroom = classroom
        self.dates = dates
        self.groups = tuple(classroom.groups.all())

    @property
    def group_choices(self) -> list[tuple[str, str]]:
        """The class's groups by name."""
        return [(str(group.pk), group.name) for group in self.groups]

    def check_days(self, field: str, dates: list[dt.date]) -> None:
        """There is school on these days, and room for what would come."""
        try:
            for date in dates:
                check_school_day(self.classroom, date)
                check_room(self.classroom, date, self.BLOCKS_A_DAY)
        except ValidationError as error:
            self.add_error(field, error)

    def check_end(self, minutes: int) -> None:
        """All of it ends within its day; `minutes` from its start."""
        start = self.cleaned_data.get("start")
        if start is not None and minutes_of(start) + minutes > DAY_MINUTES:
            self.add_error("minutes", "This runs past midnight.")

    @property
    def lesson(self) -> Lesson:
        """What is taught."""
        data = self.cleaned_data
        return Lesson(
            title=data["title"],
            start=minutes_of(data["start"]),
            minutes=data["minutes"],
            subject=data["subject"],
            link=data["link"],
        )

    @property
    def own_work(self) -> OwnWork:
        """What the others do; named after the lesson where nothing else is said."""
        data = self.cleaned_data
        return OwnWork(data["work"] or f"{data['title'][:180]}, on your own", data["screen"])

    @property
    def states(self) -> tuple[BlockState, ...]:
        """The blocks that would come."""
        raise NotImplementedError

    @property
    def what(self) -> str:
        """The gesture in words."""
        raise NotImplementedError


class FlipFlopForm(PairForm):
    """Two halves that swap."""

    gap = forms.IntegerField(
        label="Minutes to swap",
        min_value=0,
        max_value=120,
        help_text="A break between the halves; 0 for none.",
    )
    first = forms.ChoiceField(label="Taught first")
    second = forms.ChoiceField(label="Taught second")
    days = forms.TypedMultipleChoiceField(
        label="On", coerce=dt.date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )

    BLOCKS_A_DAY = 5

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the groups and the open days."""
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = self.group_choices
        days = self.fields["days"]
        if isinstance(days, forms.TypedMultipleChoiceField):
            days.choices = [(date.isoformat(), f"{date:%A}") for date in self.dates]
        self.fields["minutes"].label = "Minutes of each half"

    def clean_days(self) -> list[dt.date]:
        """Each day once, however often it was sent."""
        return sorted(set(self.cleaned_data["days"]))

    def clean(self) -> dict[str, Any]:
        """Two groups, not one twice; both halves within the day."""
        data = super().clean() or {}
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", "The halves are for two different groups.")
        if data.get("minutes") is not None and data.get("gap") is not None:
            self.check_end(2 * data["minutes"] + data["gap"])
        self.check_days("days", data.get("days", []))
        return data

    @property
    def states(self) -> tuple[BlockState, ...]:
        """The blocks that would come."""
        data = self.cleaned_data
        plan = FlipFlop(
            lesson=self.lesson,
            work=self.own_work,
            first=int(data["first"]),
            second=int(data["second"]),
            gap=data["gap"],
            dates=tuple(data["days"]),
        )
        return flip_flop_states(self.classroom, plan)

    @property
    def what(self) -> str:
        """The gesture in words."""
        days = join_words(f"{date:%A}" for date in self.cleaned_data["days"])
        return f"Made a flip-flop of {self.cleaned_data['title']} on {days}"


class HybridForm(PairForm):
    """A lesson at school, with its face at home; for each day, who is at school."""

    home = forms.ChoiceField(
        label="Those at home",
        choices=[
            (JOINS, "Join the lesson online"),
            (WORKS, "Work in their own time"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for each open day who is at school."""
        super().__init__(*args, **kwargs)
        self.cohorts = find_cohorts(self.classroom)
        cohorts = [(str(group.pk), group.name) for group in self.cohorts]
        for date in self.dates:
            self.fields[f"school-{date}"] = forms.ChoiceField(
                label=f"At school on {date:%A}",
                choices=[("", "Not on this day"), *cohorts],
                required=False,
            )

    @property
    def day_fields(self) -> list[forms.BoundField]:
        """The questions of who is at school, day by day."""
        return [self[f"school-{date}"] for date in self.dates]

    def clean(self) -> dict[str, Any]:
        """At least one day; the lesson within it."""
        data = super().clean() or {}
        if not any(data.get(f"school-{date}") for date in self.dates):
            raise ValidationError("Say for at least one day who is at school.")
        if data.get("minutes") is not None:
            self.check_end(data["minutes"])
        for date in self.dates:
            if data.get(f"school-{date}"):
                self.check_days(f"school-{date}", [date])
        return data

    @property
    def at_school(self) -> dict[dt.date, int]:
        """Who is at school on which day."""
        data = self.cleaned_data
        asked = ((date, data.get(f"school-{date}")) for date in self.dates)
        return {date: int(pk) for date, pk in asked if pk}

    @property
    def states(self) -> tuple[BlockState, ...]:
        """The blocks that would come."""
        first, second = (group.pk for group in self.cohorts)
        plan = Hybrid(
            lesson=self.lesson,
            work=self.own_work if self.cleaned_data["home"] == WORKS else None,
            cohorts=(first, second),
            at_school=self.at_school,
        )
        return hybrid_states(self.classroom, plan)

    @property
    def what(self) -> str:
        """The gesture in words."""
        days = join_words(f"{date:%A}" for date in self.at_school)
        return f"Planned {self.cleaned_data['title']} for school and home on {days}"


class FaceForm(forms.Form):
    """Who has one block at school, and what it is for those at home."""

    at_school = forms.ChoiceField(label="At school", help_text="The others are at home.")
    home = forms.ChoiceField(
        label="Those at home",
        choices=[(JOINS, "Join it online"), (WORKS, "Work in their own time")],
        widget=forms.RadioSelect,
    )
    link = forms.URLField(
        label="Link to join", max_length=2000, required=False, assume_scheme="https"
    )
    work = forms.CharField(
        label="Own-time work",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    screen = forms.ChoiceField(
        label="Device for it",
        choices=[(value, SCREEN_LABELS[value]) for value in get_args(Screen)],
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, block: Block, cohorts: tuple[Group, ...], **kwargs: Any) -> None:
        """The form for a block of a class with these two cohorts."""
        super().__init__(*args, **kwargs)
        self.block = block
        self.cohorts = cohorts
        at_school = self.fields["at_school"]
        if isinstance(at_school, forms.ChoiceField):
            at_school.choices = [(str(group.pk), group.name) for group in cohorts]

    @classmethod
    def of_block(
        cls, block: Block, cohorts: tuple[Group, ...], at_school: Collection[int]
    ) -> "FaceForm":
        """The form as it begins: whoever's turn it is, is at school."""
        turn = [group.pk for group in cohorts if group.pk in at_school]
        initial = {
            "at_school": turn[0] if len(turn) == 1 else None,
            "home": JOINS,
            "link": block.link,
            "work": f"{block.title[:180]}, on your own",
            "screen": "off",
            "version": block.version,
        }
        return cls(initial=initial, block=block, cohorts=cohorts)

    def clean(self) -> dict[str, Any]:
        """A face stands at its lesson's time, and its day has room for it."""
        data = super().clean() or {}
        if self.block.start is None:
            raise ValidationError("Give the block a time first: a lesson at school has one.")
        check_room(self.block.day.classroom, self.block.day.date)
        if data.get("home") == WORKS and not data.get("work"):
            self.add_error("work", "Say what those at home do.")
        return data

    @property
    def face(self) -> Face:
        """The checked values."""
        data = self.cleaned_data
        at_school = int(data["at_school"])
        works = data["home"] == WORKS
        return Face(
            at_school=at_school,
            at_home=next(group.pk for group in self.cohorts if group.pk != at_school),
            work=OwnWork(data["work"], data["screen"]) if works else None,
            link=data["link"],
        )


def find_cohorts(classroom: Classroom) -> tuple[Group, ...]:
    """The two cohorts that share out a hybrid class; fewer where it has no two."""
    cohorts = [group for group in classroom.groups.all() if group.kind == Group.Kind.COHORT]
    return tuple(cohorts[:2])


def offer_dates(monday: dt.date, closed: dict[dt.date, str]) -> tuple[dt.date, ...]:
    """The days of a week on which there is school."""
    return tuple(date for date in week_dates(monday) if date not in closed)
