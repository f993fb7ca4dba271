"""What a household with a poor connection loads ahead, and what it needs none for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.families.items import Item
from planner.families.siblings import Child, ChildItem
from planner.families.words import is_web_address
from planner.models.roster import POOR_CONNECTIONS


@dataclass(frozen=True, slots=True)
class AheadTask:
    """A sibling's task; `video` is the address of what is to be watched first, or empty."""

    child: Child
    item: Item
    video: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day, as seen by who has a poor connection."""

    videos: tuple[AheadTask, ...]
    offline: tuple[AheadTask, ...]
    has_live: bool
    """Whether there are lessons that could break off."""


def look_ahead(items: Iterable[ChildItem], connection: str) -> Ahead | None:
    """What to say of a day; None where the connection is good or was not told, or there is nothing
    to be said."""
    known = list(items)
    if connection not in POOR_CONNECTIONS:
        return None
    ahead = Ahead(
        videos=tuple(list_videos(known)),
        offline=tuple(AheadTask(each.child, each.item) for each in known if needs_nothing(each)),
        has_live=any(each.item.block.mode == "live" for each in known),
    )
    return ahead if ahead.videos or ahead.offline or ahead.has_live else None


def list_videos(items: Iterable[ChildItem]) -> Iterator[AheadTask]:
    """The tasks that begin with a video."""
    for each in items:
        video = each.item.instructions.video
        if is_web_address(video):
            yield AheadTask(each.child, each.item, video)


def needs_nothing(each: ChildItem) -> bool:
    """Whether a task is done without a device, and so without a connection."""
    parts, block = each.item.instructions, each.item.block
    return block.mode == "async" and block.screen == "off" and not (block.link or parts.video)
