"""A policy as data: rules that read as sentences, with their source, strength and conditions."""

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    WithJsonSchema,
    create_model,
    model_validator,
)

from .amounts import PolicyPart, Quantity, check_dates, spread_pairs
from .clauses import NOON, Allowance, AnyWindow, Bounded, Choice, Clause, Conditions, Span
from .counting import fill_in_names
from .findings import Strength, Window
from .lists import OneOrMore
from .measures import MEASURES
from .measuring import Measure
from .plan import DAY_MINUTES, Trait, is_unsaid
from .selections import Selection

Id = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
Sentence = Annotated[str, Field(min_length=1, max_length=1000)]
Ref = Annotated[str, Field(min_length=1, max_length=40)]
MonthAndDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")]
Key = Literal[
    "group",
    "subject",
    "tool",
    "taught_by",
    "teacher",
    "classroom",
    "grade",
    "school",
    "everywhere",
]
Needs = Literal["DAY", "PERIOD", "PEOPLE", "LOG", "META"]
MeanOver = Literal["day", "week", "classroom"]


class Source(PolicyPart):
    """Where a rule comes from: who says it, where it can be read, a short quote."""

    authority: Annotated[str, Field(min_length=1, max_length=200)]
    address: Annotated[str, Field(max_length=500)] = ""
    quote: Annotated[str, Field(max_length=300)] = ""


class RuleHead(PolicyPart):
    """What every rule says of itself, checked or not."""

    id: Id
    says: Annotated[str, Field(max_length=1000)] = ""
    """The rule in a sentence of ours; where it is empty the sentence is made from the rule."""
    ref: Annotated[OneOrMore[Ref] | None, Field(exclude_if=is_unsaid)] = None
    """The lines of a catalogue of policies that the rule stands for; for counting them."""
    needs: Annotated[OneOrMore[Needs] | None, Field(exclude_if=is_unsaid)] = None
    """What it takes to check it, or each of those lines: META only defines a word."""
    strength: Strength
    source: Source


class UncheckableRule(RuleHead):
    """A rule that a plan cannot answer, kept with the reason."""

    says: Sentence
    unchecked: Sentence


class CheckedRule(RuleHead):
    """A rule that a plan can answer: what is judged at once, for whom, and when."""

    window: AnyWindow
    away: Annotated[int, Field(gt=0, le=DAY_MINUTES, strict=True)] | None = None
    """Minutes away from the chosen blocks that end a run; only for the window "run"."""
    key: Key = "group"
    mean_over: Annotated[MeanOver | None, Field(exclude_if=is_unsaid)] = None
    """Judge the mean of the days, weeks or classes in a window instead of the whole."""
    may_miss: Annotated[Allowance | None, Field(exclude_if=is_unsaid)] = None
    when: Conditions = Conditions()

    @property
    def window_word(self) -> Window:
        """What the window is called, also where it is counted in days."""
        return self.window.word if isinstance(self.window, Span) else self.window

    @property
    def noon(self) -> int:
        """The minute that divides a day into its halves."""
        half = self.window.half_day if isinstance(self.window, Span) else None
        return NOON if half is None else half

    @model_validator(mode="after")
    def _says_what_ends_a_run(self) -> "CheckedRule":
        if (self.window == "run") != (self.away is not None):
            raise ValueError('away: the window "run", and no other, says how long away ends a run')
        return self

    @model_validator(mode="after")
    def _names_its_weekdays(self) -> "CheckedRule":
        if self.window == "weekdays" and not self.when.weekdays:
            raise ValueError('window: "weekdays" needs the days named under when.weekdays')
        if self.window == "week" and self.when.weekdays:
            raise ValueError('window: a week of only some weekdays is written "weekdays"')
        if self.window == "days":
            raise ValueError("window: so many days are written { days = 10 } or { rolling = 10 }")
        return self


class Rule(Bounded, Quantity, CheckedRule):
    """The measure of some blocks, every window, for each key, is bounded, when conditions hold."""


class JoinedRule(CheckedRule):
    """Several sentences about the same windows: all of them hold, or one of them does."""

    all_of: Annotated[tuple[Clause, ...], Field(min_length=1, max_length=12)] | None = None
    any_of: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=12)] | None = None

    @model_validator(mode="after")
    def _is_joined_one_way(self) -> "JoinedRule":
        if (self.all_of is None) == (self.any_of is None):
            raise ValueError("several sentences stand under all_of or under any_of")
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
        named = (word for word in ("unchecked", "all_of", "any_of") if word in value)
        return JOINED.get(next(named, ""), value.get("measure"))
    if isinstance(value, JoinedRule):
        return "several"
    return "unchecked" if isinstance(value, UncheckableRule) else getattr(value, "measure", None)


