"""The form that makes a rule from a measure; its parameters come from the measure itself."""

import inspect
import math
import tomllib
from typing import Any, get_args

from django import forms
from pydantic.fields import FieldInfo

from planner.cadence import Policy as CadencePolicy
from planner.cadence.bounds import BOUND_WORDS
from planner.cadence.findings import Window
from planner.cadence.measures import MEASURES
from planner.cadence.plan import Mode, Purpose, Screen
from planner.cadence.selections import Selection
from planner.forms.rules import BandsField, NumberField, SourceForm, WeekdaysField, check_rule
from planner.forms.sentences import Document
from planner.services.trials import find_free_id

BOUND_TEXTS = {
    "at_least": "at least",
    "at_most": "at most",
    "exactly": "exactly",
    "between": "between",
}
WINDOW_TEXTS = {
    "block": "in each block",
    "run": "in each unbroken run",
    "half_day": "each half-day",
    "day": "each day",
    "weekdays": "over the weekdays ticked below",
    "week": "each week",
    "month": "each month",
    "year": "each school year",
}
MODE_TEXTS = {"live": "live", "in_person": "at school", "async": "tasks", "break": "breaks"}
SCREEN_TEXTS = {"on": "on a screen", "off": "away from the screen", "either": "either way"}


def title_measure(word: str) -> str:
    """A measure's word for people: "Longest run"."""
    return word.replace("_", " ").capitalize()


def list_measures() -> list[tuple[str, str, str]]:
    """Every measure: its word, the word for people, the first line of its documentation."""
    docs = {word: inspect.getdoc(measure) or "" for word, measure in MEASURES.items()}
    return [(word, title_measure(word), doc.split("\n")[0]) for word, doc in docs.items()]


def spell_choices(words: Any, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Words of the language as choices for people."""
    return [(word, texts.get(word, word.replace("_", " "))) for word in words]


def list_words(annotation: Any) -> list[str]:
    """The words that a type lets one choose from, at whatever depth; none where it is free."""
    if isinstance(annotation, str):
        return [annotation]
    return [word for each in get_args(annotation) for word in list_words(each)]


class ModesField(forms.MultipleChoiceField):
    """Blocks by how they are held; none ticked takes all."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        """The four modes."""
        super().__init__(choices=spell_choices(get_args(Mode), MODE_TEXTS), **kwargs)

    def clean(self, value: Any) -> Any:
        """A selection of those modes."""
        modes = super().clean(value)
        return {"mode": modes} if modes else {}


class TomlField(forms.CharField):
    """A value that no simpler field can hold, as a policy file has it."""

    def clean(self, value: Any) -> Any:
        """The value that the text stands for."""
        text = super().clean(value)
        try:
            return tomllib.loads(f"value = {text}")["value"] if text else None
        except (ValueError, RecursionError) as error:
            # More digits than Python reads, and nesting without end, are no TOML errors of its own.
            raise forms.ValidationError(
                'Write it as in a policy file: 5, "a word", [1, 2] or { mode = "live" }.'
            ) from error


def make_parameter(name: str, info: FieldInfo) -> forms.Field:
    """The field for one parameter of a measure."""
    named: dict[str, Any] = {
        "label": name.replace("_", " ").capitalize(),
        "help_text": info.description or "",
        "required": info.is_required(),
    }
    words = list_words(info.annotation)
    if info.annotation is Selection:
        return ModesField(**{**named, "required": False})
    if info.annotation in (int, float):
        return NumberField(min_value=0, **named)
    if words:
        blank = [] if info.is_required() else [("", "Not said")]
        return forms.ChoiceField(choices=[*blank, *spell_choices(words, {})], **named)
    return TomlField(**named)


class NewRuleForm(SourceForm):
    """A rule on a measure, in the order in which its sentence is read."""

    modes = ModesField(label="Of which blocks", required=False)
    screen = forms.ChoiceField(
        label="On a screen or not",
        required=False,
        choices=[("", "Both"), *spell_choices(get_args(Screen), SCREEN_TEXTS)],
    )
    purpose = forms.ChoiceField(
        label="With which purpose",
        required=False,
        choices=[("", "Any"), *spell_choices(get_args(Purpose), {})],
    )
    subject = forms.CharField(label="In which subject", required=False, max_length=80)
    window = forms.ChoiceField(
        label="How often",
        choices=spell_choices(list_words(Window), WINDOW_TEXTS),
        initial="day",
    )
    away = NumberField(
        label="Minutes away that end a run",
        required=False,
        min_value=1,
        help_text="Only for “in each unbroken run”.",
    )
    per_subject = forms.BooleanField(label="For each subject by itself", required=False)
    bound = forms.ChoiceField(label="It is", choices=spell_choices(BOUND_WORDS, BOUND_TEXTS))
    limit = forms.CharField(
        label="How much",
        max_length=40,
        help_text="A number; two for “between”, such as 30 to 45; or a time of day, such as 9:00.",
    )
    weekdays = WeekdaysField(label="Only on", required=False)
    grades = BandsField(label="Only in grades", required=False, help_text="Such as K-2, 5.")

    def __init__(self, *args: Any, measure: str, policy: CadencePolicy, **kwargs: Any) -> None:
        """The measure's own parameters become fields."""
        super().__init__(*args, **kwargs)
        self.measure, self.policy = measure, policy
        parameters = MEASURES[measure].model_fields.items()
        self.parameter_names = [f"with__{name}" for name, _ in parameters]
        for name, info in parameters:
            self.fields[f"with__{name}"] = make_parameter(name, info)

    @property
    def parameters(self) -> list[forms.BoundField]:
        """The fields of the measure's own parameters."""
        return [self[name] for name in self.parameter_names]

    def clean_limit(self) -> Any:
        """A number, a clock time or a pair of them, as documents have it."""
        parts = [part.strip() for part in self.cleaned_data["limit"].split("to")]
        values = [read_amount(part) for part in parts]
        return values[0] if len(values) == 1 else values

    def clean(self) -> Document:
        """The rule as `cleaned_data["rule"]`, with an id that the policy has not used."""
        data = super().clean() or {}
        if not self.errors:
            document = self.list_rule(data)
            data["rule"] = check_rule(self, self.policy, document["id"], document)
        return data

    def list_rule(self, data: dict[str, Any]) -> Document:
        """The rule as a policy file would have it."""
        given = {name.removeprefix("with__"): data[name] for name in self.parameter_names}
        of = {"screen": data["screen"], "purpose": data["purpose"], "subject": data["subject"]}
        when = {"weekdays": data["weekdays"], "grades": data["grades"]}
        word = self.measure.replace("_", "-")
        rule = {
            "id": find_free_id(word, {rule.id for rule in self.policy.rules}),
            "says": data["says"],
            "strength": data["strength"],
            "measure": self.measure,
            "with": {name: value for name, value in given.items() if value not in (None, "")},
            "of": {**data["modes"], **{name: value for name, value in of.items() if value}},
            "window": data["window"],
            data["bound"]: data["limit"],
            "when": {name: value for name, value in when.items() if value},
            "source": self.list_source(),
        }
        extra = {"away": data["away"], "key": "subject" if data["per_subject"] else None}
        return rule | {name: value for name, value in extra.items() if value is not None}


def read_amount(text: str) -> int | float | str:
    """A number as such; a clock time stays text, as policy files write it."""
    if ":" in text:
        return text
    try:
        number = float(text)
        if not math.isfinite(number):
            raise ValueError
    except ValueError as error:
        raise forms.ValidationError("A number such as 150, or a time such as 9:00.") from error
    return int(number) if number == int(number) else number
