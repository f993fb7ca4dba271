"""The form for several blocks at once: which ones, and what is to be done with them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from planner.cadence.plan import DAY_MINUTES
from planner.cadence.words import join_words, say_count, say_subject
from planner.forms.blocks import GroupsField, check_room, check_school_day
from planner.models import Classroom, Group, week_dates
from planner.services.history import BlockState
from planner.services.many import (
    Edit,
    give_groups,
    give_subject,
    move_by,
    move_to,
    take_off,
)
from planner.services.seen import read_seen

MOST_CHOSEN = 500
"""As many as five full days hold."""

MOST_NAMED = 3
NEEDS_DEVICE = {"live": "live", "in_person": "at school", "break": "a break"}
"""Why a block of a mode cannot be made offline."""

Choice = int | None
"""Of a block that two people changed: the version to overwrite, or None to leave theirs."""


def read_choices(data: Mapping[str, Any]) -> dict[UUID, Choice]:
    """What was chosen for each block on a page that shows both versions of several.

    Anything that is no such choice counts as not chosen: the page is then shown again.
    """
    found: dict[UUID, Choice] = {}
    for name in data:
        what, _, version = str(data[name]).partition(":")
        pk = _read_id(name.removeprefix("take-")) if name.startswith("take-") else None
        if pk is not None and what == "theirs":
            found[pk] = None
        elif pk is not None and what == "mine" and version.isdecimal() and len(version) < 10:
            found[pk] = int(version)
    return found


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _why_not_offline(state: BlockState) -> str:
    """Why a block cannot be made offline, or need not be; empty where it can."""
    if state.mode in NEEDS_DEVICE:
        return NEEDS_DEVICE[state.mode]
    return "no device needed already" if state.screen == "off" else ""


def _place_in_week(state: BlockState) -> tuple[dt.date, int, str]:
    return state.date, DAY_MINUTES if state.start is None else state.start, state.title


def _name_some(titles: list[str]) -> str:
    """The first of these titles, and how many more there are."""
    more = len(titles) - MOST_NAMED
    return join_words([*titles[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])


class ManyForm(forms.Form):
    """Blocks as "id:version", and one thing to do: `do` names it, or `later` says the minutes."""

    do = forms.ChoiceField(
        required=False,
        choices=[(name, name) for name in ("by", "to", "copy", "subject", "groups", "off", "away")],
    )
    later = forms.IntegerField(required=False, min_value=-DAY_MINUTES, max_value=DAY_MINUTES)
    by = forms.IntegerField(
        label="Minutes later",
        required=False,
        min_value=-DAY_MINUTES,
        max_value=DAY_MINUTES,
        help_text="Less than 0 is earlier.",
    )
    to = forms.DateField(label="To", required=False)
    dates = forms.TypedMultipleChoiceField(
        label="To", required=False, coerce=dt.date.fromisoformat, choices=()
    )
    subject = forms.CharField(max_length=60, required=False)
    groups = GroupsField(label="For", queryset=Group.objects.none(), required=False)

    def __init__(self, *args: Any, classroom: Classroom, monday: dt.date, **kwargs: Any) -> None:
        """The form for one week of a class."""
        super().__init__(*args, **kwargs)
        self.classroom = classroom
        self.states: dict[UUID, BlockState] = {}
        self.versions: dict[UUID, int] = {}
        self.choices = read_choices(self.data)
        dates = self.fields["dates"]
        if isinstance(dates, forms.TypedMultipleChoiceField):
            dates.choices = [(date.isoformat(), f"{date:%A}") for date in week_dates(monday)]
        groups = self.fields["groups"]
        if isinstance(groups, forms.ModelMultipleChoiceField):
            groups.queryset = Group.objects.filter(classroom=classroom)

    def clean_dates(self) -> list[dt.date]:
        """Each day once, however often it was sent."""
        return sorted(set(self.cleaned_data["dates"]))

    @property
    def chosen(self) -> list[str]:
        """What was ticked, as it came."""
        values: list[str] = self.data.getlist("block") if hasattr(self.data, "getlist") else []
        return values

    def clean(self) -> dict[str, Any]:
        """The blocks are of this class, and can be where they are asked to be."""
        data = super().clean() or {}
        self.versions = self._read_chosen()
        # As they were on the screen: what somebody changed meanwhile is judged by nobody here.
        self.states = read_seen(self.classroom, self.versions)
        if not self.errors:
            self._check_action(data)
        if not self.errors:
            self._check_places()
        return data

    def _read_chosen(self) -> dict[UUID, int]:
        """The blocks and the versions they were seen at; those left to others are left out."""
        versions: dict[UUID, int] = {}
        for text in self.chosen[: MOST_CHOSEN + 1]:
            name, _, version = text.partition(":")
            pk = _read_id(name)
            if pk is None or not version.isdecimal() or len(version) > 9:
                raise ValidationError("One of these is no block: choose them again.")
            versions[pk] = int(version)
        if not versions:
            raise ValidationError("Choose some blocks first.")
        if len(versions) > MOST_CHOSEN:
            raise ValidationError(f"At most {MOST_CHOSEN} blocks at once.")
        return {
            pk: version
            for pk, version in versions.items()
            if self.choices.get(pk, version) is not None
        }

    @property
    def over(self) -> dict[UUID, int]:
        """The versions at which blocks may be overwritten that somebody changed meanwhile."""
        return {pk: version for pk, version in self.choices.items() if version is not None}

    def _check_action(self, data: dict[str, Any]) -> None:
        do = self.action
        if not do:
            raise ValidationError("Say what to do with these blocks.")
        if do == "by" and not self.minutes:
            self.add_error("by", "Say how many minutes later, or earlier with a minus.")
        if do == "away" and all(state.mode in NEEDS_DEVICE for state in self.states.values()):
            raise ValidationError(f"Only own-time work can need no device. {self.aside}")
        if do == "to":
            if data.get("to") is None:
                raise ValidationError({"to": "Choose a day."})
            self._check_days("to", [data["to"]])
        if do == "copy":
            if not data["dates"]:
                raise ValidationError({"dates": "Choose at least one day."})
            self._check_days("dates", data["dates"])

    def _check_days(self, field: str, dates: list[dt.date]) -> None:
        try:
            for date in dates:
                coming = sum(state.date != date for state in self.states.values())
                check_school_day(self.classroom, date)
                if coming:
                    check_room(self.classroom, date, coming)
        except ValidationError as error:
            self.add_error(field, error)

    def _check_places(self) -> None:
        """Nothing leaves its day."""
        edited = () if self.edit is None else map(self.edit, self.states.values())
        for state in edited:
            if state.start is not None and not 0 <= state.start <= DAY_MINUTES - state.minutes:
                self.add_error("by", f"{state.title} would leave its day.")
                return

    @property
    def action(self) -> str:
        """What is to be done: a button with minutes of its own moves by them."""
        data = self.cleaned_data
        return "by" if data.get("later") is not None else str(data.get("do") or "")

    @property
    def minutes(self) -> int:
        """How much later the blocks come; less than 0 is earlier."""
        data = self.cleaned_data
        later = data.get("later")
        return int((data.get("by") if later is None else later) or 0)

    @property
    def edit(self) -> Edit | None:
        """What becomes of each block; None where copies are made, or devices put away."""
        data = self.cleaned_data
        edits: dict[str, Edit] = {
            "by": move_by(self.minutes),
            "off": take_off,
            "subject": give_subject(data.get("subject", "").strip()),
            "groups": give_groups([group.pk for group in data.get("groups", ())]),
        }
        if data.get("to") is not None:
            edits["to"] = move_to(data["to"])
        return edits.get(self.action)

    @property
    def what(self) -> str:
        """The gesture in words, for history and for Undo."""
        data, blocks = self.cleaned_data, self._name_blocks()
        if self.action == "by":
            way = "later" if self.minutes > 0 else "earlier"
            return f"Moved {blocks} {say_count(abs(self.minutes), 'minute')} {way}"
        words = {
            "to": lambda: f"Moved {blocks} to {data['to']:%A}",
            "copy": lambda: f"Copied {blocks} to {join_words(f'{d:%A}' for d in data['dates'])}",
            "off": lambda: f"Took {blocks} off",
            "away": lambda: f"Made {self._name_offline(blocks)} offline",
            "subject": lambda: f"Subject of {blocks}: {say_subject(data['subject']) or 'none'}",
            "groups": lambda: f"Made {blocks} for {self._name_groups()}",
        }
        return words[self.action]()

    def _name_blocks(self) -> str:
        """One block by its title, several by their number."""
        titles = [state.title for state in self.states.values()]
        return titles[0] if len(titles) == 1 else say_count(len(titles), "block")

    def _name_offline(self, blocks: str) -> str:
        can = sum(not _why_not_offline(state) for state in self.states.values())
        return blocks if can == len(self.states) else f"{can} of {blocks}"

    @property
    def aside(self) -> str:
        """Which blocks stay as they are, and why; empty where none does."""
        if self.cleaned_data.get("do") != "away":
            return ""
        stays: dict[str, list[str]] = {}
        for state in sorted(self.states.values(), key=_place_in_week):
            if why := _why_not_offline(state):
                stays.setdefault(why, []).append(state.title)
        told = "; ".join(f"{_name_some(titles)} ({why})" for why, titles in stays.items())
        return f"Not changed: {told}." if told else ""

    def _name_groups(self) -> str:
        return join_words(group.name for group in self.cleaned_data["groups"]) or "everyone"

    @property
    def problem(self) -> str:
        """What does not hold, in words."""
        return " ".join(str(text) for errors in self.errors.values() for text in errors)
