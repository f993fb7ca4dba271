"""The task form: what a learner does, and what an adult needs to know of it."""

import datetime as dt
from typing import Any

from django import forms

from async_tasks.access import blocks_of_task, blocks_to_share
from async_tasks.models import Task
from async_tasks.services import TaskContent
from async_tasks.wording import read_task, split_steps
from planner.cadence.words import say_clock
from planner.forms.blocks import clock_of, minutes_of
from planner.models import Block


def spell_place(block: Block) -> str:
    """A block among others of its week: "Tuesday 10:00, Math practice"."""
    when = "any time" if block.start is None else say_clock(block.start)
    return f"{block.day.date:%A}, {when}: {block.title}"


class TaskForm(forms.Form):
    """One task, with the versions of its block and of itself that it was read at."""

    steps = forms.CharField(
        label="Steps",
        required=False,
        max_length=3000,
        help_text="One step a line, short enough to do without asking.",
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    hand_in = forms.CharField(
        label="What to hand in, and how",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    link = forms.URLField(
        label="Link to the instruction or the work",
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

    def clean(self) -> dict[str, Any]:
        """A due day and its time come together, and not before the block itself."""
        data = super().clean() or {}
        due_on, due_at = data.get("due_on"), data.get("due_at")
        if "due_on" not in self.errors and "due_at" not in self.errors:
            if due_on is None and due_at is not None:
                self.add_error("due_on", "Say on which day it is due, or leave the time empty too.")
            if due_at is None and due_on is not None:
                self.add_error("due_at", "Say at what time it is due, or leave the day empty too.")
        if due_on is not None and due_on < self.block.day.date:
            self.add_error("due_on", "This is before the day of the task.")
        return data

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
            hand_in=data["hand_in"],
            link=data["link"],
            instruction_minutes=data["instruction_minutes"],
            coach_check=data["coach_check"],
            needs_printing=data["needs_printing"],
            due_on=data["due_on"],
            due_at=None if due_at is None else minutes_of(due_at),
        )


def read_initial(block: Block, task: Task | None) -> dict[str, Any]:
    """The form's values as they stand now; the block's words win, families read those."""
    steps, hand_in = read_task(block.instructions)
    return {
        "steps": "\n".join(steps),
        "hand_in": hand_in,
        "link": block.link,
        "instruction_minutes": block.instruction_minutes,
        "coach_check": block.coach_check,
        "needs_printing": block.needs_printing,
        "due_on": block.due_on,
        "due_at": None if block.due_at is None else clock_of(block.due_at),
        "shared": [str(other.pk) for other in blocks_of_task(task)],
        "version": block.version,
        "task_version": 0 if task is None else task.version,
    }
