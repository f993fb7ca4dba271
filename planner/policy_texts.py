"""A policy, or one of its rules, as the text that people keep and edit: TOML or JSON."""

import json
import re
from typing import Any

from planner.cadence import Policy as CadencePolicy

BARE_KEY = re.compile(r"^[A-Za-z0-9_-]+$")
LONGEST_INLINE = 88


def spell_policy(policy: CadencePolicy, format: str) -> str:
    """The whole policy as a file; reading the file gives the same policy."""
    document = shorten_policy(policy)
    if format == "json":
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    rules = document.pop("rules")
    parts = [spell_table(document), *(f"[[rules]]\n{spell_rule(rule)}" for rule in rules)]
    return "\n".join(parts)


def shorten_policy(policy: CadencePolicy) -> dict[str, Any]:
    """The policy's document without what goes without saying."""
    full = policy.model_dump(mode="json", by_alias=True)
    short = policy.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    shortened: dict[str, Any] = _name_measures(short, full)
    return shortened


def _name_measures(short: Any, full: Any) -> Any:
    """The short form with each rule's measure: a word with one choice counts as a default."""
    if isinstance(short, dict):
        kept = [key for key in full if key in short or key == "measure"]
        return {key: _name_measures(short.get(key, full[key]), full[key]) for key in kept}
    if isinstance(short, list):
        return [_name_measures(*pair) for pair in zip(short, full, strict=True)]
    return short


def spell_rule(rule: dict[str, Any]) -> str:
    """One rule as it stands under [[rules]], its source as a table of its own."""
    rule = dict(rule)
    source = rule.pop("source", None)
    text = spell_table(rule)
    return text if source is None else f"{text}[rules.source]\n{spell_table(source)}"


def spell_table(table: dict[str, Any]) -> str:
    """Keys and values, a line each."""
    return "".join(f"{spell_key(key)} = {spell_value(value)}\n" for key, value in table.items())


def spell_key(key: str) -> str:
    """A key, in quotes where it needs them."""
    return key if BARE_KEY.match(key) else spell_string(key)


def spell_string(text: str) -> str:
    """A basic string: as JSON has it, but for the one control character that JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def spell_value(value: Any) -> str:
    """A value on one line; a long list or table with a line for each of its parts."""
    if isinstance(value, str):
        return spell_string(value)
    if isinstance(value, dict):
        items = [f"{spell_key(k)} = {spell_value(v)}" for k, v in value.items() if v is not None]
        # TOML 1.0 keeps an inline table on one line, however long.
        return f"{{ {', '.join(items)} }}" if items else "{}"
    if isinstance(value, list | tuple):
        items = [spell_value(item) for item in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= LONGEST_INLINE else "[\n  " + ",\n  ".join(items) + ",\n]"
    return json.dumps(value)
