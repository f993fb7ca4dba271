"""What a household may tell of its devices and its connection."""

from typing import Any

from django import forms

from planner.models import Household
from planner.models.roster import MOST_DEVICES

COUNTS = [(str(count), str(count)) for count in range(MOST_DEVICES + 1)]
"""How many devices can be told of."""


class HouseholdForm(forms.Form):
    """Both are voluntary: the empty answer is "we'd rather not say"."""

    devices = forms.TypedChoiceField(
        choices=[("", ""), *COUNTS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    connection = forms.ChoiceField(
        choices=[("", ""), *Household.Connection.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """What is not sent at all says nothing: it takes back nothing either."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in set(self.fields) - set(self.data):
            self.add_error(name, "No answer was sent.")
        return cleaned
