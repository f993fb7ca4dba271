"""A policy as data: rules that read as sentences, with their source, strength and conditions."""

import datetime as dt
import hashlib
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    SerializeAsAny,
    Tag,
    create_model,
    model_validator,
)

from .bounds import (
    BOUND_WORDS,
    BoundWord,
    Interval,
    Limit,
    LimitsByBand,
    Pair,
    PairsByBand,
    UncertainLimit,
    find_interval,
    tell_limits_apart,
)
from .findings import Strength, Window
from .grades import read_band
from .measures import MEASURES
from .measuring import Measure
from .plan import DAY_MINUTES, DayKind, Delivery, Document, Grade
from .selections import OneOrMore, Selection
from .words import Weekday

Id = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
Sentence = Annotated[str, Field(min_length=1, max_length=1000)]
Key = Literal["group", "subject"]

AnyLimit = Annotated[
    Annotated[Limit, Tag("a number")]
    | Annotated[UncertainLimit, Tag("a range")]
    | Annotated[LimitsByBand, Tag("a map")],
    Discriminator(tell_limits_apart),
]

AnyPair = Annotated[
    Annotated[Pair, Tag("a number")] | Annotated[PairsByBand, Tag("a map")],
    Discriminator(tell_limits_apart),
]


class PolicyPart(Document):
    """Part of a policy: written by people, so words that files use may differ from Python's."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True
    )


class Source(PolicyPart):
    """Where a rule comes from: who says it, where it can be read, a short quote."""

    authority: Annotated[str, Field(min_length=1, max_length=200)]
    address: Annotated[str, Field(max_length=500)] = ""
    quote: Annotated[str, Field(max_length=300)] = ""


def check_band(value: str) -> str:
    """A grade band that exists."""
    read_band(value)
    return value


Band = Annotated[str, Field(max_length=20), BeforeValidator(check_band)]


class Conditions(PolicyPart):
    """The days that a rule is about. What is not said is not asked."""

    weekdays: OneOrMore[Weekday] | None = None
    grades: OneOrMore[Band] | None = None
    kinds: OneOrMore[DayKind] | None = None
    delivery: OneOrMore[Delivery] | None = None

    def find_grades(self) -> frozenset[Grade] | None:
        """The grades of all bands; None when the rule is for every grade."""
        if self.grades is None:
            return None
        return frozenset().union(*map(read_band, self.grades))


class RuleHead(PolicyPart):
    """What every rule says of itself, checked or not."""

    id: Id
    says: Annotated[str, Field(max_length=1000)] = ""
    """The rule in a sentence of ours; where it is empty the sentence is made from the rule."""
    strength: Strength
    source: Source


class UncheckableRule(RuleHead):
    """A rule that a plan cannot answer, kept with the reason."""

    says: Sentence
    unchecked: Sentence


class Rule(RuleHead):
    """The measure of some blocks, every window, for each key, is bounded, when conditions hold."""

    measure: str
    measuring: Annotated[SerializeAsAny[Measure], Field(alias="with")]
    """The parameters of the measure, which also know how to measure."""
    of: Selection
    window: Window
    away: Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)] | None = None
    """Minutes away from the chosen blocks that end a run; only for the window "run"."""
    key: Key = "group"
    at_least: AnyLimit | None = None
    at_most: AnyLimit | None = None
    exactly: AnyLimit | None = None
    between: AnyPair | None = None
    when: Conditions = Conditions()

    @property
    def bound(self) -> BoundWord:
        """Which of the four bounds the rule has."""
        return next(word for word in BOUND_WORDS if getattr(self, word) is not None)

    @property
    def limit(self) -> Any:
        """The limit of that bound: a number, a pair, an uncertain limit or a map by grade band."""
        return getattr(self, self.bound)

    def find_interval(self, grades: tuple[Grade, ...]) -> Interval | None:
        """What the rule asks of a class of these grades; None when it says nothing of them."""
        return find_interval(self.bound, self.limit, grades)

    @model_validator(mode="after")
    def _has_one_bound(self) -> "Rule":
        given = [word for word in BOUND_WORDS if getattr(self, word) is not None]
        if len(given) != 1:
            raise ValueError("a rule has one bound: at_least, at_most, exactly or between")
        return self

    @model_validator(mode="after")
    def _says_what_ends_a_run(self) -> "Rule":
        if (self.window == "run") != (self.away is not None):
            raise ValueError('away: the window "run", and no other, says how long away ends a run')
        return self

    @model_validator(mode="after")
    def _names_its_weekdays(self) -> "Rule":
        if self.window == "weekdays" and not self.when.weekdays:
            raise ValueError('window: "weekdays" needs the days named under when.weekdays')
        if self.window == "week" and self.when.weekdays:
            raise ValueError('window: a week of only some weekdays is written "weekdays"')
        return self


def make_rule_model(word: str, measure: type[Measure]) -> type[Rule]:
    """The rule model of one measure: its `with` holds exactly that measure's parameters."""
    needed = any(field.is_required() for field in measure.model_fields.values())
    fields: dict[str, Any] = {
        "measure": (Literal[word], word),
        "measuring": (measure, Field(... if needed else measure(), alias="with")),
    }
    name, doc = f"{measure.__name__}Rule", f"A rule on {word}."
    return create_model(name, __base__=Rule, __doc__=doc, __module__=__name__, **fields)


