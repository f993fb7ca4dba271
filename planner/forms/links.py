"""The form by which a teacher labels a class's secret address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LabelForm(forms.Form):
    """What the address is called on this page; families never see it."""

    label = forms.CharField(
        label=_("Label"),
        max_length=60,
        help_text=_("For you and your colleagues. Families never see it."),
    )
