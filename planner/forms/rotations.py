"""The cohort calendar of a class, and days without school."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from planner.addresses import SCHOOL_YEARS
from planner.models import Classroom, Closure, Group, School, SchoolYear
from planner.models.rotations import MOST_TURNS
from planner.rotations import Turn, read_turns


class RotationForm(forms.Form):
    """Whose turn it is, day after day, and on which day the first turn is."""

    turns = forms.CharField(
        label="Who is at school, day after day",
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    starts_on = forms.DateField(
        label="Beginning on", widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, classroom: Classroom, **kwargs: Any) -> None:
        """The form for one class and its groups."""
        super().__init__(*args, **kwargs)
        cohorts = [each for each in classroom.groups.all() if each.kind == Group.Kind.COHORT]
        names = [cohort.name for cohort in cohorts]
        self.groups = {cohort.name.casefold(): cohort.pk for cohort in cohorts}
        first, last = (names * 2)[:2] if names else ("A", "B")
        self.fields["turns"].help_text = (
            f"Names with commas between them, a dash where everybody is at home, a plus where "
            f"several come. Five turns repeat every week: {first}, {first}, {last}, {last}, -"
        )

    def clean_turns(self) -> tuple[Turn, ...]:
        """Turns of groups that there are."""
        try:
            turns = read_turns(self.cleaned_data["turns"], self.groups)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if len(turns) > MOST_TURNS:
            raise ValidationError(f"There are at most {MOST_TURNS} turns.")
        return turns

    def clean_starts_on(self) -> dt.date:
        """A weekday of a year with school."""
        date: dt.date = self.cleaned_data["starts_on"]
        if date.year not in SCHOOL_YEARS or date.weekday() > 4:
            raise ValidationError("The first turn is on a day from Monday to Friday.")
        return date


class ClosureForm(forms.Form):
    """Days without school, and what they do to the turns of cohorts."""

    reason = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"dir": "auto"}))
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label="Last day",
        required=False,
        help_text="Empty for a single day.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    everywhere = forms.BooleanField(label="In the whole district", required=False)
    rotation = forms.ChoiceField(
        label="Where cohorts take turns at school",
        required=False,
        choices=(
            ("advances", "The rotation advances: the closed days use up their turns"),
            ("holds", "The rotation holds: the day after takes the closed day's turn"),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, school: School, may_govern: bool, **kwargs: Any) -> None:
        """The form for one school; for all of its district where the person governs that."""
        super().__init__(*args, **kwargs)
        self.school = school
        if not may_govern:
            del self.fields["everywhere"]

    def clean(self) -> dict[str, Any]:
        """Days in their order, inside one school year."""
        data = super().clean() or {}
        first = data.get("starts_on")
        if first is None or "ends_on" in self.errors:
            return data
        last = data["ends_on"] = data.get("ends_on") or first
        if last < first:
            self.add_error("ends_on", "The last day is not before the first.")
            return data
        years = SchoolYear.objects.filter(district=self.school.district_id)
        data["year"] = years.filter(starts_on__lte=first, ends_on__gte=last).first()
        if data["year"] is None:
            self.add_error("starts_on", "These days are not in one school year.")
        return data

    @classmethod
    def of_closure(cls, closure: Closure) -> dict[str, str]:
        """What to type to close the same days again."""
        return {
            "reason": closure.reason,
            "starts_on": closure.starts_on.isoformat(),
            "ends_on": closure.ends_on.isoformat(),
            "rotation": "holds" if closure.holds else "advances",
            "everywhere": "on" if closure.school_id is None else "",
        }
