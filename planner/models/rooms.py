"""A class, or a block with its class, as every edit asks for them: so the queries are spelled
once."""

from uuid import UUID

from planner.models.days import Block
from planner.models.people import Membership
from planner.models.prepared import PreparedQuery, PreparedRows
from planner.models.roster import Classroom, Group

_ROOM = PreparedRows(
    lambda pk: Classroom.objects.filter(pk=pk).select_related("school__district"), 1001
)
_BLOCK = PreparedRows(
    lambda pk: Block.objects.filter(pk=pk).select_related(
        "day__classroom__school__district", "tool"
    ),
    UUID(int=1),
)
_GROUPS = PreparedRows(lambda classroom: Group.objects.filter(classroom=classroom), 1001)
_LOCK = PreparedQuery(
    lambda pk: Classroom.objects.select_for_update().filter(pk=pk).values_list("pk"), 1001
)
_MEMBERSHIPS = PreparedQuery(
    lambda user: Membership.objects.filter(user=user).values_list(
        "role", "classroom_id", "school_id", "district_id"
    ),
    1001,
)


def find_room(pk: int) -> Classroom | None:
    """A class with its school, its district and its groups; two queries."""
    found = _ROOM.fetch_objects(pk)
    return _know_groups(found[0]) if found else None


def find_block(pk: UUID) -> Block | None:
    """A block, removed or not, with its tool, its day and its class as above; two queries."""
    found = _BLOCK.fetch_objects(pk)
    if not found:
        return None
    _know_groups(found[0].day.classroom)
    return found[0]


def _know_groups(classroom: Classroom) -> Classroom:
    """The class, told its groups as `prefetch_related` would tell them."""
    groups = classroom.groups.all()
    groups._result_cache = _GROUPS.fetch_objects(classroom.pk)
    for group in groups._result_cache:
        group.classroom = classroom
    classroom.__dict__["_prefetched_objects_cache"] = {"groups": groups}
    return classroom


def lock_room(pk: int) -> None:
    """Keep everybody else from changing a class's plan until the end of the transaction.

    Raises Classroom.DoesNotExist where the class is gone.
    """
    if not _LOCK.fetch(pk):
        raise Classroom.DoesNotExist


def list_memberships(user: int) -> list[tuple[str, int | None, int | None, int | None]]:
    """A person's roles, each with its class, its school or its district; one query."""
    return [
        (role, classroom, school, district)
        for role, classroom, school, district in _MEMBERSHIPS.fetch(user)
    ]
