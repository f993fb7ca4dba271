"""The session form: what families read, and the teacher's own outline."""

from typing import Any

from django import forms

from planner.families.session_words import WORK_TIME_OPTIONS, FamilyWords, read_for_families
from planner.forms.blocks import check_room
from planner.models import Block
from sessions_live.models import LiveSession
from sessions_live.services.sessions import SessionContent
from sessions_live.work_time import ANYBODY, NoWorkTime, share_out

USUAL_ORDER = (
    "Hello: a greeting, a game or a question for everyone",
    "Mini lesson: one new thing, ten minutes at the most",
    "Try it together",
    "What to do in the work time, and where to ask",
)


class SessionForm(forms.Form):
    """One live session, with the versions of its block and of itself that it was read at."""

    outline = forms.CharField(
        required=False,
        max_length=4000,
        help_text="One step a line. Only you see it. A good order: first something that brings "
        "everyone together, then a mini lesson, then work time.",
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    bring = forms.CharField(
        label="What to bring",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    work_time = forms.MultipleChoiceField(
        label="After the lesson, learners may",
        required=False,
        choices=list(WORK_TIME_OPTIONS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label="Anything else families should know",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    session_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def of_session(cls, block: Block, session: LiveSession) -> "SessionForm":
        """The form as block and session stand; what families read comes from the block."""
        return cls(initial=read_initial(block, session))

    @property
    def content(self) -> SessionContent:
        """The checked values."""
        data = self.cleaned_data
        words = FamilyWords(data["words"], data["bring"], tuple(data["work_time"]))
        return SessionContent(words, data["outline"])


SHORTEST = 5
"""Minutes of a lesson, and of the work time after it."""


class WorkTimeForm(forms.Form):
    """How much of a lesson's end is work time, and who chooses what in it."""

    minutes = forms.IntegerField(label="Minutes of work time", min_value=SHORTEST)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        """Each option is offered to nobody, to whoever picks it, or to one cohort."""
        super().__init__(*args, **kwargs)
        groups = tuple(block.groups.all()) or tuple(block.day.classroom.groups.all())
        self.block = block
        self.cohorts = {group.pk: group.name for group in groups if group.kind == "cohort"}
        offered = read_for_families(block.instructions).work_time
        who = [("", "Not offered"), (ANYBODY, "Whoever picks it")]
        who += [(str(pk), name) for pk, name in self.cohorts.items()]
        self.initial = {
            "minutes": min(20, block.minutes // 2),
            "version": block.version,
            **dict.fromkeys(offered, ANYBODY),
        }
        for option, words in WORK_TIME_OPTIONS.items():
            self.fields[option] = forms.ChoiceField(
                label=words.capitalize(), required=False, choices=who
            )

    @property
    def option_fields(self) -> list[forms.BoundField]:
        """The fields of the options, in their usual order."""
        return [self[option] for option in WORK_TIME_OPTIONS]

    def clean_minutes(self) -> int:
        """Something of the lesson stays."""
        minutes: int = self.cleaned_data["minutes"]
        most = self.block.minutes - SHORTEST
        if minutes > most:
            raise forms.ValidationError(f"Leave {SHORTEST} minutes of the lesson: at most {most}.")
        return minutes

    def clean(self) -> dict[str, Any]:
        """Everybody in the lesson has work time."""
        data = super().clean() or {}
        chosen = {option: data[option] for option in WORK_TIME_OPTIONS if data.get(option)}
        try:
            data["shares"] = share_out(chosen, self.cohorts)
        except NoWorkTime as none:
            raise forms.ValidationError(str(none)) from none
        coming = len(data["shares"])
        if "minutes" not in self.errors:
            check_room(self.block.day.classroom, self.block.day.date, coming)
        return data


def read_initial(block: Block, session: LiveSession) -> dict[str, Any]:
    """The form's values as block and session stand now."""
    families = read_for_families(block.instructions)
    return {
        "outline": session.outline,
        "bring": families.bring,
        "work_time": list(families.work_time),
        "words": families.words,
        "version": block.version,
        "session_version": session.version,
    }