JOINED = {"unchecked": "unchecked", "all_of": "several", "any_of": "several"}
OTHER_MODELS: dict[str, type[RuleHead]] = {"several": JoinedRule, "unchecked": UncheckableRule}


if TYPE_CHECKING:
    AnyRule = Rule | JoinedRule | UncheckableRule
else:
    _CHOICES = [
        Annotated[model, Tag(word)] for word, model in {**RULE_MODELS, **OTHER_MODELS}.items()
    ]
    AnyRule = Annotated[reduce(or_, _CHOICES), Discriminator(tell_rules_apart)]


def list_pairs(value: Any) -> Any:
    """A table as pairs, which stay as they are."""
    return tuple(value.items()) if isinstance(value, dict) else value


NamedSelections = Annotated[
    tuple[tuple[Trait, Selection], ...],
    BeforeValidator(list_pairs),
    PlainSerializer(spread_pairs),
    WithJsonSchema({"type": "object"}),
]
USUAL_YEAR = "08-01"


class InForce(PolicyPart):
    """The first and the last day on which a policy holds; open where a side is not given."""

    first: Annotated[dt.date | None, Field(alias="from")] = None
    last: Annotated[dt.date | None, Field(alias="until")] = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "InForce":
        return check_dates(self)


class Override(PolicyPart):
    """Rules of another policy that do not hold where this one does, and why."""

    policy: Id
    rules: Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]
    why: Sentence


class Policy(PolicyPart):
    """Named rules with their source. Frozen: a changed policy is another one."""

    id: Id
    name: Annotated[str, Field(min_length=1, max_length=120)]
    version: Annotated[str, Field(min_length=1, max_length=40)]
    note: Annotated[str, Field(max_length=2000)] = ""
    in_force: InForce = InForce()
    year_begins: Annotated[MonthAndDay, Field(exclude_if=lambda day: day == USUAL_YEAR)] = "08-01"
    """Month and day on which the school year begins: what the window "year" goes by."""
    counts_as: Annotated[NamedSelections, Field(max_length=40, exclude_if=is_unsaid)] = ()
    """Selections with a name that rules may use: what counts as live, as physical activity …"""
    overrides: Annotated[tuple[Override, ...], Field(max_length=40, exclude_if=is_unsaid)] = ()
    rules: Annotated[tuple[AnyRule, ...], Field(min_length=1, max_length=200)]

    @property
    def checked_rules(self) -> tuple[CheckedRule, ...]:
        """The rules that a plan can answer."""
        return tuple(rule for rule in self.rules if isinstance(rule, CheckedRule))

    @property
    def unchecked_rules(self) -> tuple[UncheckableRule, ...]:
        """The rules that it cannot."""
        return tuple(rule for rule in self.rules if isinstance(rule, UncheckableRule))

    def choose_rules(self, wanted: Callable[[CheckedRule | UncheckableRule], bool]) -> "Policy":
        """The policy with some of its rules, perhaps none; all else of it stays."""
        return self.model_copy(update={"rules": tuple(filter(wanted, self.rules))})

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same policy, whatever file or database it came from."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def holds_on(self, date: dt.date) -> bool:
        """Whether the policy is in force on a date."""
        first, last = self.in_force.first, self.in_force.last
        return (first is None or first <= date) and (last is None or date <= last)

    def holds_within(self, first: dt.date, last: dt.date) -> bool:
        """Whether the policy is in force on any day from the first to the last."""
        begins, ends = self.in_force.first, self.in_force.last
        return (begins is None or begins <= last) and (ends is None or first <= ends)

    @model_validator(mode="before")
    @classmethod
    def _fill_in_names(cls, data: Any) -> Any:
        return fill_in_names(data)

    @model_validator(mode="after")
    def _names_rules_once(self) -> "Policy":
        ids = [rule.id for rule in self.rules]
        for rule_id in ids:
            if ids.count(rule_id) > 1:
                raise ValueError(f"rules: the id {rule_id} is used twice")
        return self
