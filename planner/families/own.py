"""What a learner's page says of this learner alone: the name, the ticks, and what the class did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext

from planner.families.items import Item
from planner.families.moments import HIDDEN, mark_own
from planner.models import Mark
from planner.models.homes import LONGEST_CHOICE, MarkKey


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """Where a learner's page says what is this learner's own; the page is made with these, and
    `say_own` says what stands there."""

    address: str
    """Where ticks are sent."""
    page: str
    """Where the page itself is."""
    questions: str
    """Where questions are asked."""
    name: str = mark_own("name")
    learner: str = mark_own("learner")
    all_done: str = mark_own("alldone")
    class_total: str = mark_own("total")
    no_siblings: str = mark_own("nosiblings")
    """Hides the way to the page of all siblings from whoever's link does not show them."""


@dataclass(frozen=True, slots=True)
class Markable:
    """A block of a learner's day as ticks know it."""

    block: str
    is_task: bool
    options: tuple[str, ...]
    """What there is to pick from."""


def list_markable(items: Sequence[Item]) -> tuple[Markable, ...]:
    """A page's blocks in its order."""
    in_order = sorted(items, key=lambda item: item.number)
    return tuple(
        Markable(
            item.block.id,
            item.block.mode == "async",
            tuple(option.name for option in item.instructions.options),
        )
        for item in in_order
    )


def say_own(
    blocks: Sequence[Markable],
    name: str,
    learner: int,
    standing: Collection[MarkKey],
    has_siblings: bool,
) -> Mapping[str, str]:
    """The markup at each mark of a learner's page; `standing` are the whole class's marks, and
    `has_siblings` says whether the link shows siblings too."""
    mine = {(str(key.block), key.kind, key.choice) for key in standing if key.learner == learner}
    tasks = [each.block for each in blocks if each.is_task]
    is_done = all((task, Mark.Kind.DONE, "") in mine for task in tasks)
    words = {
        "name": escape(name),
        "learner": str(learner),
        "alldone": "" if tasks and is_done else HIDDEN,
        "total": escape(say_total(tasks, standing)),
        "nosiblings": "" if has_siblings else HIDDEN,
    }
    for number, each in enumerate(blocks):
        marks = {f"{kind}{number}": (kind, "") for kind in (Mark.Kind.DONE, Mark.Kind.CHECKED)}
        marks |= {
            f"picked{number}x{place}": (Mark.Kind.PICKED, option[:LONGEST_CHOICE])
            for place, option in enumerate(each.options)
        }
        for mark, (kind, choice) in marks.items():
            words[mark] = "true" if (each.block, kind, choice) in mine else "false"
    return words


def say_total(tasks: Collection[str], standing: Collection[MarkKey]) -> str:
    """How many tasks the whole class has ticked off; nobody is counted by name, and one alone is
    not told of."""
    done = [key for key in standing if key.kind == Mark.Kind.DONE and str(key.block) in tasks]
    if len({key.learner for key in done}) < 2:
        return ""
    return gettext("Tasks the whole class has finished: %(number)s") % {"number": len(done)}
