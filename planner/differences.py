"""What changed between two documents of one day, in words that a family understands."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from planner.cadence.plan import PlannedBlock, PlannedDay
from planner.speech import join_words, spell_minutes, spell_span


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of one block: added, removed, moved, or changed in other ways."""

    kind: str
    block: str
    text: str


def _spell_place(block: PlannedBlock) -> str:
    if block.start is None:
        return gettext("any time, %(minutes)s") % {"minutes": spell_minutes(block.minutes)}
    return spell_span(block.start, block.start + block.minutes)


def _spell_groups(day: PlannedDay, block: PlannedBlock) -> str:
    names = [group.name for group in day.classroom.groups if group.id in block.groups]
    return join_words(names) or gettext("everyone")


FAMILY_FIELDS = {
    "title": gettext_noop("title"),
    "mode": gettext_noop("kind of work"),
    "screen": gettext_noop("device"),
    "subject": gettext_noop("subject"),
    "link": gettext_noop("link"),
    "instructions": gettext_noop("instructions"),
    "coach_check": gettext_noop("coach check"),
    "due": gettext_noop("due time"),
    "needs_printing": gettext_noop("printing"),
    "instruction_minutes": gettext_noop("recorded instruction"),
    "tool": gettext_noop("tool"),
    "supports": gettext_noop("notes for some learners"),
}
STAFF_FIELDS = FAMILY_FIELDS | {"translations": "translation"}
"""Families are told of the words that they read, in whichever language."""


def _compare_block(
    old_day: PlannedDay,
    new_day: PlannedDay,
    old: PlannedBlock,
    new: PlannedBlock,
    fields: Mapping[str, str],
) -> list[Difference]:
    found = []
    if (old.start, old.minutes) != (new.start, new.minutes):
        places = {"before": _spell_place(old), "after": _spell_place(new)}
        text = gettext("%(before)s becomes %(after)s") % places
        found.append(Difference("moved", new.id, f"{new.title}: {text}"))
    names = [
        gettext(name)
        for field, name in fields.items()
        if getattr(old, field) != getattr(new, field)
    ]
    if _spell_groups(old_day, old) != _spell_groups(new_day, new):
        names.append(gettext("groups"))
    if names:
        text = gettext("new %(what)s") % {"what": gettext(", ").join(names)}
        found.append(Difference("changed", new.id, f"{new.title}: {text}"))
    return found


def _compare_places(old: PlannedDay, new: PlannedDay) -> list[Difference]:
    """Whose day at school it is, where that is another's than it was."""
    if new.at_school is None or new.at_school == old.at_school:
        return []
    there = [group.name for group in new.classroom.groups if group.id in new.at_school]
    who = join_words(there) or gettext("nobody")
    return [Difference("changed", "", gettext("At school: %(who)s") % {"who": who})]


def compare_days(
    old: PlannedDay | None, new: PlannedDay, fields: Mapping[str, str] = FAMILY_FIELDS
) -> tuple[Difference, ...]:
    """The differences between what was published (None: nothing yet) and a newer document, in
    these fields of blocks, each with its name."""
    if old is None:
        return tuple(
            Difference("added", block.id, f"{block.title}: {_spell_place(block)}")
            for block in new.blocks
        )
    old_blocks = {block.id: block for block in old.blocks}
    new_blocks = {block.id: block for block in new.blocks}
    found = _compare_places(old, new)
    for block in new.blocks:
        if block.id in old_blocks:
            found.extend(_compare_block(old, new, old_blocks[block.id], block, fields))
        else:
            found.append(
                Difference(
                    "added",
                    block.id,
                    f"{block.title}: {gettext('new, %(place)s') % {'place': _spell_place(block)}}",
                )
            )
    for block in old.blocks:
        if block.id not in new_blocks:
            text = gettext("no longer on this day (%(place)s)") % {"place": _spell_place(block)}
            found.append(Difference("removed", block.id, f"{block.title}: {text}"))
    return tuple(found)
