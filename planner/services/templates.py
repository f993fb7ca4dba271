"""Week templates: taken from a week, kept for oneself or for a school, put into other weeks."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Annotated

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field

from planner.cadence.plan import PlannedDay, Translation, is_unsaid
from planner.cadence.ready_weeks import ReadyWeek, fill_week
from planner.models import Classroom, Group, Learner, School, User, WeekTemplate, week_dates
from planner.review import WeekReview
from planner.services.copying import Copying, name_groups, propose_coming, read_days
from planner.services.history import BlockState
from planner.services.proposals import check_seen, plan_state
from planner.services.translations import keep_texts, reword, translations_of

TAKEN_ALONG = (
    *("mode", "title", "start", "minutes", "screen", "subject", "purpose"),
    *("needs_printing", "instruction_minutes", "coach_check", "pinned"),
)
"""What of a block makes the skeleton of a week: no link, no instructions, nothing dated."""
TRANSLATED = ("title", "coach_check")
DAY_MINUTES = 24 * 60


class TemplateBlock(BaseModel):
    """A block of a template: on a weekday instead of a date, for groups by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: Annotated[int, Field(ge=0, le=4)]
    mode: str
    title: str
    start: int | None = None
    minutes: int
    screen: str = ""
    subject: str = ""
    purpose: str = ""
    groups: tuple[str, ...] = ()
    needs_printing: bool = False
    instruction_minutes: int | None = None
    coach_check: str = ""
    pinned: bool = False
    translations: Annotated[tuple[Translation, ...], Field(exclude_if=is_unsaid)] = ()
    """Of its title and its coach check."""
    face_of: Annotated[int, Field(ge=0)] | None = None
    """The place, among the template's blocks, of the lesson whose face at home this is."""

    @property
    def words(self) -> tuple[str, ...]:
        """All that somebody wrote in it."""
        said = (each.text for each in self.translations)
        return (self.title, self.coach_check, *self.groups, *said)

    def reword(self, change: Callable[[str], str]) -> "TemplateBlock":
        """The same with all of it changed."""
        texts = {name: getattr(self, name) for name in TRANSLATED}
        return self.model_copy(
            update={
                **{name: change(text) for name, text in texts.items()},
                "groups": tuple(map(change, self.groups)),
                "translations": reword(self.translations, texts, change),
            }
        )


class TemplateWeek(BaseModel):
    """The blocks of a template, as its document keeps them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    blocks: tuple[TemplateBlock, ...]

    @property
    def begins(self) -> int | None:
        """When its first block starts, in minutes after midnight."""
        starts = (block.start for block in self.blocks if block.start is not None)
        return min(starts, default=None)

    def shift(self, begins: int | None) -> "TemplateWeek":
        """The same with its first block at another time. ValueError where a block would leave its
        day."""
        if begins is None or self.begins is None or begins == self.begins:
            return self
        later = begins - self.begins
        moved = []
        for block in self.blocks:
            start = None if block.start is None else block.start + later
            if start is not None and not 0 <= start <= DAY_MINUTES - block.minutes:
                raise ValueError(f"{block.title} would leave its day")
            moved.append(block.model_copy(update={"start": start}))
        return TemplateWeek(blocks=tuple(moved))


def skeleton_of(classroom: Classroom, monday: dt.date) -> TemplateWeek:
    """A week's blocks without dates, links and instructions."""
    days = sorted(read_days(classroom, week_dates(monday)).items())
    standing = [(date, block) for date, blocks in days for block in blocks]
    places = {(date, block.pk): place for place, (date, block) in enumerate(standing)}
    return TemplateWeek(
        blocks=tuple(
            TemplateBlock(
                weekday=date.weekday(),
                groups=tuple(group.name for group in block.groups.all()),
                face_of=None if block.face_of_id is None else places.get((date, block.face_of_id)),
                translations=keep_texts(translations_of(block), TRANSLATED),
                **{name: getattr(block, name) for name in TAKEN_ALONG},
            )
            for date, block in standing
        )
    )


def leave_small_groups_out(classroom: Classroom, week: TemplateWeek) -> TemplateWeek:
    """The skeleton for the cohorts alone: a small group is its own class's affair."""
    small = {group.name for group in classroom.groups.all() if group.kind == Group.Kind.SMALL_GROUP}
    blocks = (
        block.model_copy(update={"groups": tuple(n for n in block.groups if n not in small)})
        for block in week.blocks
    )
    return TemplateWeek(blocks=tuple(blocks))


def find_names(classroom: Classroom, week: TemplateWeek) -> tuple[str, ...]:
    """The words of a skeleton in which a first name of one of the class's learners stands."""
    pattern = _names_of(classroom)
    words = {word for block in week.blocks for word in block.words}
    return tuple(sorted(word for word in words if pattern and pattern.search(word)))


def take_out_names(classroom: Classroom, week: TemplateWeek) -> TemplateWeek:
    """The skeleton with an ellipsis wherever a learner of the class was named."""
    pattern = _names_of(classroom)
    if pattern is None:
        return week
    take_out = partial(pattern.sub, "…")
    return TemplateWeek(blocks=tuple(block.reword(take_out) for block in week.blocks))


