"""What a class's days are judged from, read for every edit: so the queries are spelled once."""

import datetime as dt
from collections.abc import Collection, Iterable
from functools import cache
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from planner.models.days import Block, SchoolDay
from planner.models.orgs import Closure, School, list_held
from planner.models.policies import PolicyUse
from planner.models.prepared import PreparedQuery, PreparedRows
from planner.models.roster import Classroom
from planner.models.rotations import Rotation
from planner.models.waivers import Waiver
from planner.rotations import Turn

ANY_DATES = (dt.date(1000, 1, 1), dt.date(2000, 2, 2))
ANY_PLACE = (1001, 2002)
GroupsOf = Block.groups.through

_CLOSURES = PreparedRows(
    lambda school, district, first, last: Closure.objects.touching(
        School(pk=school, district_id=district), first, last
    ),
    *ANY_PLACE,
    *ANY_DATES,
)
_DAYS = PreparedRows(
    lambda classroom, first, last: (
        SchoolDay.objects.between(classroom, first, last)
        .select_related("published")
        .defer("published__document", "published__events")
    ),
    1001,
    *ANY_DATES,
)
_BLOCKS = PreparedRows(
    lambda classroom, first, last: (
        Block.objects.standing()
        .filter(day__classroom=classroom, day__date__gte=first, day__date__lte=last)
        .select_related("tool")
    ),
    1001,
    *ANY_DATES,
)
_GROUPS = PreparedQuery(
    lambda classroom, first, last: (
        GroupsOf.objects.filter(
            block__removed_at__isnull=True,
            block__day__classroom=classroom,
            block__day__date__gte=first,
            block__day__date__lte=last,
        )
        .order_by("group__name", "group")
        .values_list("block", "group")
    ),
    1001,
    *ANY_DATES,
)
_ROTATION = PreparedRows(lambda classroom: Rotation.objects.filter(classroom=classroom), 1001)
_POLICIES = PreparedQuery(
    lambda school, district, first, last: (
        PolicyUse.objects.in_force(School(pk=school, district_id=district), first, last)
        .annotate(text=Cast("policy__document", TextField()))
        .values_list("grades", "since", "until", "text")
    ),
    *ANY_PLACE,
    *ANY_DATES,
)
_WAIVERS = PreparedRows(
    lambda classroom, school, first, last: (
        Waiver.objects.in_force(Classroom(pk=classroom, school_id=school), first, last)
        .select_related(None)
        .select_related("granted_by")
    ),
    *ANY_PLACE,
    *ANY_DATES,
)


def read_closures(school: School, first: dt.date, last: dt.date) -> list[Closure]:
    """A school's closures, its district's too, on any day from first to last, the earliest first;
    one query."""
    return _CLOSURES.fetch_objects(school.pk, school.district_id, first, last)


def read_days(classroom: Classroom, first: dt.date, last: dt.date) -> list[SchoolDay]:
    """The drafted days from first to last, in order, each with its `standing` blocks, their groups'
    keys and tools, and with what is published of it (but not its text); three queries."""
    span = (classroom.pk, first, last)
    days = _DAYS.fetch_objects(*span)
    by_key: dict[int, list[Block]] = {day.pk: [] for day in days}
    for block in _know_groups(_BLOCKS.fetch_objects(*span), _GROUPS.fetch(*span)):
        by_key[block.day_id].append(block)
    for day in days:
        day.__dict__["standing_blocks"] = by_key[day.pk]
    return days


def _know_groups(blocks: Collection[Block], pairs: Iterable[tuple[UUID, int]]) -> Collection[Block]:
    """The blocks, told the keys of their groups."""
    groups: dict[UUID, list[int]] = {}
    for pk, group in pairs:
        groups.setdefault(pk, []).append(group)
    for block in blocks:
        block.__dict__["known_groups"] = tuple(groups.get(block.pk, ()))
    return blocks


@cache
def _prepare_blocks(count: int) -> tuple[PreparedRows[Block], PreparedQuery]:
    """The queries for so many blocks of a class by their keys, and for their groups."""
    samples = tuple(UUID(int=number) for number in range(1, count + 1))
    blocks = PreparedRows(
        lambda classroom, *ids: Block.objects.filter(
            pk__in=ids, day__classroom=classroom
        ).select_related("day"),
        1001,
        *samples,
    )
    groups = PreparedQuery(
        lambda *ids: (
            GroupsOf.objects.filter(block__in=ids)
            .order_by("group__name", "group")
            .values_list("block", "group")
        ),
        *samples,
    )
    return blocks, groups


def find_blocks(classroom: Classroom, ids: Iterable[UUID]) -> dict[UUID, Block]:
    """The rows of these blocks of a class with their days and their groups' keys; two queries. Ids
    that never existed are left out."""
    asked = tuple(ids)
    if not asked:
        return {}
    blocks, groups = _prepare_blocks(len(asked))
    found = blocks.fetch_objects(classroom.pk, *asked)
    return {block.pk: block for block in _know_groups(found, groups.fetch(*asked))}


def read_policies(
    school: School, first: dt.date, last: dt.date
) -> list[tuple[list[str], dt.date, dt.date | None, str]]:
    """The policies in force at a school on any day from first to last, the district's first: for
    which grades (none: all), since when, until when, and the policy as text, so that who knows the
    text need not decode it; one query."""
    return [tuple(row) for row in _POLICIES.fetch(school.pk, school.district_id, first, last)]


def read_waivers(classroom: Classroom, first: dt.date, last: dt.date) -> list[Waiver]:
    """The waivers that count for a class on any day from first to last, in the order in which they
    were granted, with who granted them; one query."""
    return _WAIVERS.fetch_objects(classroom.pk, classroom.school_id, first, last)


def read_turns(classroom: Classroom, dates: Collection[dt.date]) -> dict[dt.date, Turn]:
    """Which groups are at school on these dates, as far as it is anybody's turn; two queries,
    one where the class has no rotation."""
    found = _ROTATION.fetch_objects(classroom.pk)
    if not found or not dates:
        return {}
    [rotation] = found
    first, last = rotation.starts_on, max(dates)
    return rotation.spread(
        dates, list_held(read_closures(classroom.school, first, last), first, last)
    )
