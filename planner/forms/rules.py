"""Forms about one rule: turned in its sentence, written as text, or made from a measure."""

import datetime as dt
import json
import re
from typing import Any

from django import forms

from planner.cadence import CheckedRule, PolicyError, Problem, parse_policy
from planner.cadence import Policy as CadencePolicy
from planner.cadence.grades import read_band
from planner.cadence.words import DAY_NAMES, WEEKDAYS
from planner.forms.sentences import (
    Document,
    Knob,
    Piece,
    find_knobs,
    split_sentence,
    turn_knobs,
)
from planner.policy_texts import shorten_policy, spell_rule

STRENGTHS = (("must", "Must"), ("should", "Should"))
RULE_FIELD = re.compile(r"^rules\[(\d+)\]\.?(.*)$")


class ClockField(forms.TimeField):
    """A time of day, as minutes after midnight."""

    widget = forms.TimeInput(attrs={"type": "time", "class": "knob"})

    def prepare_value(self, value: Any) -> Any:
        """Minutes as the browser's clock field wants them."""
        return f"{value // 60:02}:{value % 60:02}" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Minutes after midnight."""
        time = super().clean(value)
        return time.hour * 60 + time.minute if isinstance(time, dt.time) else time


class NumberField(forms.FloatField):
    """A number that stays whole where it is whole."""

    def clean(self, value: Any) -> Any:
        """An int for 150, a float for 2.5."""
        number = super().clean(value)
        return int(number) if number is not None and number == int(number) else number


class BandsField(forms.CharField):
    """Grade bands, such as "K-2, 5"; none for every grade."""

    def prepare_value(self, value: Any) -> Any:
        """A list as people write it."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The bands, each of which must exist."""
        return [clean_band(part) for part in super().clean(value).split(",") if part.strip()]


def clean_band(text: str) -> str:
    """A band as the language writes it; says what grades there are if it is none."""
    try:
        read_band(text.strip())
    except ValueError as error:
        raise forms.ValidationError(f"{error}.") from error
    return text.strip().upper()


class BandField(forms.CharField):
    """One grade band."""

    def clean(self, value: Any) -> Any:
        """A band that exists."""
        return clean_band(super().clean(value))


class WeekdaysField(forms.MultipleChoiceField):
    """Weekdays to tick; none for every school day."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        """Monday to Friday."""
        days = [(word, name[:3]) for word, name in zip(WEEKDAYS, DAY_NAMES, strict=True)]
        super().__init__(choices=days[:5], **kwargs)


def make_field(knob: Knob) -> forms.Field:
    """The field that turns a knob; narrow, because it stands in a sentence."""
    named = {"label": knob.label, "initial": knob.value}
    if knob.kind == "weekdays":
        return WeekdaysField(required=False, **named)
    if knob.kind == "bands":
        attrs = {"placeholder": "all", "class": "knob", "size": "8"}
        return BandsField(required=False, widget=forms.TextInput(attrs=attrs), **named)
    if knob.kind == "band":
        return BandField(widget=forms.TextInput(attrs={"class": "knob", "size": "5"}), **named)
    if knob.kind == "clock":
        return ClockField(**named)
    if knob.kind == "date":
        attrs = {"type": "date", "class": "knob"}
        return forms.CharField(widget=forms.DateInput(attrs=attrs), **named)
    attrs = {"step": "any", "class": "knob", "inputmode": "decimal"}
    return NumberField(min_value=0, widget=forms.NumberInput(attrs=attrs), **named)


class SourceForm(forms.Form):
    """What every rule says besides: its strength, its own words, where it comes from."""

    strength = forms.ChoiceField(choices=STRENGTHS)
    says = forms.CharField(
        label="In the policy's own words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Shown in place of the sentence that is made from the rule. Leave it empty, or "
        "write it anew, when the rule means something else.",
    )
    authority = forms.CharField(label="Who says so", max_length=200)
    address = forms.URLField(
        label="Where it can be read", required=False, max_length=500, assume_scheme="https"
    )
    quote = forms.CharField(label="A short quote", required=False, max_length=300)

    def list_source(self) -> Document:
        """The source as documents have it."""
        return {name: self.cleaned_data[name] for name in ("authority", "address", "quote")}

    @property
    def source_fields(self) -> list[forms.BoundField]:
        """The fields about where the rule comes from."""
        return [self[name] for name in ("says", "authority", "address", "quote")]


class SentenceForm(SourceForm):
    """A rule, turned in the sentence itself."""

    def __init__(self, data: Any = None, *, rule: CheckedRule, policy: CadencePolicy) -> None:
        """A field for each knob."""
        source = rule.source
        initial = {
            "strength": rule.strength,
            "says": rule.says,
            "authority": source.authority,
            "address": source.address,
            "quote": source.quote,
        }
        super().__init__(data, initial=initial)
        self.rule, self.policy = rule, policy
        for knob in find_knobs(rule):
            self.fields[knob.name] = make_field(knob)
        # The link that opened the form is gone: without this the keyboard would begin anew.
        self.fields["strength"].widget.attrs["autofocus"] = True

    @property
    def pieces(self) -> list[str | forms.BoundField]:
        """The sentence with a field in each knob's place."""
        return [self.show(piece) for piece in split_sentence(self.rule)[0]]

    @property
    def unspoken(self) -> list[forms.BoundField]:
        """The fields of what the sentence does not speak of."""
        return [self[knob.name] for knob in split_sentence(self.rule)[1]]

    def show(self, piece: Piece) -> str | forms.BoundField:
        """A piece of the sentence as the page draws it."""
        return piece if isinstance(piece, str) else self[piece.name]

    def clean(self) -> Document:
        """The changed rule as `cleaned_data["rule"]`; what is wrong with it stands at its field."""
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            document = turn_knobs(self.rule, data)
        except ValueError as error:
            raise forms.ValidationError(f"{error}.") from error
        if data["says"] != self.rule.says:
            document["says"] = data["says"]
        document |= {"strength": data["strength"], "source": self.list_source()}
        data["rule"] = check_rule(self, self.policy, self.rule.id, document)
        return data


