"""What a live session leaves for those who were absent: where their work is, questions, a
recording."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from planner.models import Block, Tool
from planner.services.blocks import find_tool
from planner.speech import join_words
from sessions_live.models import CatchUp
from sessions_live.services.catch_up import Recording

USUAL_DAYS = 30
"""For how long a recording is shown where nobody says otherwise."""
MOST_DAYS = 400
"""No recording is shown for longer than a school year."""


class CatchUpForm(forms.Form):
    """All of it, with the version it was read at."""

    missed_work = forms.CharField(
        label="Where the missed work is",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    questions = forms.CharField(
        label="Questions to think about",
        required=False,
        max_length=2000,
        help_text="One a line.",
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    recording = forms.URLField(
        label="Address of the recording",
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text="Only where one has to sign in. Record a part, such as the mini lesson.",
    )
    recorded_part = forms.CharField(
        label="Which part it is",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    recording_ends_on = forms.DateField(
        label="Shown until",
        required=False,
        help_text="Afterwards no family sees it any more.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    confirmed = forms.BooleanField(
        label="I watched it, and there is no student information in it",
        required=False,
        help_text="Nobody is named, and nothing from a learner's records is said or shown.",
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, block: Block, stored: CatchUp, today: dt.date, **kwargs: Any
    ) -> None:
        """The form as it stands; today is the school's."""
        super().__init__(*args, **kwargs)
        self.block, self.stored, self.today = block, stored, today
        self.initial = read_initial(stored, today)

    def clean_recording(self) -> str:
        """Refuse an address that opens without a password."""
        address: str = self.cleaned_data["recording"]
        tool = find_tool(self.block.day.classroom, address)
        if address and (tool is None or not tool.protected):
            raise ValidationError(self._say_where(urlsplit(address).hostname or address))
        return address

    def _say_where(self, host: str) -> str:
        """That a host is open, and which are not."""
        places = Tool.objects.filter(
            district=self.block.day.classroom.school.district_id, protected=True
        )
        names = [str(tool) for tool in places.order_by("name")]
        refused = f"A recording has to stand behind a sign-in, and {host} is not known to ask for"
        if not names:
            return f"{refused} one. Your district has not named any place that does."
        return f"{refused} one. Put it on {join_words(names)}."

    def clean(self) -> dict[str, Any]:
        """A recording ends some day, and somebody has watched it."""
        data = super().clean() or {}
        if data.get("recording"):
            self._check_end(data)
            if data["recording"] != self.stored.recording and not data["confirmed"]:
                self.add_error("confirmed", "Watch the recording, and tick this if it is so.")
        return data

    def _check_end(self, data: dict[str, Any]) -> None:
        ends_on = data.get("recording_ends_on")
        if "recording_ends_on" in self.errors:
            return
        if ends_on is None:
            self.add_error("recording_ends_on", "Say until when families may see it.")
        elif ends_on < self.today and self._is_new(data):
            self.add_error("recording_ends_on", "This day is over: nobody would see it.")
        elif (ends_on - self.today).days > MOST_DAYS:
            self.add_error("recording_ends_on", "A school year ahead at most.")

    def _is_new(self, data: dict[str, Any]) -> bool:
        stored = self.stored
        seen = (stored.recording, stored.recording_ends_on)
        return (data["recording"], data["recording_ends_on"]) != seen

    @property
    def chosen_recording(self) -> Recording | None:
        """The checked recording, where there is one."""
        data = self.cleaned_data
        if not data["recording"]:
            return None
        return Recording(data["recording"], data["recorded_part"], data["recording_ends_on"])


def read_initial(stored: CatchUp, today: dt.date) -> dict[str, Any]:
    """The form's values as they stand now."""
    return {
        "missed_work": stored.missed_work,
        "questions": stored.questions,
        "recording": stored.recording,
        "recorded_part": stored.recorded_part,
        "recording_ends_on": stored.recording_ends_on or today + dt.timedelta(days=USUAL_DAYS),
        "version": stored.version,
    }
