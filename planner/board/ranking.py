"""What breaks most: each broken rule, how often, and the choice that shows where."""

from dataclasses import dataclass

from planner.board.choices import Choice, PolicyName
from planner.board.reading import Figures
from planner.board.table import say_count

SHOWN_FIRST = 3


@dataclass(frozen=True, slots=True)
class RankedRule:
    """A rule that published days or weeks break, and how many do."""

    says: str
    policy: str
    strength: str
    days: int
    weeks: int
    choice: Choice
    is_chosen: bool

    @property
    def often(self) -> str:
        """How often, in words: "12 days", "3 weeks"."""
        parts = [(self.days, "day"), (self.weeks, "week")]
        return " and ".join(say_count(count, noun) for count, noun in parts if count)


def rank_rules(
    figures: Figures, policies: tuple[PolicyName, ...], choice: Choice
) -> tuple[RankedRule, ...]:
    """The broken rules, musts before shoulds, the most often broken first."""
    named = {rule.key: (rule.says, each.name) for each in policies for rule in each.rules}
    found = []
    for key, strength in figures.days.keys() | figures.weeks.keys():
        # A rule may be gone from the policy since these days were judged.
        says, policy = named.get(key, (key, key.partition("/")[0]))
        days, weeks = figures.days[key, strength], figures.weeks[key, strength]
        there = choice.but(policy="", rule=key, only="broken")
        found.append(RankedRule(says, policy, strength, days, weeks, there, choice.rule == key))
    return tuple(sorted(found, key=_place))


def _place(ranked: RankedRule) -> tuple[bool, int, str]:
    return ranked.strength != "must", -ranked.days - ranked.weeks, ranked.says
