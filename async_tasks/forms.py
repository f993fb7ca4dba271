"""The task form: what a learner does, and what an adult needs to know of it."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms

from async_tasks.access import blocks_of_task, blocks_to_share, sessions_to_come
from async_tasks.models import Task
from async_tasks.services import TaskContent
from planner.addresses import SCHOOL_YEARS
from planner.cadence.words import say_clock
from planner.families.task_words import SHOW_WAYS, read_task, spell_task, split_steps
from planner.forms.blocks import clock_of, minutes_of
from planner.models import Block


def spell_place(block: Block) -> str:
    """A block among others of its week: "Tuesday 10:00, Math practice"."""
    when = "any time" if block.start is None else say_clock(block.start)
    return f"{block.day.date:%A}, {when}: {block.title}"


MOST_OPTIONS = 20
LONGEST_TEXT = 4000
"""Letters that a block's instructions hold."""


class TaskForm(forms.Form):
    """One task, with the versions of its block and of itself that it was read at."""

    steps = forms.CharField(
        label="Steps",
        required=False,
        max_length=3000,
        help_text="One step a line, short enough to do without asking. "
        "A pasted list loses its numbers and bullets.",
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    options = forms.CharField(
        label="Choice board",
        required=False,
        max_length=1000,
        help_text="One choice a line. The block\u2019s minutes count once, whatever is picked.",
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    pick = forms.IntegerField(
        label="How many to pick", required=False, min_value=1, max_value=MOST_OPTIONS - 1
    )
    video = forms.URLField(
        label="Instruction video",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="A short recording to watch first.",
    )
    captions = forms.BooleanField(label="It has captions", required=False)
    timer = forms.IntegerField(
        label="Timer, in minutes",
        required=False,
        min_value=1,
        max_value=180,
        help_text="To set for oneself; never scored.",
    )
    show_by = forms.MultipleChoiceField(
        label="Ways to show it",
        required=False,
        choices=[(name, words.capitalize()) for name, words in SHOW_WAYS.items()],
        help_text="The learner picks one of those that are ticked.",
        widget=forms.CheckboxSelectMultiple,
    )
    offline_steps = forms.CharField(
        label="Steps without a device",
        required=False,
        max_length=3000,
        help_text="Kept ready for whoever has no device. Left empty, the steps above stay.",
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    hand_in = forms.CharField(
        label="What to hand in, and where",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    link = forms.URLField(
        label="Link to the work",
        required=False,
        max_length=2000,
        assume_scheme="https",
    )
    instruction_minutes = forms.IntegerField(
        label="Minutes of recorded instruction",
        required=False,
        min_value=1,
        max_value=24 * 60,
        help_text="Empty when there is none.",
    )
    coach_check = forms.CharField(
        label="Coach check",
        required=False,
        max_length=300,
        help_text="One plain sentence: how an adult sees in ten seconds that it is done.",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    needs_printing = forms.BooleanField(label="Something has to be printed", required=False)
    due_on = forms.DateField(
        label="Due on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    due_at = forms.TimeField(
        label="Due at",
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    task_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, block: Block, task: Task | None, **kwargs: Any) -> None:
        """The form of a block's task; other blocks of its week can be the same task."""
        super().__init__(*args, **kwargs)
        self.block = block
        self.offered = tuple(blocks_to_share(block, task))
        choices = [(str(other.pk), spell_place(other)) for other in self.offered]
        self.fields["shared"] = forms.MultipleChoiceField(
            label="The same task is worked on in",
            choices=choices,
            required=False,
            help_text="Saving writes the task to every block that is ticked.",
            widget=forms.CheckboxSelectMultiple,
        )
        self.sessions = {str(each.pk): each for each in sessions_to_come(block)}
        if task is not None and task.before is not None:
            self.sessions.setdefault(str(task.before.pk), task.before)
        self.fields["before"] = forms.ChoiceField(
            label="Needed for",
            required=False,
            choices=[
                ("", "No session"),
                *((pk, spell_place(each)) for pk, each in self.sessions.items()),
            ],
            help_text="A flipped task is due when the session that uses it begins, "
            "unless you say otherwise.",
        )
        self.groups = tuple(block.day.classroom.groups.all())
        for group in self.groups:
            self.fields[f"support_{group.pk}"] = forms.CharField(
                label=f"For {group.name}",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )

    def clean_due_on(self) -> dt.date | None:
        """A day that is still one when a copy of the task comes some weeks later."""
        date: dt.date | None = self.cleaned_data["due_on"]
        if date is not None and date.year not in SCHOOL_YEARS:
            raise forms.ValidationError("There is no school in that year.")
        return date

    def clean(self) -> dict[str, Any]:
        """A due day and its time come together, and not before the block itself."""
        data = super().clean() or {}
        session = self.sessions.get(data.get("before", ""))
        said = {"due_on", "due_at"} & ({name for name in data if data[name]} | set(self.errors))
        if session is not None and not said:
            data["due_on"], data["due_at"] = session.day.date, clock_of(session.start or 0)
        due_on, due_at = data.get("due_on"), data.get("due_at")
        if "due_on" not in self.errors and "due_at" not in self.errors:
            if due_on is None and due_at is not None:
                self.add_error("due_on", "Say on which day it is due, or leave the time empty too.")
            if due_at is None and due_on is not None:
                self.add_error("due_at", "Say at what time it is due, or leave the day empty too.")
        if due_on is not None and due_on < self.block.day.date:
            self.add_error("due_on", "This is before the day of the task.")
        self._check_video(data)
        self._check_choices(data)
        if not self.errors and len(spell_task(self.content.words)) > LONGEST_TEXT:
            self.add_error("steps", "Together this is more than families can be shown: shorten it.")
        return data

    def _check_video(self, data: dict[str, Any]) -> None:
        """A video has a length; captions are a video's."""
        if data.get("video") and not data.get("instruction_minutes"):
            self.add_error("instruction_minutes", "How many minutes does the video take?")
        if data.get("captions") and not data.get("video") and "video" not in self.errors:
            self.add_error("captions", "There is no video for them.")

    def _check_choices(self, data: dict[str, Any]) -> None:
        """A choice board has something to choose from, and says how much of it."""
        options, pick = split_steps(data.get("options") or ""), data.get("pick")
        if "pick" in self.errors or "options" in self.errors or (not options and pick is None):
            return
        if not 2 <= len(options) <= MOST_OPTIONS:
            self.add_error("options", f"A choice board has 2 to {MOST_OPTIONS} choices.")
        elif pick is None:
            self.add_error("pick", "How many of them does a learner pick?")
        elif pick >= len(options):
            self.add_error("pick", f"There are only {len(options)} to pick from.")

    @property
    def support_fields(self) -> list[forms.BoundField]:
        """The fields of words for one group each."""
        return [self[f"support_{group.pk}"] for group in self.groups]

    @property
    def shared(self) -> tuple[Block, ...]:
        """The other blocks that were ticked."""
        ticked = set(self.cleaned_data["shared"])
        return tuple(other for other in self.offered if str(other.pk) in ticked)

    @property
    def content(self) -> TaskContent:
        """The checked values."""
        data = self.cleaned_data
        due_at: dt.time | None = data["due_at"]
        return TaskContent(
            steps=split_steps(data["steps"]),
            options=split_steps(data["options"]),
            pick=data["pick"],
            video=data["video"],
            captions=data["captions"],
            timer=data["timer"],
            show_by=tuple(data["show_by"]),
            offline_steps=split_steps(data["offline_steps"]),
            hand_in=data["hand_in"],
            link=data["link"],
            instruction_minutes=data["instruction_minutes"],
            coach_check=data["coach_check"],
            needs_printing=data["needs_printing"],
            due_on=data["due_on"],
            due_at=None if due_at is None else minutes_of(due_at),
            before=UUID(data["before"]) if data["before"] else None,
            supports=tuple(
                (group.pk, text)
                for group in self.groups
                if (text := data[f"support_{group.pk}"].replace("\r\n", "\n"))
            ),
        )


def read_initial(block: Block, task: Task | None) -> dict[str, Any]:
    """The form's values as they stand now; the block's words win, families read those."""
    words = read_task(block.instructions)
    return {
        "steps": "\n".join(words.steps),
        "options": "\n".join(words.options),
        "pick": words.pick,
        "video": words.video,
        "captions": words.captions,
        "timer": words.timer,
        "show_by": list(words.show_by),
        "offline_steps": task.offline_steps if task else "",
        "hand_in": words.hand_in,
        "link": block.link,
        "instruction_minutes": block.instruction_minutes,
        "coach_check": block.coach_check,
        "needs_printing": block.needs_printing,
        "due_on": block.due_on,
        "due_at": None if block.due_at is None else clock_of(block.due_at),
        "before": str(task.before_id) if task and task.before_id else "",
        "shared": [str(other.pk) for other in blocks_of_task(task)],
        **{f"support_{pk}": text for pk, text in block.supports},
        "version": block.version,
        "task_version": 0 if task is None else task.version,
    }
