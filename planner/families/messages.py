"""A learner's questions, a family's feedback and the mood of the day, as their own pages show them.

What a question is about is read from what was published for this learner: no title of another
group's block, and none of a draft, can be found out by asking.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from planner.families.learners import project_day
from planner.families.spoken import speak_block, tell_title
from planner.families.words import mark_written, say_moment
from planner.models import Block, EnrolledLearner, HomeOpening, Message, MoodCheck
from planner.models.homes import MessageQuerySet

MOST_SHOWN = 50
LONGEST_TITLE = 200
MOODS: dict[MoodCheck.Mood, tuple[str, str, str]] = {
    MoodCheck.Mood.GREAT: (gettext_noop("Great"), "M7 13c1 6 9 6 10 0z", ""),
    MoodCheck.Mood.FINE: (gettext_noop("Fine"), "M8 14.5c2 2.5 6 2.5 8 0", ""),
    MoodCheck.Mood.SO_SO: (gettext_noop("So-so"), "M8 15.5h8", ""),
    MoodCheck.Mood.TIRED: (gettext_noop("Tired"), "M10 16.5a2 1.5 0 1 0 4 0a2 1.5 0 1 0-4 0", "z"),
    MoodCheck.Mood.SAD: (gettext_noop("Sad"), "M8 17c2-2.5 6-2.5 8 0", ""),
    MoodCheck.Mood.WORRIED: (gettext_noop("Worried"), "M7.5 16.5l2-1.5l2 1.5l2-1.5l3 1.5", "w"),
}
"""A word, the line of a mouth, and how the eyes are: closed, or with raised brows."""


@dataclass(frozen=True, slots=True)
class About:
    """The block that a question is about."""

    block: UUID
    classroom: int
    title: str
    """As its teacher wrote it, and finds it again."""
    said: str
    """The same as this family reads it."""
    written: SafeString


@dataclass(frozen=True, slots=True)
class Told:
    """A message as the learner's own page shows it."""

    message: Message
    sent: str
    state: str
    """What became of it, in words."""
    written: SafeString
    """The attribute that names the language of the answer."""


@dataclass(frozen=True, slots=True)
class MoodChoice:
    """A mood to choose."""

    value: str
    word: str
    mouth: str
    eyes: str
    chosen: bool


def find_about(learner: EnrolledLearner, block: UUID | None) -> About | None:
    """A block of the learner's, as it was published for this one; None for any other."""
    if block is None:
        return None
    mine = {each.classroom_id: each.language for each in learner.classes}
    published = Block.objects.filter(pk=block, day__published__isnull=False)
    blocks = published.filter(day__classroom__in=list(mine))
    row = blocks.select_related("day__published").first()
    if row is None or row.day.published is None:
        return None
    plan = project_day(row.day.published.plan, learner.groups)
    found = next((each for each in plan.blocks if each.id == str(block)), None)
    if found is None:
        return None
    classroom, title = row.day.classroom_id, found.title[:LONGEST_TITLE]
    said = speak_block(found, mine[classroom])
    return About(block, classroom, title, said.title, tell_title(said).attribute)


def list_told(opening: HomeOpening, messages: MessageQuerySet) -> list[Told]:
    """Messages of one learner, the newest first, each with what became of it."""
    classes = (of for learner in opening.learners for of in learner.classes)
    languages = {of.classroom_id: of.language for of in classes}
    return [
        Told(
            message=each,
            sent=say_moment(opening.local_now(each.sent_at)),
            state=say_state(each, opening),
            written=mark_written(each.answer, languages.get(each.classroom_id, "en")),
        )
        for each in messages[:MOST_SHOWN]
    ]


def say_state(message: Message, opening: HomeOpening) -> str:
    """What became of a message, in words."""
    if message.settled_at is None:
        return gettext("Sent. The teacher has not answered yet.")
    if not message.answer:
        return gettext("The teacher has read it.")
    moment = say_moment(opening.local_now(message.settled_at))
    return gettext("Answered on %(moment)s") % {"moment": moment}


def list_moods(chosen: str) -> list[MoodChoice]:
    """The moods in the language being spoken."""
    return [
        MoodChoice(mood.value, gettext(word), mouth, eyes, mood.value == chosen)
        for mood, (word, mouth, eyes) in MOODS.items()
    ]


def find_mood(learner: EnrolledLearner, date: dt.date) -> str:
    """What a learner told of a day; nothing where nothing was told."""
    moods: Iterable[str] = MoodCheck.objects.filter(learner=learner.pk, date=date).values_list(
        "mood", flat=True
    )
    return next(iter(moods), "")
