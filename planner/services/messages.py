"""Questions and feedback from homes, their answers, and how a learner's day began."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from planner.models import EnrolledLearner, Learner, Message, MoodCheck, User

MOST_WAITING = 20
"""Messages of one learner that nobody has answered or put aside yet."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What a learner or a family sends. `gesture` is the form's own name: sent twice, it is one."""

    gesture: UUID
    kind: Message.Kind
    classroom: int
    block: UUID | None
    about: str
    text: str
    language: str


class TooManyWaiting(Exception):
    """As many messages of this learner wait as may; the next one can be sent after an answer."""


class AlreadySettled(Exception):
    """Somebody else answered the message, or put it aside, meanwhile."""


@transaction.atomic
def send_message(*, learner: EnrolledLearner, sent: NewMessage, now: dt.datetime) -> Message:
    """Keep a message for the class's teachers; one that arrived before is not kept again.

    Raises TooManyWaiting, and then keeps nothing.
    """
    Learner.objects.select_for_update().get(pk=learner.pk)
    mine = Message.objects.filter(learner=learner.pk)
    to = mine.filter(classroom=sent.classroom)
    same = to.filter(text=sent.text, kind=sent.kind, block=sent.block)
    # A browser that goes back may make the form anew: then only its words tell that it was sent.
    before = same.filter(Q(gesture=sent.gesture) | Q(settled_at__isnull=True)).first()
    if before is not None:
        return before
    if mine.waiting().count() >= MOST_WAITING:
        raise TooManyWaiting
    is_taken = Message.objects.filter(gesture=sent.gesture).exists()
    return Message.objects.create(
        # A form that was gone back to, and now says something else, is another message.
        gesture=uuid4() if is_taken else sent.gesture,
        classroom_id=sent.classroom,
        learner_id=learner.pk,
        kind=sent.kind,
        block_id=sent.block,
        about=sent.about,
        text=sent.text,
        language=sent.language,
        sent_at=now,
    )


def answer_message(*, by: User, message: Message, text: str, now: dt.datetime) -> None:
    """Answer a message: its learner's pages show the answer at once. Raises AlreadySettled."""
    _settle(message, by, text, now)


def put_aside(*, by: User, message: Message, now: dt.datetime) -> None:
    """Let a message wait no longer, without an answer. Raises AlreadySettled."""
    _settle(message, by, "", now)


def _settle(message: Message, by: User, answer: str, now: dt.datetime) -> None:
    """Settle a message that still waits; of two people at once, one."""
    waiting = Message.objects.filter(pk=message.pk, settled_at__isnull=True)
    if not waiting.update(answer=answer, settled_at=now, settled_by=by):
        raise AlreadySettled


@transaction.atomic
def reopen_message(*, message: Message) -> str:
    """Let a message wait again; its answer, which its learner sees no more, is returned: nothing
    where it waits already, or was put aside."""
    stands = Message.objects.select_for_update().get(pk=message.pk)
    Message.objects.filter(pk=message.pk).update(answer="", settled_at=None, settled_by=None)
    return stands.answer


def tell_mood(
    *, learner: EnrolledLearner, date: dt.date, mood: MoodCheck.Mood, now: dt.datetime
) -> None:
    """Keep how a learner is on a day; told again, it is changed."""
    MoodCheck.objects.update_or_create(
        learner_id=learner.pk, date=date, defaults={"mood": mood, "told_at": now}
    )
