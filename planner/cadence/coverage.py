"""How much of each policy is checked: its rules counted, also by the lines of a catalogue."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .policy import CheckedRule, Policy
from .words import say_count

NEEDS = ("DAY", "PERIOD", "PEOPLE", "LOG", "META")


@dataclass(slots=True)
class Coverage:
    """Lines of a catalogue by what they need, checked and not; rules without a line apart."""

    checked: Counter[str] = field(default_factory=Counter)
    unchecked: Counter[str] = field(default_factory=Counter)

    def count(self, *needs: str) -> tuple[int, int]:
        """How many of these needs are checked, and how many there are."""
        checked = sum(self.checked[need] for need in needs)
        return checked, checked + sum(self.unchecked[need] for need in needs)


def count_lines(policies: Iterable[Policy]) -> Coverage:
    """The lines that rules refer to, each once: checked if any rule checks it."""
    needs: dict[str, str] = {}
    checked: set[str] = set()
    for policy in policies:
        for rule in policy.rules:
            # A rule that refers to no line counts as one of its own.
            refs = rule.ref or (f"{policy.id}/{rule.id}",)
            if isinstance(rule, CheckedRule):
                checked.update(refs)
            for place, ref in enumerate(refs):
                said: tuple[str, ...] = rule.needs or ("",)
                need = said[place] if place < len(said) else said[-1]
                needs[ref] = need or needs.get(ref, "")
    found = Coverage()
    for ref, need in needs.items():
        (found.checked if ref in checked else found.unchecked)[need] += 1
    return found


def write_coverage(policies: Sequence[Policy]) -> Iterator[str]:
    """A line for each policy, then the sums by need."""
    for policy in policies:
        checked, unchecked = len(policy.checked_rules), len(policy.unchecked_rules)
        by_need = say_needs(count_lines([policy]))
        yield f"{policy.id:<30} {checked:>3} checked {unchecked:>3} not here   {by_need}"
    whole = count_lines(policies)
    yield ""
    yield f"{say_count(len(policies), 'policy')}: {say_needs(whole)}"
    checked, total = whole.count("DAY", "PERIOD")
    if total:
        yield f"Of a day or a period: {checked} of {total} checked ({100 * checked / total:.1f} %)."


def say_needs(found: Coverage) -> str:
    """ "DAY 5 of 6, LOG 0 of 2"; rules that don't say it are "other"."""
    said = []
    for need in (*NEEDS, ""):
        checked, total = found.count(need)
        if total:
            said.append(f"{need or 'other'} {checked} of {total}")
    return ", ".join(said)