RULE_MODELS = {word: make_rule_model(word, measure) for word, measure in MEASURES.items()}


def tell_rules_apart(value: Any) -> str | None:
    """The measure's word, or "unchecked" for a rule that has a reason instead."""
    if isinstance(value, dict):
        return "unchecked" if "unchecked" in value else value.get("measure")
    return "unchecked" if isinstance(value, UncheckableRule) else getattr(value, "measure", None)


if TYPE_CHECKING:
    AnyRule = Rule | UncheckableRule
else:
    _CHOICES = [
        Annotated[model, Tag(word)]
        for word, model in {**RULE_MODELS, "unchecked": UncheckableRule}.items()
    ]
    AnyRule = Annotated[reduce(or_, _CHOICES), Discriminator(tell_rules_apart)]


class InForce(PolicyPart):
    """The first and the last day on which a policy holds; open where a side is not given."""

    first: Annotated[dt.date | None, Field(alias="from")] = None
    last: Annotated[dt.date | None, Field(alias="until")] = None


class Policy(PolicyPart):
    """Named rules with their source. Frozen: a changed policy is another one."""

    id: Id
    name: Annotated[str, Field(min_length=1, max_length=120)]
    version: Annotated[str, Field(min_length=1, max_length=40)]
    note: Annotated[str, Field(max_length=2000)] = ""
    in_force: InForce = InForce()
    rules: Annotated[tuple[AnyRule, ...], Field(min_length=1, max_length=200)]

    @property
    def checked_rules(self) -> tuple[Rule, ...]:
        """The rules that a plan can answer."""
        return tuple(rule for rule in self.rules if isinstance(rule, Rule))

    @property
    def unchecked_rules(self) -> tuple[UncheckableRule, ...]:
        """The rules that it cannot."""
        return tuple(rule for rule in self.rules if isinstance(rule, UncheckableRule))

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same policy, whatever file or database it came from."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def holds_on(self, date: dt.date) -> bool:
        """Whether the policy is in force on a date."""
        first, last = self.in_force.first, self.in_force.last
        return (first is None or first <= date) and (last is None or date <= last)

    @model_validator(mode="after")
    def _names_rules_once(self) -> "Policy":
        ids = [rule.id for rule in self.rules]
        for rule_id in ids:
            if ids.count(rule_id) > 1:
                raise ValueError(f"rules: the id {rule_id} is used twice")
        return self
