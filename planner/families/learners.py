"""A learner's own day: of what the learner's classes have published, what is meant for this one."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.families.day import FamilyDay, Publication
from planner.families.evenings import tell_evenings
from planner.families.reading import (
    AROUND,
    PUBLISHED_DAYS,
    choose_date,
    find_reach,
    read_closed,
    read_publication,
)
from planner.models import EnrolledLearner

HERE = ("here",)
"""Stands for the learner among those whose turn at school it is."""


@dataclass(frozen=True, slots=True)
class AskedOfLearner:
    """Which day of a learner's was asked for."""

    learner: EnrolledLearner
    now: dt.datetime
    """On the school's clock."""
    date: dt.date | None
    """None for today, or the next school day that has a plan."""
    language: str
    """The language that the address names; empty where the browser chooses."""

    def name_page(self, spoken: str, code: str, root: str) -> str:
        """What two askings for the same page share; learners with the same classes and groups
        share it too. `code` names the version of what makes the page, `root` how links begin."""
        classes = [
            (
                *(each.classroom_id, each.classroom, each.published_version, each.language),
                *(each.evening, each.evening_translations),
            )
            for each in self.learner.classes
        ]
        first = self.learner.classes[0]
        parts = (
            (classes, first.school, first.timezone, first.closures_version),
            sorted(self.learner.groups),
            (str(self.now.date()), str(self.date)),
            (self.language, spoken, code, root, self.learner.has_feed(self.now.date())),
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def read_learner_day(asked: AskedOfLearner, root: str, scope: str) -> FamilyDay:
    """All that the learner's page is made of; its links begin with the root, and what is kept of
    it on a device with the scope. Two queries for each class and one more."""
    classes, today = asked.learner.classes, asked.now.date()
    first, last = find_reach(asked.date, today)
    closed = read_closed(classes[0], first, last)
    published = [dict(PUBLISHED_DAYS.fetch(each.classroom_id, first, last)) for each in classes]
    dates = frozenset(date for days in published for date in days)
    date = asked.date or choose_date(today, set(dates) - set(closed))
    told = [
        read_publication(each, days.get(date))
        for each, days in zip(classes, published, strict=True)
    ]
    return FamilyDay(
        classroom=" · ".join(each.classroom for each in classes),
        school=classes[0].school,
        zone=classes[0].timezone,
        root=root,
        kept_beneath=scope,
        language=asked.language,
        date=date,
        today=today,
        publication=join_publications([each for each in told if each], asked.learner.groups),
        closed=closed,
        published=frozenset(each for each in dates if abs(each - date) <= AROUND),
        instead_of=None if date == (asked.date or today) else today,
        evenings=tell_evenings(classes),
        has_feed=asked.learner.has_feed(today),
    )


def join_publications(told: Sequence[Publication], groups: Collection[str]) -> Publication | None:
    """What a learner's classes published of one day, as one publication of the learner's own."""
    if not told:
        return None
    moments = [each.before_at for each in told if each.before_at is not None]
    return Publication(
        plan=join_days([project_day(each.plan, groups) for each in told]),
        at=max(each.at for each in told),
        # Where a class published only once, nothing of it has changed.
        before=join_days([project_day(each.before or each.plan, groups) for each in told])
        if moments
        else None,
        before_at=max(moments, default=None),
    )


def project_day(plan: PlannedDay, groups: Collection[str]) -> PlannedDay:
    """One learner's part of a class's day: the blocks for everyone and for the learner's groups,
    and no word of any group."""
    own = find_own_groups(plan, groups)
    mine = [block for block in plan.blocks if not block.groups or own & set(block.groups)]
    at_school = plan.at_school
    if at_school is not None:
        # A class that has everybody at school, or nobody, says so for its groups.
        at_school = HERE if own & set(at_school) else ()
    return plan.model_copy(
        update={
            "classroom": plan.classroom.model_copy(update={"groups": ()}),
            "blocks": tuple(_make_own(block, own) for block in mine),
            "at_school": at_school,
        }
    )


def find_own_groups(plan: PlannedDay, groups: Collection[str]) -> frozenset[str]:
    """The learner's groups in this plan, with those that they are taken from."""
    within = {group.id: group.within for group in plan.classroom.groups}
    own: set[str] = set()
    for group in groups:
        here: str | None = group if group in within else None
        while here is not None and here not in own:
            own.add(here)
            here = within.get(here)
    return frozenset(own)


def _make_own(block: PlannedBlock, own: Collection[str]) -> PlannedBlock:
    """A block as only this learner reads it: for nobody in particular, and with the help that is
    written for the learner's groups."""
    helps = tuple(("", text) for written_for, text in block.supports if written_for in own)
    return block.model_copy(update={"groups": (), "supports": helps})


def join_days(plans: Sequence[PlannedDay]) -> PlannedDay:
    """The parts of one day in several classes as one day."""
    first = plans[0]
    if len(plans) == 1:
        return first
    turns = [plan.at_school for plan in plans if plan.at_school is not None]
    return first.model_copy(
        update={
            "blocks": tuple(block for plan in plans for block in plan.blocks),
            "at_school": max(turns, key=len) if turns else None,
        }
    )
