"""The form that chooses which letters to print, and in which language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

OF = (
    ("learners", _("One for each learner, with the learner's own link")),
    ("households", _("One for each household, with the household's link")),
    ("classroom", _("One for everybody, with the class's link")),
)


class LettersForm(forms.Form):
    """What to print. A class reads several languages: one is printed after the other."""

    of = forms.ChoiceField(label=_("Which letters"), choices=OF, widget=forms.RadioSelect)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        languages: Mapping[str, str],
        learners: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, initial={"of": "learners", "language": "en"})
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language"), choices=languages.items()
        )
        self.fields["only"] = forms.TypedMultipleChoiceField(
            label=_("For whom"),
            choices=learners,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Tick nobody to print for all of them."),
        )
