"""What classes of the demonstration tell their homes, and what these ask and tell them."""

import datetime as dt
import uuid

from blendplan.demo.documents import WEEKDAYS, AskedEntry, ClassEntry
from planner.models import Block, Classroom, EnrolledLearner, Message, MoodCheck, User
from planner.services.home_translations import list_home_texts
from planner.services.homes import keep_home_base
from planner.services.messages import NewMessage, answer_message, send_message, tell_mood


def tell_homes(classroom: Classroom, entry: ClassEntry, monday: dt.date, now: dt.datetime) -> None:
    """Keep the class's home base, its questions with their answers, and how learners are."""
    teacher = classroom.memberships.get().user
    if entry.home_base is not None:
        texts = {text.name: text.original for text in list_home_texts(entry.home_base)}
        said = {"translations": tuple(entry.translate(texts))}
        content = entry.home_base.model_copy(update=said)
        keep_home_base(by=teacher, classroom=classroom, version=0, content=content, now=now)
    today = classroom.school.local_now(now).date()
    for asked in entry.asked:
        ask(classroom, teacher, asked, monday, now)
    for name, mood in entry.moods.items():
        learner = find_learner(classroom, name)
        tell_mood(learner=learner, date=today, mood=MoodCheck.Mood(mood), now=now)


def find_learner(classroom: Classroom, name: str) -> EnrolledLearner:
    """A learner of the class by first name, as far as a message must know of one."""
    learner = classroom.enrollments.get(learner__first_name=name).learner
    return EnrolledLearner(learner.pk, name, (), frozenset())


def ask(
    classroom: Classroom, teacher: User, asked: AskedEntry, monday: dt.date, now: dt.datetime
) -> None:
    """Send one message, and answer it where the file has an answer."""
    date = monday + dt.timedelta(days=WEEKDAYS.index(asked.weekday))
    blocks = Block.objects.standing().filter(day__classroom=classroom, day__date=date)
    block = blocks.get(title=asked.about) if asked.about else None
    sent = NewMessage(
        gesture=uuid.uuid4(),
        kind=Message.Kind.FEEDBACK if asked.feedback else Message.Kind.QUESTION,
        classroom=classroom.pk,
        block=None if block is None else block.pk,
        about=asked.about,
        text=asked.text,
        language=asked.language,
    )
    message = send_message(learner=find_learner(classroom, asked.learner), sent=sent, now=now)
    if asked.answer:
        answer_message(by=teacher, message=message, text=asked.answer, now=now)
