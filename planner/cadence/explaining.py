"""Pydantic's complaints turned into problems that name the field, the line and the right word."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .amounts import OtherQuantity, Reckoning, UncertainLimit
from .clauses import AllOf, Clause, Span
from .errors import Problem
from .measures import MEASURES
from .plan import (
    USUAL_TRAITS,
    Plan,
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedGroup,
    PlannedTool,
)
from .policy import JOINED, OTHER_MODELS, RULE_MODELS, JoinedRule, Policy
from .positions import Path, Step
from .words import find_nearest, join_words

Locate = Callable[[Sequence[Path]], Sequence[int | None]]

ROOTS: dict[str, type[BaseModel]] = {
    model.__name__: model
    for model in (
        *(Policy, Plan, PlannedDay),
        *(PlannedClassroom, PlannedGroup, PlannedBlock, PlannedTool),
    )
}
TAGS: dict[str, type[BaseModel] | None] = {
    **dict.fromkeys(("a number", "a word", "a map", "a window")),
    "a range": UncertainLimit,
    "a reckoning": Reckoning,
    "a quantity": OtherQuantity,
    "a sentence": Clause,
    "several sentences": AllOf,
    "a span": Span,
}
"""The names of a union's choices, with the model of those that are tables."""
FILE_WORDS: dict[Step, Step] = {"measuring": "with"}
"""What files call a field that pydantic names by our own word where it isn't given."""
TELLING = ("measure", *JOINED)
"""The fields of which a rule has one; by them the kinds of rules are told apart."""
PATTERN_TEXTS = {
    r"^[a-z0-9][a-z0-9_-]*$": 'it is made of small letters, digits, "-" and "_"',
    r"^[a-z0-9][a-z0-9_.-]*$": 'it is made of small letters, digits, "-", "_" and "."',
    r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$": 'it is a month and a day until 28, as "08-01"',
}
COUNTED_WINDOWS = ("days", "rolling")
SHOWN_PROBLEMS = 20
SHOWN_WORDS = 16
MOST_BITS = 64


def explain(error: ValidationError, file: str, data: Any, locate: Locate) -> list[Problem]:
    """Each complaint as a problem; `data` is what was read, `locate` finds the lines of paths."""
    details = error.errors(include_url=False)
    # A list whose members are at fault is also "too short" for pydantic, which counts good ones.
    real = [d for d in details if d["type"] != "too_short" or len(details) == 1] or details
    complaints = []
    for detail in real[:SHOWN_PROBLEMS]:
        path = find_path(detail["loc"], data)
        if detail["type"] == "union_tag_invalid" and detail["ctx"]["tag"] not in TAGS:
            path = (*path, "measure")
        if detail["type"] == "union_tag_not_found":
            path = (*path, *find_slips(detail["input"]))
        complaint = say_complaint(detail, ROOTS[error.title])
        complaints.append(move_to_named_field(complaint, path))
    lines = locate([path for _, path in complaints])
    return [
        Problem(message, say_path(path), file, line, name_rule(path, data))
        for (message, path), line in zip(complaints, lines, strict=True)
    ]


def name_rule(path: Path, data: Any) -> str:
    """The id of the rule that a path leads into; empty where it leads elsewhere or has none."""
    match path, data:
        case ("rules", int(place), *_), {"rules": list(rules)} if place < len(rules):
            rule_id = rules[place].get("id") if isinstance(rules[place], dict) else None
            return rule_id[:60] if isinstance(rule_id, str) else ""
    return ""


def find_path(loc: Sequence[Step], data: Any) -> Path:
    """The path in the data: without the names that pydantic gives to a union's choices."""
    path: list[Step] = []
    here = data
    for place, step in enumerate(loc):
        last = place == len(loc) - 1
        if is_rule_tag(loc, place):
            continue
        step = FILE_WORDS.get(step, step)
        if isinstance(here, dict) and (step in here or (last and step not in TAGS)):
            path.append(step)
            here = here.get(step)
        elif isinstance(here, list | tuple) and isinstance(step, int):
            path.append(step)
            here = here[step] if step < len(here) else None
    return tuple(path)


def is_rule_tag(loc: Sequence[Step], place: int) -> bool:
    """Whether the step only says which kind of rule it is: what follows a rule's number."""
    return place > 1 and loc[place - 2] == "rules" and isinstance(loc[place - 1], int)


def move_to_named_field(message: str, path: Path) -> tuple[str, Path]:
    """A check over several fields names its field first: "closes: the day ends …"."""
    match = re.match(r"([a-z_.]+): (.+)", message, re.DOTALL)
    if not match:
        return message, path
    return match.group(2), (*path, *match.group(1).split("."))


