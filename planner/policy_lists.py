"""A district's policies as coordinators look at them: in force, kept, shipped, being changed."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from planner.cadence import CheckedRule, Rule, UncheckableRule, say_rule, shipped_policies
from planner.cadence import Policy as CadencePolicy
from planner.cadence.grades import say_band
from planner.cadence.plan import GRADES
from planner.cadence.words import join_words
from planner.models import District, Policy, PolicyUse, Rejudging, Trial

Standing = Literal["now", "later", "ended"]
Fate = Literal["same", "changed", "new"]


@dataclass(frozen=True, slots=True)
class UseLine:
    """Where and when a policy holds, in words."""

    use: PolicyUse
    standing: Standing
    where: str
    grades: str


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A policy with the versions of it that the district keeps, the newest first."""

    name: str
    identifier: str
    versions: tuple[Policy, ...]


@dataclass(frozen=True, slots=True)
class ShippedLine:
    """A policy that comes with blendplan."""

    policy: CadencePolicy
    kept: Policy | None

    @property
    def checked(self) -> int:
        """How many of its rules a plan can answer."""
        return len(self.policy.checked_rules)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as pages show it: its sentence, and what became of it in a trial."""

    rule: CheckedRule | UncheckableRule
    says: str
    made: str
    """The sentence made from the rule, where the policy has its own words for it."""
    fate: Fate = "same"
    was: str = ""

    @property
    def is_checked(self) -> bool:
        """Whether a plan can answer it."""
        return isinstance(self.rule, CheckedRule)

    @property
    def measure(self) -> str:
        """The word of its measure, for its help page."""
        return self.rule.measure if isinstance(self.rule, Rule) else ""


def list_uses(district: District, today: dt.date) -> list[UseLine]:
    """Every use of a policy: those in force, then those to come, then those that ended."""
    uses = PolicyUse.objects.filter(policy__district=district).select_related("policy", "school")
    order: tuple[Standing, ...] = ("now", "later", "ended")
    lines = [describe_use(use, district, today) for use in uses.order_by("policy__name", "-since")]
    return sorted(lines, key=lambda line: order.index(line.standing))


def describe_use(use: PolicyUse, district: District, today: dt.date) -> UseLine:
    """One use in words."""
    ended = use.until is not None and use.until < today
    standing: Standing = "ended" if ended else "later" if use.since > today else "now"
    where = str(use.school) if use.school else district.name
    return UseLine(use, standing, where, say_some_grades(use.grades))


def say_some_grades(grades: list[str]) -> str:
    """Grades as one says them: "all grades", "grades K-2 and grade 5"."""
    places = sorted(place for place, grade in enumerate(GRADES) if grade in grades)
    if not places:
        return "all grades"
    # Places that follow each other differ from their rank by the same number.
    runs = groupby(enumerate(places), key=lambda item: item[1] - item[0])
    bands = []
    for _, members in runs:
        row = [GRADES[place] for _, place in members]
        bands.append(row[0] if len(row) == 1 else f"{row[0]}-{row[-1]}")
    return join_words(map(say_band, bands))


def list_kept(district: District) -> list[KeptPolicy]:
    """The policies that a district keeps, by name."""
    rows = Policy.objects.filter(district=district).order_by("identifier", "-pk")
    grouped = [list(rows) for _, rows in groupby(rows, key=lambda row: row.identifier)]
    kept = [KeptPolicy(rows[0].name, rows[0].identifier, tuple(rows)) for rows in grouped]
    return sorted(kept, key=lambda policy: policy.name.casefold())


def list_shipped(district: District) -> list[ShippedLine]:
    """The policies that come with blendplan, by name, with the row of those kept as they came."""
    rows = Policy.objects.filter(district=district).select_related("district")
    kept = {(row.identifier, row.version): row for row in rows}
    lines = [ShippedLine(each, kept.get((each.id, each.version))) for each in shipped_policies()]
    return sorted(lines, key=lambda line: line.policy.name.casefold())


def find_shipped(identifier: str) -> CadencePolicy | None:
    """The policy of that id that comes with blendplan."""
    return next((policy for policy in shipped_policies() if policy.id == identifier), None)


def list_policy_uses(policy: Policy, today: dt.date) -> list[UseLine]:
    """Where one version is, was or will be in force."""
    uses = policy.uses.select_related("school", "policy").order_by("-since", "pk")
    return [describe_use(use, policy.district, today) for use in uses]


def list_versions(policy: Policy) -> list[Policy]:
    """All versions of a policy that its district keeps, the newest first."""
    same = Policy.objects.filter(district=policy.district_id, identifier=policy.identifier)
    return list(same.order_by("-pk"))


def list_rejudgings(district: District) -> list[Rejudging]:
    """What is being judged again, and the last that was."""
    return list(Rejudging.objects.filter(district=district).order_by("-made_at", "-pk")[:3])


def list_trials(district: District) -> list[Trial]:
    """Policies that somebody is changing."""
    return list(Trial.objects.unfinished(district)[:20])


def describe_rule(rule: CheckedRule | UncheckableRule) -> RuleLine:
    """A rule as its policy's page shows it."""
    if isinstance(rule, UncheckableRule):
        return RuleLine(rule, rule.says, "")
    made = say_rule(rule.model_copy(update={"says": ""}))
    return RuleLine(rule, rule.says or made, made if rule.says else "")


def describe_rules(policy: CadencePolicy) -> list[RuleLine]:
    """All rules of a policy, in its order."""
    return [describe_rule(rule) for rule in policy.rules]


@dataclass(frozen=True, slots=True)
class EditedRules:
    """A trial's rules beside those that it began with."""

    rules: tuple[RuleLine, ...]
    removed: tuple[RuleLine, ...]

    @property
    def change_count(self) -> int:
        """How many rules are changed, new or removed."""
        return len(self.removed) + sum(line.fate != "same" for line in self.rules)


def compare_rules(present: CadencePolicy, edited: CadencePolicy) -> EditedRules:
    """What became of each rule."""
    before = {rule.id: rule for rule in present.rules}
    kept = {rule.id for rule in edited.rules}
    return EditedRules(
        rules=tuple(compare_rule(before.get(rule.id), rule) for rule in edited.rules),
        removed=tuple(describe_rule(rule) for rule in present.rules if rule.id not in kept),
    )


def compare_rule(before: Any, rule: CheckedRule | UncheckableRule) -> RuleLine:
    """A rule with what it was."""
    line = describe_rule(rule)
    if before is None:
        return RuleLine(rule, line.says, line.made, "new")
    if before == rule:
        return line
    was = describe_rule(before)
    same_words = line.says == was.says and rule.strength == before.strength
    told = "" if same_words else f"{before.strength.capitalize()}: {was.says}"
    return RuleLine(rule, line.says, line.made, "changed", told)
