"""What a family said in writing about recording."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from planner.addresses import SCHOOL_YEARS
from planner.models import Classroom, Learner
from sessions_live.rolls import list_named

ANSWERS = [("no", "May not be recorded"), ("yes", "May be recorded again")]


class NoticeForm(forms.Form):
    """One notice about one learner of a class."""

    field_order = ("learner",)

    answer = forms.ChoiceField(
        label="What was said", choices=ANSWERS, initial="no", widget=forms.RadioSelect
    )
    said_on = forms.DateField(
        label="Said on",
        help_text="It is honoured from the day after.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    source = forms.CharField(
        label="How it was said",
        max_length=200,
        help_text="In writing: for instance a letter, an e-mail or the form of the year.",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, classroom: Classroom, today: dt.date, **kwargs: Any) -> None:
        """The class's learners by name; today is the school's."""
        super().__init__(*args, **kwargs)
        named = list_named(Learner.objects.filter(enrollments__classroom=classroom))
        self.learners = {str(learner.pk): learner for learner, _ in named}
        choices = [("", "Choose…"), *((str(learner.pk), name) for learner, name in named)]
        self.fields["learner"] = forms.ChoiceField(label="Learner", choices=choices)
        self.order_fields(self.field_order)
        self.today = today
        self.initial.setdefault("said_on", today)

    def clean_said_on(self) -> dt.date:
        """Nobody says anything tomorrow."""
        said_on: dt.date = self.cleaned_data["said_on"]
        if said_on > self.today:
            raise ValidationError("This day is still to come.")
        if said_on.year not in SCHOOL_YEARS:
            raise ValidationError("That is too long ago.")
        return said_on

    @property
    def chosen_learner(self) -> Learner:
        """The learner whom it is about."""
        return self.learners[self.cleaned_data["learner"]]