def say_path(path: Path) -> str:
    """A path as people write it: rules[3].when.weekdays."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def say_complaint(detail: ErrorDetails, root: type[BaseModel]) -> str:
    """One complaint in plain words; `root` is the model that was read."""
    kind, context = detail["type"], detail.get("ctx", {})
    if context.get("tag") == "a map":
        return 'limits by grade band stand around both: { "K-2" = [45, 90], "3-5" = [60, 120] }'
    if kind in ("literal_error", "union_tag_invalid"):
        known = _quoted(str(context.get("expected") or context.get("expected_tags")))
        given = context.get("tag", detail["input"])
        return say_word_unknown(given, [w for w in known if w not in OTHER_MODELS], detail["loc"])
    if kind == "union_tag_not_found":
        return say_untold(detail["input"])
    if kind == "extra_forbidden":
        return say_extra(str(detail["loc"][-1]), _names(find_model(detail["loc"], root)))
    if kind == "missing":
        return say_missing(detail["loc"], find_model(detail["loc"], root))
    if kind == "value_error":
        return str(context["error"])
    if kind == "model_type":
        return f"it should be a table, written {{ … }}, not {show_given(detail['input'])[:40]}"
    return _say_number_complaint(detail)


def say_untold(rule: Any) -> str:
    """That nothing says what a rule measures, or the slip in the field that would have."""
    for slip in find_slips(rule):
        return say_unknown(slip, TELLING, "no such field")
    return "the rule has no measure; a rule that a plan cannot answer says why: unchecked"


def say_word_unknown(given: object, known: Sequence[str], loc: Sequence[Step]) -> str:
    """That a word is not known at its place; some stand elsewhere, or are written otherwise."""
    if "purpose" in loc[-2:] and given in USUAL_TRAITS:
        return f'unknown word "{given}"; it is a trait: trait = "{given}"'
    if "window" in loc[-2:] and isinstance(given, str):
        return say_window_unknown(given, known)
    return say_unknown(given, known)


def say_window_unknown(given: str, known: Sequence[str]) -> str:
    """That there is no such window; those that are counted in days are no single word."""
    number = re.search(r"[1-9]\d{0,2}", given)
    counted = [f"{{ {word} = {number[0] if number else 10} }}" for word in COUNTED_WINDOWS]
    if number or find_nearest(given, [*known, *COUNTED_WINDOWS]) in COUNTED_WINDOWS:
        return f'unknown word "{given[:60]}"; so many school days are {join_words(counted, "or")}'
    return say_unknown(given, [*(word for word in known if word != "days"), *counted])


def say_missing(loc: Sequence[Step], model: type[BaseModel]) -> str:
    """That a field of a model is missing, with the words that it takes; of a measure's
    parameters, which it needs."""
    measure = MEASURES.get(str(loc[-2])) if loc[-1] == "with" else None
    if measure is None:
        words = list_words(model, str(loc[-1]))
        return "this field is missing" + (f"; it is {join_words(words, 'or')}" if words else "")
    needed = [name for name, field in measure.model_fields.items() if field.is_required()]
    written = ", ".join(f"{name} = …" for name in needed)
    return f"this field is missing; {measure.word()} needs with = {{ {written} }}"


def say_extra(given: str, names: Sequence[str]) -> str:
    """That a field is not known here, and what was probably meant."""
    if given in TELLING and "unchecked" in names:
        return "a rule is measured, or says why it is unchecked: not both"
    if "with" in names and any(given in measure.model_fields for measure in MEASURES.values()):
        return f'"{given}" belongs under with: with = {{ {given} = … }}'
    complaint = say_unknown(given, names, "no such field")
    if "half_of" in names and not find_nearest(given, names):
        return f'{complaint}; a grade band is written "K-2"'
    return complaint


def find_slips(rule: Any) -> list[str]:
    """The fields that were probably meant to say what the rule measures, or why it doesn't."""
    names = map(str, rule) if isinstance(rule, dict) else ()
    known = {*_names(JoinedRule), *_names(next(iter(RULE_MODELS.values())))}
    return [name for name in names if name not in known and find_nearest(name, TELLING)][:1]


def _say_number_complaint(detail: ErrorDetails) -> str:
    given = detail["input"]
    shown = f", not {show_given(given)}" if isinstance(given, int | float | str | bool) else ""
    pattern = detail.get("ctx", {}).get("pattern", "")
    message = PATTERN_TEXTS.get(pattern, detail["msg"]).replace("Input should be", "it should be")
    return message[0].lower() + message[1:] + shown[:80]


def show_given(given: object) -> str:
    """What was given, as it would be written; a number of thousands of digits has no text."""
    is_endless = isinstance(given, int) and given.bit_length() > MOST_BITS
    return "a number of endless digits" if is_endless else repr(given)


def say_unknown(given: object, known: Sequence[str], problem: str = "unknown word") -> str:
    """That a word is not known, with the nearest one or, where they are few, all of them."""
    word = (given if isinstance(given, str) else show_given(given))[:60]
    near = find_nearest(word, known)
    if near:
        return f'{problem} "{word}"; did you mean "{near}"?'
    if known and len(known) <= SHOWN_WORDS:
        return f'{problem} "{word}"; known are {join_words(known)}'
    return f'{problem} "{word}"'


def _quoted(text: str) -> list[str]:
    return re.findall(r"'([^']+)'", text)


def find_model(loc: Sequence[Step], root: type[BaseModel]) -> type[BaseModel]:
    """The model whose field stands at the end of a path, or should."""
    rules: dict[str, type[BaseModel]] = {**RULE_MODELS, **OTHER_MODELS}
    for place, step in enumerate(loc):
        if is_rule_tag(loc, place):
            return _walk_fields(rules[str(step)], loc[place + 1 : -1])
    return _walk_fields(root, loc[:-1])


def list_words(model: type[BaseModel], name: str) -> list[str]:
    """The words that a field takes, where it takes nothing else."""
    fields = (field for known, field in model.model_fields.items() if name in (known, field.alias))
    return [
        f'"{word}"'
        for field in fields
        for word in get_args(field.annotation)
        if isinstance(word, str)
    ]


def _walk_fields(model: type[BaseModel], loc: Sequence[Step]) -> type[BaseModel]:
    """The model at the end of a path."""
    current = model
    for step in loc:
        if step in TAGS:
            current = TAGS[step] or current
            continue
        for name, field in current.model_fields.items():
            if step == (field.alias or name):
                current = next(_models_in(field.annotation), current)
    return current


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation speaks of, through tuples, unions and Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    for part in get_args(annotation):
        yield from _models_in(part)
