"""What families send to a class's teachers, and what teachers answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext

from planner.models import EnrolledLearner
from planner.models.homes import LONGEST_MESSAGE


@dataclass(frozen=True, slots=True)
class Written:
    """A message as a family typed it; a problem, in the family's language, where it cannot go."""

    text: str
    classroom: int
    gesture: UUID
    problem: str = ""


def read_message(data: Mapping[str, str], learner: EnrolledLearner) -> Written:
    """What was typed. A class that is none of the learner's is taken for the first of them."""
    # No text in PostgreSQL holds a NUL.
    text = data.get("text", "").replace("\r\n", "\n").replace("\0", "").strip()
    own = [each.classroom_id for each in learner.classes]
    named = data.get("classroom", "")
    classroom = next((pk for pk in own if str(pk) == named), own[0])
    gesture = read_uuid(data.get("gesture", "")) or uuid4()
    return Written(text, classroom, gesture, find_problem(text))


def find_problem(text: str) -> str:
    """Why a text cannot be sent; nothing where it can."""
    if not text:
        return gettext("Please write something first.")
    if len(text) > LONGEST_MESSAGE:
        return gettext("This is too long: at most %(number)s letters.") % {
            "number": LONGEST_MESSAGE
        }
    return ""


def read_uuid(text: str) -> UUID | None:
    """The identifier that a text spells; None where it spells none."""
    try:
        return UUID(text)
    except ValueError:
        return None


class AnswerForm(forms.Form):
    """A teacher's answer to one message."""

    answer = forms.CharField(
        label="Your answer",
        max_length=LONGEST_MESSAGE,
        help_text="Only this learner's own pages show it.",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": "Write an answer first, or put the question aside."},
    )

    def clean_answer(self) -> str:
        """The text with the line ends that are stored."""
        answer: str = self.cleaned_data["answer"]
        return answer.replace("\r\n", "\n")
