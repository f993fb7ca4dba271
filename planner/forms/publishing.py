"""Publishing a week: what the teacher looked at, and the second confirmation of clashes."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from planner.services.publishing import WeekPreview


def field_of(date: dt.date) -> str:
    """The name of the hidden field that carries a day's version."""
    return f"version-{date.isoformat()}"


class PublishForm(forms.Form):
    """The versions that were previewed, and whether clashes are confirmed."""

    confirm_clash = forms.BooleanField(
        required=False,
        label="Publish it all the same: I know that these blocks stand at the same time.",
    )

    def __init__(self, *args: Any, dates: Sequence[dt.date], **kwargs: Any) -> None:
        """A hidden version for each date of the week."""
        super().__init__(*args, **kwargs)
        self.dates = dates
        for date in dates:
            self.fields[field_of(date)] = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def of_preview(cls, preview: WeekPreview) -> "PublishForm":
        """The form for what a preview shows."""
        initial = {field_of(date): version for date, version in preview.versions.items()}
        return cls(initial=initial, dates=tuple(preview.versions))

    @property
    def versions(self) -> dict[dt.date, int]:
        """Each date's version, as previewed."""
        return {date: self.cleaned_data[field_of(date)] for date in self.dates}
