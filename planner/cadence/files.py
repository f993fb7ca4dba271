"""Policies and plans from files and texts, checked, with errors that name file, line and field."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from .errors import CadenceError, PlanError, PolicyError
from .explaining import explain
from .plan import Plan, PlannedDay
from .policy import Policy
from .positions import find_json_lines, find_toml_lines
from .shorthand import ShorthandError
from .sketches import sketch_plan
from .words import find_nearest

Format = Literal["toml", "json"]
M = TypeVar("M", bound=BaseModel)

POLICY_BYTES = 512 * 1024
POLICY_VALUES = 20_000
"""Numbers, words, lists and tables: eighty times what the longest shipped policy has."""
PLAN_BYTES = 16 * 1024 * 1024
SKETCH_LETTERS = 64 * 1024
DEEPEST = 40

_PLACE = re.compile(r"(?:at )?line (\d{1,9})")
_FOLDER = resources.files(__package__) / "policies"


def load_policy(name_or_path: str | Path) -> Policy:
    """The policy of a shipped name ("aps") or of a TOML or JSON file.

    Raises PolicyError for a name that nothing has, and for a file that is no policy.
    """
    name = str(name_or_path)
    if name in shipped_names():
        return _load_shipped(name)
    path = Path(name_or_path)
    if path.suffix in (".toml", ".json"):
        kind: Format = "toml" if path.suffix == ".toml" else "json"
        return parse_policy(_read(path, POLICY_BYTES, PolicyError), name, kind)
    near = find_nearest(name, shipped_names())
    hint = f'; did you mean "{near}"?' if near else f": there are {', '.join(shipped_names())}"
    raise PolicyError.about(
        f'no policy is called "{name[:80]}"{hint} (a file ends in .toml or .json)', field="policy"
    )


def parse_policy(text: str, filename: str = "policy", format: Format = "toml") -> Policy:
    """The policy that a text holds; `filename` is only named in errors. Raises PolicyError."""
    if len(text) > POLICY_BYTES:
        raise PolicyError.about("is larger than a policy may be", file=filename)
    if format == "json":
        return _check(Policy, _read_json(text, filename, PolicyError), text, filename)
    data = _read_toml(text, filename)
    try:
        return Policy.model_validate(data)
    except ValidationError as error:
        locate = partial(find_toml_lines, text)
        raise PolicyError(explain(error, filename, data, locate)) from None


def shipped_names() -> tuple[str, ...]:
    """The names of the policies that come with the engine."""
    files = (entry.name for entry in _FOLDER.iterdir())
    names = (name.removesuffix(".toml") for name in files if name.endswith(".toml"))
    # Beside each policy stand the plans that show its rules at work: "aps.plans.toml".
    return tuple(sorted(name for name in names if not name.endswith(".plans")))


def shipped_policies() -> tuple[Policy, ...]:
    """The policies that come with the engine."""
    return tuple(_load_shipped(name) for name in shipped_names())


@cache
def _load_shipped(name: str) -> Policy:
    return parse_policy((_FOLDER / f"{name}.toml").read_text("utf-8"), f"{name}.toml", "toml")


def load_plan(path: str | Path) -> Plan:
    """The plan of a JSON file: one day, or several as {"schema": 1, "days": […]}; or of a `.txt`
    file in the short notation."""
    read = parse_sketch if Path(path).suffix == ".txt" else parse_plan
    return read(_read(Path(path), PLAN_BYTES, PlanError), str(path))


def parse_sketch(text: str, filename: str = "plan") -> Plan:
    """The plan that lines of the short notation hold. Raises PlanError with the line at fault."""
    if len(text) > SKETCH_LETTERS:
        raise PlanError.about("is larger than a plan in short notation may be", file=filename)
    try:
        days, closed = sketch_plan(text)
        if not days:
            raise PlanError.about("plans no day", file=filename)
        return Plan(days=days, closed=closed)
    except ShorthandError as error:
        raise PlanError.about(
            str(error), field=error.field, file=filename, line=error.line
        ) from None
    except ValidationError as error:
        raise PlanError(
            explain(error, filename, None, lambda places: [None] * len(places))
        ) from None


def parse_plan(text: str, filename: str = "plan") -> Plan:
    """The plan that a JSON text holds. Raises PlanError with the line and field at fault."""
    if len(text) > PLAN_BYTES:
        raise PlanError.about("is larger than a plan may be", file=filename)
    data = _read_json(text, filename, PlanError)
    if isinstance(data, dict) and "days" not in data:
        return Plan(days=(_check(PlannedDay, data, text, filename),))
    plan = _check(Plan, data, text, filename)
    refuse_twins(plan, text, filename)
    return plan


def refuse_twins(plan: Plan, text: str, filename: str) -> None:
    """A class has one plan for a date. Raises PlanError at the second one."""
    seen: Counter[tuple[str, object]] = Counter()
    for place, day in enumerate(plan.days):
        seen[day.classroom.id, day.date] += 1
        if seen[day.classroom.id, day.date] > 1:
            raise PlanError.about(
                f"the class {day.classroom.id} has two plans for {day.date}",
                field=f"days[{place}].date",
                file=filename,
                line=find_json_lines(text, [("days", place, "date")])[0],
            )


def _check(model: type[M], data: Any, text: str, filename: str) -> M:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        kind = PolicyError if model is Policy else PlanError
        locate = partial(find_json_lines, text)
        raise kind(explain(error, filename, data, locate)) from None


def _read(path: Path, most: int, kind: type[CadenceError]) -> str:
    """The text of a file that is not too large and is UTF-8."""
    try:
        if path.stat().st_size > most:
            raise kind.about(f"the file is larger than {most // 1024} KB", file=str(path))
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise kind.about(f"cannot be read: {error.strerror}", file=str(path)) from None
    except UnicodeDecodeError:
        raise kind.about("is not written in UTF-8", file=str(path)) from None


def _read_json(text: str, filename: str, kind: type[CadenceError]) -> Any:
    return _read_text(lambda: json.loads(text), text, filename, "JSON", kind)


def _read_toml(text: str, filename: str) -> Any:
    return _read_text(lambda: tomllib.loads(text), text, filename, "TOML", PolicyError)


def _read_text(
    read: Callable[[], Any], text: str, filename: str, language: str, kind: type[CadenceError]
) -> Any:
    """What a parser makes of the text; whatever it trips over becomes a problem with its line."""
    try:
        data = read()
    except RecursionError:
        raise kind.about("is nested too deeply", file=filename) from None
    except ValueError as error:
        message, line = _split_off_line(error)
        last_line = text.count("\n") + 1
        raise kind.about(
            f"is not {language}: {message}", file=filename, line=line or last_line
        ) from None
    depth, values = measure_shape(data)
    if depth > DEEPEST:
        raise kind.about("is nested too deeply", file=filename)
    if kind is PolicyError and values > POLICY_VALUES:
        raise kind.about(f"has more than {POLICY_VALUES} values", file=filename)
    return data


def _split_off_line(error: ValueError) -> tuple[str, int | None]:
    """What a parser complains of, and the line that it names after it."""
    text = str(error)
    # The last one: a complaint may name a key, which may say anything.
    places = list(_PLACE.finditer(text))
    if not places:
        return text[:200], None
    return text[: places[-1].start()].rstrip(" :(")[:200], int(places[-1].group(1))


def measure_shape(data: Any) -> tuple[int, int]:
    """How deeply lists and tables are nested, no further than it matters, and how many values
    they hold."""
    level, values, layer = 0, 0, [data]
    while layer and level <= DEEPEST:
        level += 1
        values += len(layer)
        layer = [
            child
            for item in layer
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    return level, values
