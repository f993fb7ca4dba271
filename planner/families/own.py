"""What a learner's page says of this learner alone: the name, the ticks, and what the class did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.html import escape
from django.utils.translation import gettext

from planner.families.items import Item
from planner.families.moments import HIDDEN, mark_own
from planner.models import Mark
from planner.models.homes import MarkKey


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """Where a learner's page says what is this learner's own; the page is made with these, and
    `say_own` says what stands there."""

    address: str
    """Where ticks are sent."""
    page: str
    """Where the page itself is."""
    name: str = mark_own("name")
    learner: str = mark_own("learner")
    all_done: str = mark_own("alldone")
    class_total: str = mark_own("total")


def say_own(
    items: Sequence[tuple[str, bool]], name: str, learner: int, set_marks: Collection[MarkKey]
) -> Mapping[str, str]:
    """The markup at each mark. `items` are the ids of the day's blocks in the page's order, and
    whether each is a task."""
    mine = {(str(block), kind) for pk, block, kind in set_marks if pk == learner}
    done = {block for block, kind in mine if kind == Mark.Kind.DONE}
    tasks = [block for block, is_task in items if is_task]
    words = {
        "name": escape(name),
        "learner": str(learner),
        "alldone": "" if tasks and done.issuperset(tasks) else HIDDEN,
        "total": escape(say_total(tasks, set_marks)),
    }
    for number, (block, _) in enumerate(items):
        for kind in (Mark.Kind.DONE, Mark.Kind.CHECKED):
            words[f"{kind}{number}"] = "true" if (block, kind) in mine else "false"
    return words


def say_total(tasks: Collection[str], set_marks: Collection[MarkKey]) -> str:
    """How many tasks the whole class has ticked off; nobody is counted by name, and one alone is
    not told of."""
    wanted = {UUID(block) for block in tasks}
    done = [pk for pk, block, kind in set_marks if kind == Mark.Kind.DONE and block in wanted]
    if len(set(done)) < 2:
        return ""
    return gettext("Tasks the whole class has finished: %(number)s") % {"number": len(done)}


def list_items(items: Sequence[Item]) -> list[tuple[str, bool]]:
    """The ids of a page's blocks in its order, and whether each is a task."""
    in_order = sorted(items, key=lambda item: item.number)
    return [(item.block.id, item.block.mode == "async") for item in in_order]
