"""The form that asks of which class and day a policy is to be tried."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.addresses import SCHOOL_YEARS
from planner.models import Classroom

SPANS = (("day", _("The day")), ("week", _("Its week")))


class ClassAndDayForm(forms.Form):
    """A class, by its school, and a day, or the week that it is in."""

    classroom = forms.ChoiceField(label=_("Class"))
    date = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    span = forms.ChoiceField(
        label=_("Ask about"), choices=SPANS, widget=forms.RadioSelect, initial="day"
    )

    def __init__(self, data: Any = None, *, classes: Iterable[Classroom], **kwargs: Any) -> None:
        """Offer the classes, which come school by school."""
        super().__init__(data, **kwargs)
        field = self.fields["classroom"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (school.name, [(str(room.pk), room.name) for room in rooms])
                for school, rooms in groupby(classes, key=lambda room: room.school)
            ]

    def clean_date(self) -> Any:
        """A day in a year that addresses know."""
        date = self.cleaned_data["date"]
        if date.year not in SCHOOL_YEARS:
            raise forms.ValidationError(_("That year is too far away."))
        return date
