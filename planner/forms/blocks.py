"""The block form: everything about one block that its week page can change."""

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

from django import forms
from django.core.exceptions import ValidationError

from planner.addresses import SCHOOL_YEARS
from planner.cadence.plan import DAY_MINUTES, Mode, Purpose, Screen
from planner.models import Block, Classroom, Group
from planner.review import closed_dates
from planner.services.history import MOST_BLOCKS

if TYPE_CHECKING:
    GroupChoices = forms.ModelMultipleChoiceField[Group]
else:
    # Generic for the type checker only.
    GroupChoices = forms.ModelMultipleChoiceField

MODE_LABELS = {
    "live": "Live, online",
    "in_person": "At school",
    "async": "Own time",
    "break": "Break",
}
SCREEN_LABELS = {
    "on": "On a device",
    "off": "No device needed",
    "either": "With or without a device",
}


def minutes_of(clock: dt.time) -> int:
    """Clock time as minutes after midnight."""
    return clock.hour * 60 + clock.minute


def clock_of(minute: int) -> dt.time:
    """Minutes after midnight as clock time."""
    return dt.time(*divmod(minute, 60))


def check_school_day(classroom: Classroom, date: dt.date) -> dt.date:
    """The date, or a ValidationError that says why there is no school on it."""
    if date.year not in SCHOOL_YEARS:
        raise ValidationError("There is no school in that year.")
    reason = closed_dates(classroom, date, date).get(date)
    if reason:
        raise ValidationError(
            "%(day)s is no school day: %(reason)s.",
            params={"day": f"{date:%A} {date.day} {date:%B}", "reason": reason},
        )
    return date


def check_room(classroom: Classroom, date: dt.date, coming: int = 1) -> None:
    """Refuse blocks for which a day has no room."""
    standing = Block.objects.standing().filter(day__classroom=classroom, day__date=date)
    if standing.count() + coming > MOST_BLOCKS:
        raise ValidationError(
            "%(day)s is full: a day holds at most %(most)s blocks.",
            params={"day": f"{date:%A} {date.day} {date:%B}", "most": MOST_BLOCKS},
        )


class GroupsField(GroupChoices):
    """Groups to tick; a number that no database holds is no group."""

    def clean(self, value: Any) -> Any:
        """Django hands such a number on to the database, which fails over it."""
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError("One of these is no group of this class.") from error


class BlockForm(forms.Form):
    """One block. `version` is the version it was read at; a new block has none."""

    mode = forms.ChoiceField(
        label="Kind",
        choices=[(value, MODE_LABELS[value]) for value in get_args(Mode)],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    date = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(
        label="Starts at",
        required=False,
        help_text="Empty for a task that may be done at any time.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
    )
    minutes = forms.IntegerField(min_value=1, max_value=DAY_MINUTES)
    screen = forms.ChoiceField(
        label="Device",
        required=False,
        choices=[(value, SCREEN_LABELS[value]) for value in get_args(Screen)],
        widget=forms.RadioSelect,
    )
    subject = forms.CharField(
        max_length=60, required=False, widget=forms.TextInput(attrs={"list": "subjects"})
    )
    purpose = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Not stated"),
            *((value, value.replace("_", " ").capitalize()) for value in get_args(Purpose)),
        ],
    )
    groups = GroupsField(
        label="For",
        queryset=Group.objects.none(),
        required=False,
        help_text="Nobody ticked means everyone.",
        widget=forms.CheckboxSelectMultiple,
    )
    link = forms.URLField(
        label="Link",
        max_length=2000,
        required=False,
        assume_scheme="https",
        help_text="Where to join, or where the work is.",
    )
    pinned = forms.BooleanField(
        label="Stays where it is",
        required=False,
        help_text="It isn't moved along when others are moved or mended.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # A step, pressed beside whatever else was typed: minutes later than typed, minutes longer.
    later = forms.IntegerField(
        required=False, min_value=-60, max_value=60, widget=forms.HiddenInput
    )
    longer = forms.IntegerField(
        required=False, min_value=-60, max_value=60, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, classroom: Classroom, block: Block | None = None, **kwargs: Any
    ) -> None:
        """The form for one class (its groups, its school days) and for the block to change."""
        super().__init__(*args, **kwargs)
        self.block = block
        self.classroom = classroom
        groups = self.fields["groups"]
        choices = Group.objects.filter(classroom=classroom)
        if isinstance(groups, forms.ModelMultipleChoiceField):
            groups.queryset = choices
        self.has_groups = choices.exists()

    @classmethod
    def of_block(cls, block: Block) -> "BlockForm":
        """The form filled with what a block says now."""
        start = None if block.start is None else clock_of(block.start)
        plain = (
            *("mode", "title", "minutes", "screen", "subject", "purpose", "link"),
            *("pinned", "version"),
        )
        initial = {name: getattr(block, name) for name in plain}
        initial.update(date=block.day.date, start=start, groups=block.groups.all())
        return cls(initial=initial, classroom=block.day.classroom, block=block)

    def clean_date(self) -> dt.date:
        """A day on which there is school."""
        date = check_school_day(self.classroom, self.cleaned_data["date"])
        if self.block is None or self.block.day.date != date:
            check_room(self.classroom, date)
        return date

    def clean(self) -> dict[str, Any]:
        """Rules between fields: what has no time, and what runs past midnight."""
        data = self._take_step(super().clean() or {})
        start, minutes = data.get("start"), data.get("minutes")
        if start is None and "start" not in self.errors and data.get("mode") not in (None, "async"):
            self.add_error("start", "Only own-time work may be without a time.")
        if start is not None and minutes is not None and minutes_of(start) + minutes > DAY_MINUTES:
            self.add_error("minutes", "The block runs past midnight.")
        return data

    def _take_step(self, data: dict[str, Any]) -> dict[str, Any]:
        """The typed time and length, a step further where one was pressed."""
        start, minutes = data.get("start"), data.get("minutes")
        later, longer = data.get("later") or 0, data.get("longer") or 0
        if later and start is not None:
            if 0 <= minutes_of(start) + later < DAY_MINUTES:
                data["start"] = clock_of(minutes_of(start) + later)
            else:
                self.add_error("start", "The block would leave its day.")
        if longer and minutes is not None:
            data["minutes"] = minutes + longer
            if data["minutes"] < 1:
                self.add_error("minutes", "A block lasts at least a minute.")
        return data

    @property
    def fields_of_block(self) -> dict[str, Any]:
        """The checked values as a block's state has them (`date` included)."""
        data = self.cleaned_data
        start = data["start"]
        return {
            **{name: data[name] for name in ("mode", "title", "minutes", "subject", "purpose")},
            **{name: data[name] for name in ("date", "link", "pinned")},
            "screen": data["screen"] if data["mode"] == "async" else "",
            "start": None if start is None else minutes_of(start),
            "groups": tuple(sorted(group.pk for group in data["groups"])),
        }
