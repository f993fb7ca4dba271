"""Where to copy to: which days, of which class, and what to do where blocks stand."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from planner.addresses import SCHOOL_YEARS
from planner.cadence.words import DAY_NAMES, join_words, say_date, say_day
from planner.models import Classroom, monday_of
from planner.services.copying import Copying

if TYPE_CHECKING:
    ClassroomChoice = forms.ModelChoiceField[Classroom]
else:
    # Generic for the type checker only.
    ClassroomChoice = forms.ModelChoiceField

MOST_WEEKS = 12
"""At once: each of them is judged while the page waits."""

HOW = (
    ("beside", "Put it beside what stands there"),
    ("replace", "Replace what stands there"),
)


class PlaceForm(forms.Form):
    """What to do where blocks stand already, and what was shown of it."""

    how = forms.ChoiceField(
        label="Where something stands already",
        choices=HOW,
        required=False,
        widget=forms.RadioSelect,
    )
    seal = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    deed = "put on"
    """What happens to blocks and an open day."""

    @property
    def initial_values(self) -> dict[str, Any]:
        """What it says before anything was chosen."""
        return {
            name: self.get_initial_for_field(field, name) for name, field in self.fields.items()
        }

    @property
    def replaces(self) -> bool:
        """What stands on the days is to be taken off."""
        return bool(self.cleaned_data.get("how") == "replace")

    def name_day(self, date: dt.date) -> str:
        """A day that is copied to, as it is told from the others."""
        return say_day(date)

    def accepts(self, copying: Copying) -> bool:
        """Whether what is asked for can be done; the form says why not."""
        if not copying.coming:
            self.add_error(None, f"There is nothing to {self.deed} an open day.")
        if copying.is_taken and not self.cleaned_data["how"]:
            self.add_error("how", "Choose what becomes of the blocks that stand there.")
        if copying.full_days:
            days = join_words(map(self.name_day, copying.full_days))
            self.add_error(None, f"{days} would hold more blocks than a day can.")
        return self.is_valid()

    def choose_seal(self, copying: Copying) -> str:
        """Only what was seen may be replaced; what comes beside other blocks harms none."""
        return str(self.cleaned_data["seal"]) if self.replaces else copying.proposal.seal


class CopyForm(PlaceForm):
    """Where to copy one day's blocks, or a whole week's, to."""

    classroom = ClassroomChoice(label="Class", queryset=Classroom.objects.none(), empty_label=None)
    weekdays = forms.TypedMultipleChoiceField(
        label="To these days",
        coerce=int,
        choices=list(enumerate(DAY_NAMES[:5])),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one day."},
    )
    week = forms.DateField(
        label="In the week of",
        help_text="Any day of that week.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    weeks = forms.IntegerField(
        label="Weeks",
        min_value=1,
        max_value=MOST_WEEKS,
        initial=1,
        help_text="How many, beginning with that one.",
    )
    field_order = ("weekdays", "week", "weeks", "classroom", "how")
    deed = "copy to"

    def __init__(
        self,
        *args: Any,
        source: Classroom,
        dates: Sequence[dt.date],
        classrooms: QuerySet[Classroom],
        **kwargs: Any,
    ) -> None:
        """The form for copying these dates of a class to one of these classes."""
        super().__init__(*args, **kwargs)
        self.source, self.dates = source, dates
        field = self.fields["classroom"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset, field.initial = classrooms, source.pk
        if classrooms.count() == 1:
            field.widget = forms.HiddenInput()
        if self.is_week:
            del self.fields["weekdays"]
        self.fields["week"].initial = dates[0] + dt.timedelta(days=7 if self.is_week else 0)

    @property
    def is_week(self) -> bool:
        """A whole week is copied, each day to its own weekday."""
        return len(self.dates) > 1

    def name_day(self, date: dt.date) -> str:
        """Days of several weeks are told by their dates."""
        return f"{say_day(date)} {say_date(date)}"

    def clean_weekdays(self) -> list[int]:
        """Each day once, however often it was sent."""
        return sorted(set(self.cleaned_data["weekdays"]))

    def clean_week(self) -> dt.date:
        """The Monday of a week that has school years on both sides."""
        week: dt.date = self.cleaned_data["week"]
        if week.year not in SCHOOL_YEARS:
            raise ValidationError("There is no school in that year.")
        return monday_of(week)

    def clean(self) -> dict[str, Any]:
        """The pairs of days; a day is never copied onto itself."""
        data = super().clean() or {}
        if {"week", "weeks", "classroom"} <= data.keys() and (self.is_week or "weekdays" in data):
            data["pairs"] = self._pair(data)
            if not data["pairs"]:
                raise ValidationError("That is the very same place. Choose another one.")
        return data

    def _pair(self, data: dict[str, Any]) -> list[tuple[dt.date, dt.date]]:
        mondays = [data["week"] + dt.timedelta(days=7 * number) for number in range(data["weeks"])]
        pairs = [
            (first, monday + dt.timedelta(days=weekday))
            for monday in mondays
            for first in self.dates
            for weekday in (data["weekdays"] if "weekdays" in data else [first.weekday()])
        ]
        same = data["classroom"].pk == self.source.pk
        return [pair for pair in pairs if not (same and pair[0] == pair[1])]
