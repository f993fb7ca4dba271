"""Keeping a week as a template, renaming one, and putting one into a week."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from planner.forms.blocks import clock_of, minutes_of
from planner.forms.copying import PlaceForm
from planner.models import School, User, WeekTemplate
from planner.services.templates import TemplateWeek


class KeepForm(forms.Form):
    """Under which name, and for whom."""

    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"dir": "auto"}))
    for_school = forms.BooleanField(
        label="For the whole school",
        required=False,
        help_text="Everybody who plans a class of the school can begin a week with it.",
    )
    without_names = forms.BooleanField(
        label="Take learners' first names out",
        required=False,
        initial=True,
    )

    def __init__(
        self, *args: Any, user: User, school: School, may_share: bool, may_plan: bool, **kwargs: Any
    ) -> None:
        """Who looks after the school may share; who plans no class keeps none of their own."""
        super().__init__(*args, **kwargs)
        self.user, self.school = user, school
        if not may_share:
            del self.fields["for_school"]
        elif not may_plan:
            self.fields["for_school"].initial = True

    def clean(self) -> dict[str, Any]:
        """A name is given once."""
        data = super().clean() or {}
        owned = {"school": self.school} if data.get("for_school") else {"owner": self.user}
        if WeekTemplate.objects.kept().filter(name=data.get("name", ""), **owned).exists():
            self.add_error("name", "There is a template of this name already.")
        return data


class RenameForm(forms.Form):
    """A template's new name."""

    name = forms.CharField(max_length=80)

    def __init__(self, *args: Any, template: WeekTemplate, **kwargs: Any) -> None:
        """The form for one template."""
        super().__init__(*args, **kwargs)
        self.template_row = template

    def clean_name(self) -> str:
        """A name that no other one has."""
        name: str = self.cleaned_data["name"]
        row = self.template_row
        same = WeekTemplate.objects.kept().filter(name=name, owner=row.owner, school=row.school)
        if same.exclude(pk=row.pk).exists():
            raise ValidationError("There is a template of this name already.")
        return name


class UseForm(PlaceForm):
    """When a template's first block begins, and what becomes of what stands there."""

    begins = forms.TimeField(
        label="The first block begins at",
        required=False,
        help_text="All others move along.",
        widget=forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
    )
    field_order = ("begins", "how")

    def __init__(self, *args: Any, week: TemplateWeek, **kwargs: Any) -> None:
        """The form for putting one template into a week."""
        super().__init__(*args, **kwargs)
        self.week = week
        if week.begins is None:
            del self.fields["begins"]
        else:
            self.fields["begins"].initial = clock_of(week.begins)

    def clean(self) -> dict[str, Any]:
        """The template at the time that is asked for."""
        data = super().clean() or {}
        begins = data.get("begins")
        try:
            data["week"] = self.week.shift(None if begins is None else minutes_of(begins))
        except ValueError as error:
            self.add_error("begins", f"{error}.")
        return data
