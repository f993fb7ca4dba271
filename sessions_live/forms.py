"""The session form: what families read, and the teacher's own outline."""

from typing import Any

from django import forms

from planner.models import Block
from sessions_live.models import LiveSession
from sessions_live.services import SessionContent
from sessions_live.wording import WORK_TIME_OPTIONS, FamilyWords, read_for_families

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
