"""Where a field stands in a JSON or TOML text, so that an error can name its line."""

import re
from collections.abc import Iterator, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]

Step = str | int
Path = tuple[Step, ...]

_TOKEN = re.compile(r'[{}\[\],:]|"|[^\s{}\[\],:"]+')
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")


def find_json_line(text: str, path: Sequence[Step]) -> int | None:
    """The line of the deepest part of a path that a JSON text has; None for an empty text.

    The text must have been read before: what is not JSON ends the search early.
    """
    best, depth = 0, -1
    for found, offset in walk_json(text):
        if len(found) > depth and tuple(path[: len(found)]) == found:
            best, depth = offset, len(found)
            if depth == len(path):
                break
    return text.count("\n", 0, best) + 1 if depth >= 0 else None


def walk_json(text: str) -> Iterator[tuple[Path, int]]:
    """Each value's path with the place where it begins: at its key for a member of an object."""
    path: list[Step] = []
    frames: list[str] = []
    at, awaiting_key, key_at = 0, False, -1
    while match := _TOKEN.search(text, at):
        token, begin, at = match.group(), match.start(), match.end()
        if token == '"':
            value, at = scanstring(text, at, False)
            if awaiting_key:
                path[-1], key_at, awaiting_key = value, begin, False
                continue
        if token in "}]":
            frames.pop()
            path.pop()
        elif token == ",":
            awaiting_key = frames[-1] == "{"
            if not awaiting_key:
                path[-1] = int(path[-1]) + 1
        elif token != ":":
            yield tuple(path), key_at if key_at >= 0 else begin
            key_at = -1
            if token in "{[":
                frames.append(token)
                path.append("" if token == "{" else 0)
                awaiting_key = token == "{"


def find_toml_line(text: str, path: Sequence[Step]) -> int | None:
    """The line of the deepest part of a path that a TOML text has as a table or a key.

    Reads what policies are written with: `[table]`, `[[list of tables]]` and `key =` at the
    beginning of a line. A field of an inline table is found at the line of its key.
    """
    best, depth, table = 1, 0, tuple[Step, ...]()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            table = _name_table(header.group(1), header.group(2), counts)
            found = table
        else:
            key, equals, _ = line.partition("=")
            if not equals:
                continue
            found = (*table, key.strip().strip("\"'"))
        if depth < len(found) <= len(path) and tuple(path[: len(found)]) == found:
            best, depth = number, len(found)
    return best


def _name_table(bracket: str, name: str, counts: dict[str, int]) -> Path:
    """The path of a table header; a list of tables counts its members."""
    steps = [step.strip().strip("\"'") for step in name.split(".")]
    if bracket == "[[":
        counts[name] = counts.get(name, -1) + 1
        return (*steps, counts[name])
    path: list[Step] = []
    for place, step in enumerate(steps, start=1):
        path.append(step)
        parent = ".".join(steps[:place])
        if parent in counts:
            path.append(counts[parent])
    return tuple(path)
