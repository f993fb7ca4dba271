"""Households that told of fewer devices than learners, or of a poor connection."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from planner.models.days import SchoolDay
from planner.models.orgs import School
from planner.models.prepared import PreparedQuery
from planner.models.roster import POOR_CONNECTIONS, Classroom, Enrollment, Household
from planner.models.weeks import ANY_DATES

GroupsOf = Mapping[int, frozenset[str]]
"""The classes of a learner, each with the learner's groups as plans name them."""

_FIELDS = ("learner__household", "learner__household__devices", "learner", "classroom", "groups")
_TOLD = Household.objects.filter(devices__isnull=False)

_OF_CLASS = PreparedQuery(
    lambda classroom: Enrollment.objects.filter(
        learner__household__in=_TOLD.filter(learners__enrollments__classroom=classroom)
    ).values_list(*_FIELDS),
    1001,
)
_OF_SCHOOL = PreparedQuery(
    lambda school: Enrollment.objects.filter(
        learner__household__in=_TOLD.filter(school=school)
    ).values_list(*_FIELDS),
    1001,
)


@dataclass(frozen=True, slots=True)
class ShortHome:
    """A household with fewer devices than learners. It has no name here, and no label."""

    pk: int
    devices: int
    learners: Mapping[int, GroupsOf]

    @property
    def classes(self) -> frozenset[int]:
        """All classes that its learners are in."""
        return frozenset(classroom for classes in self.learners.values() for classroom in classes)


def find_short_homes(place: Classroom | School) -> list[ShortHome]:
    """The households with fewer devices than learners: those of a class's learners, or all of a
    school's. One query; households that did not tell are not among them."""
    query = _OF_CLASS if isinstance(place, Classroom) else _OF_SCHOOL
    return _gather(query.fetch(place.pk))


def count_weak_homes(place: Classroom | School) -> int:
    """How many households told of a poor connection: those of a class's learners, or all of a
    school's with a learner in a class."""
    homes = Household.objects.filter(connection__in=POOR_CONNECTIONS)
    if isinstance(place, Classroom):
        homes = homes.filter(learners__enrollments__classroom=place)
    else:
        homes = homes.filter(school=place, learners__enrollments__isnull=False)
    return homes.distinct().count()


def _gather(rows: Iterable[tuple[Any, ...]]) -> list[ShortHome]:
    """The households of the rows, of which each learner, class and group has one."""
    devices: dict[int, int] = {}
    found: dict[int, dict[int, dict[int, set[str]]]] = defaultdict(dict)
    for home, count, learner, classroom, group in rows:
        devices[home] = count
        groups = found[home].setdefault(learner, {}).setdefault(classroom, set())
        if group is not None:
            groups.add(str(group))
    return [
        ShortHome(home, devices[home], _freeze(learners))
        for home, learners in sorted(found.items())
        if len(learners) > devices[home]
    ]


def _freeze(learners: Mapping[int, Mapping[int, set[str]]]) -> dict[int, GroupsOf]:
    return {
        learner: {classroom: frozenset(groups) for classroom, groups in classes.items()}
        for learner, classes in learners.items()
    }


def read_published_texts(
    classes: Collection[int], first: dt.date, last: dt.date
) -> list[tuple[int, dt.date, str]]:
    """What these classes have published from first to last: class, date and the document's text;
    one query, none where there is no class."""
    if not classes:
        return []
    rows = _prepare_texts(len(classes)).fetch(*sorted(classes), first, last)
    return [(classroom, date, text) for classroom, date, text in rows]


@lru_cache(maxsize=64)
def _prepare_texts(count: int) -> PreparedQuery:
    """The query for what so many classes have published between two dates."""
    samples = tuple(range(1001, 1001 + count))
    return PreparedQuery(
        lambda *values: (
            SchoolDay.objects.filter(
                classroom__in=values[:-2],
                date__gte=values[-2],
                date__lte=values[-1],
                published__isnull=False,
            )
            .order_by("classroom", "date")
            .values_list("classroom", "date", "published__document")
        ),
        *samples,
        *ANY_DATES,
    )