def check_rule(
    form: forms.Form, policy: CadencePolicy, rule_id: str, document: Document
) -> Document | None:
    """The rule as it would be stored in the policy; its problems become the form's errors."""
    whole = policy.model_dump(mode="json", by_alias=True)
    kept = [document if rule["id"] == rule_id else rule for rule in whole["rules"]]
    whole["rules"] = kept if document in kept else [*kept, document]
    try:
        checked = parse_policy(json.dumps(whole), policy.name, "json")
    except PolicyError as error:
        for problem in error.problems:
            place_problem(form, problem)
        return None
    stored = checked.model_dump(mode="json", by_alias=True)["rules"]
    return next((rule for rule in stored if rule["id"] == document["id"]), None)


def place_problem(form: forms.Form, problem: Problem) -> None:
    """Put a problem at the field that it speaks of, or above them all."""
    found = RULE_FIELD.match(problem.field)
    field = found[2] if found else ""
    name = "__".join(re.findall(r"\w+", field))
    if name in form.fields:
        form.add_error(name, end_sentence(problem.message))
    else:
        form.add_error(
            None, end_sentence(f"{field}: {problem.message}" if field else problem.message)
        )


def end_sentence(text: str) -> str:
    """A problem's words as a sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(("?", ".")) else ".")


class RuleTextForm(forms.Form):
    """A rule as text, for what no field turns."""

    text = forms.CharField(
        label="The rule as text",
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 16, "spellcheck": "false", "class": "code", "autofocus": True}
        ),
        help_text="As it stands in a policy file, without the line [[rules]].",
    )

    def __init__(self, data: Any = None, *, rule_id: str, policy: CadencePolicy) -> None:
        """Begin with the rule as it is."""
        short = shorten_policy(policy)["rules"]
        rule: Document = next((each for each in short if each["id"] == rule_id), {})
        super().__init__(data, initial={"text": spell_rule(rule)})
        self.rule_id, self.policy = rule_id, policy

    def clean(self) -> Document:
        """The rule as `cleaned_data["rule"]`, under the id that it has."""
        data = super().clean() or {}
        if "text" not in data:
            return data
        head = 'id = "policy"\nname = "policy"\nversion = "1"\n[[rules]]\n'
        try:
            alone = parse_policy(head + data["text"], "the rule")
        except PolicyError as error:
            problems = [spell_problem(problem, head.count("\n")) for problem in error.problems]
            raise forms.ValidationError({"text": problems}) from error
        if len(alone.rules) != 1 or alone.rules[0].id != self.rule_id:
            raise forms.ValidationError({"text": f'One rule, with the id "{self.rule_id}".'})
        rule = alone.model_dump(mode="json", by_alias=True)["rules"][0]
        data["rule"] = check_rule(self, self.policy, self.rule_id, rule)
        return data


def spell_problem(problem: Problem, lines_before: int) -> str:
    """A problem with the line and the field that the person sees."""
    line = f"Line {problem.line - lines_before}: " if problem.line else ""
    field = RULE_FIELD.sub(r"\2", problem.field)
    return end_sentence(f"{line}{field + ': ' if field else ''}{problem.message}")
