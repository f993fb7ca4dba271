"""The end of a lesson as work time: what learners choose from, and what their minutes then are."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.families.session_words import WORK_TIME_OPTIONS, FamilyWords, spell_for_families

KINDS: dict[str, tuple[str, str]] = {
    "solo": ("async", "off"),
    "breakout": ("live", ""),
    "with_teacher": ("live", ""),
    "stay_on": ("async", "on"),
}
"""Mode and screen of the minutes of somebody who chose this."""
ANYBODY = "any"


class NoWorkTime(ValueError):
    """Somebody would have no work time; the message says who."""


@dataclass(frozen=True, slots=True)
class Share:
    """Work time of some groups (none named: of everyone): what they may choose."""

    options: tuple[str, ...]
    groups: tuple[int, ...]

    @property
    def kind(self) -> tuple[str, str]:
        """Mode and screen; where the choices differ it is own time, with or without a device."""
        kinds = {KINDS[option] for option in self.options}
        return kinds.pop() if len(kinds) == 1 else ("async", "either")

    @property
    def words(self) -> str:
        """What families read about it."""
        if len(self.options) == 1:
            return f"{WORK_TIME_OPTIONS[self.options[0]].capitalize()}."
        return spell_for_families(FamilyWords(work_time=self.options))


def share_out(chosen: Mapping[str, str], cohorts: Mapping[int, str]) -> tuple[Share, ...]:
    """Who works how. `chosen` holds for each offered option ANYBODY or the id of a cohort out of
    `cohorts` (ids with their names). Raises NoWorkTime."""
    shares = [Share(_offered_to(chosen, str(pk)), (pk,)) for pk in cohorts]
    if not any(chosen.values()):
        raise NoWorkTime("Offer at least one choice.")
    for share in shares:
        if not share.options:
            name = cohorts[share.groups[0]]
            raise NoWorkTime(f"{name} would have no work time: offer it a choice too.")
    if len({share.options for share in shares}) < 2:
        return (Share(_offered_to(chosen, ANYBODY) if not shares else shares[0].options, ()),)
    return tuple(shares)


def _offered_to(chosen: Mapping[str, str], who: str) -> tuple[str, ...]:
    """What somebody may choose: what is offered to them, and what is offered to anybody."""
    return tuple(option for option, whom in chosen.items() if whom in (who, ANYBODY))