def _names_of(classroom: Classroom) -> re.Pattern[str] | None:
    learners = Learner.objects.filter(enrollments__classroom=classroom)
    names = {name for name in learners.values_list("first_name", flat=True) if name.strip()}
    if not names:
        return None
    # The longest first, so that "Anna" is not taken for "Ann" and a rest.
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")


@transaction.atomic
def keep_template(
    *, by: User, school: School | None, name: str, week: TemplateWeek, now: dt.datetime
) -> WeekTemplate:
    """Keep a week as a template: for the whole school where one is given, else for oneself.

    A name that somebody took meanwhile gets a mark.
    """
    template = WeekTemplate(
        owner=None if school else by,
        school=school,
        name=name,
        document=week.model_dump(mode="json"),
        made_at=now,
        made_by=by,
    )
    template.name = _free_name(template)
    template.save()
    return template


@transaction.atomic
def rename_template(*, template: WeekTemplate, name: str, seen: str | None = None) -> None:
    """Give a template another name; one that somebody took meanwhile gets a mark.

    Raises ChangedMeanwhile where it is no longer called as it was seen to be.
    """
    _lock_owner(template)
    check_seen(WeekTemplate.objects.get(pk=template.pk).name, seen)
    template.name = name
    WeekTemplate.objects.filter(pk=template.pk).update(name=_free_name(template))


def remove_template(*, template: WeekTemplate, now: dt.datetime) -> None:
    """Take a template away; it can be brought back."""
    WeekTemplate.objects.filter(pk=template.pk).update(removed_at=now)


@transaction.atomic
def bring_back_template(*, template: WeekTemplate) -> None:
    """Bring a removed template back; where its name was taken meanwhile, with a mark."""
    name = _free_name(template)
    WeekTemplate.objects.filter(pk=template.pk).update(removed_at=None, name=name)


def _lock_owner(template: WeekTemplate) -> None:
    """Hold the templates of whoever this one belongs to."""
    if template.school_id is not None:
        School.objects.select_for_update().get(pk=template.school_id)
    if template.owner_id is not None:
        User.objects.select_for_update().get(pk=template.owner_id)


def _free_name(template: WeekTemplate) -> str:
    """The template's name, marked where another one has it; the owner's others are held."""
    _lock_owner(template)
    same = WeekTemplate.objects.kept().filter(owner=template.owner_id, school=template.school_id)
    taken = set(same.exclude(pk=template.pk).values_list("name", flat=True))
    name, number = template.name, 1
    while name in taken:
        number += 1
        name = f"{template.name[:70]} ({number})"
    return name


def week_of(template: WeekTemplate) -> TemplateWeek:
    """What a kept template says."""
    return TemplateWeek.model_validate(template.document)


def week_of_ready(ready: ReadyWeek, classroom: Classroom) -> TemplateWeek:
    """A shipped week with a class's own subjects, not before its school opens."""
    blocks = tuple(
        TemplateBlock(
            weekday=weekday,
            mode=block.mode,
            title=block.title,
            start=block.start,
            minutes=block.minutes,
            screen=block.screen or "",
            subject=block.subject or "",
            purpose=block.purpose or "",
            instruction_minutes=block.instruction_minutes,
            coach_check="Ask to see it." if block.has_coach_check else "",
        )
        for weekday, block in fill_week(ready, classroom.subjects)
    )
    week = TemplateWeek(blocks=blocks)
    begins = max(classroom.school.opens, week.begins or 0)
    try:
        return week.shift(begins)
    except ValueError:
        return week


def propose_template(
    classroom: Classroom, monday: dt.date, week: TemplateWeek, *, replace: bool, what: str
) -> Copying:
    """What putting a template into a week would do; groups are found by their names."""
    known = name_groups(classroom)
    asked = {name for block in week.blocks for name in block.groups}
    lost = tuple(sorted(name for name in asked if name.casefold() not in known))
    coming = [
        (date, tuple(_states(week, weekday, date, known)))
        for weekday, date in enumerate(week_dates(monday))
    ]
    return propose_coming(classroom, coming, replace=replace, lost=lost, what=what)


def _states(
    week: TemplateWeek, weekday: int, date: dt.date, known: Mapping[str, int]
) -> Iterable[BlockState]:
    ids = {
        place: uuid.uuid4() for place, block in enumerate(week.blocks) if block.weekday == weekday
    }
    for place, pk in ids.items():
        block = week.blocks[place]
        groups = {known[each.casefold()] for each in block.groups if each.casefold() in known}
        yield BlockState(
            id=pk,
            date=date,
            groups=tuple(sorted(groups)),
            face_of=None if block.face_of is None else ids.get(block.face_of),
            translations=block.translations,
            **{name: getattr(block, name) for name in TAKEN_ALONG},
        )


def imagine_template(
    review: WeekReview, week: TemplateWeek, known: Mapping[str, int]
) -> tuple[PlannedDay, ...]:
    """The open days of a week with the template's blocks and nothing else on them."""
    return tuple(
        day.model_copy(
            update={
                "blocks": tuple(
                    plan_state(state, {})
                    for state in _states(week, day.date.weekday(), day.date, known)
                )
            }
        )
        for day in review.days
    )
