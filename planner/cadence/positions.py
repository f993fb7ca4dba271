"""Where a field stands in a JSON or TOML text, so that an error can name its line."""

import re
from collections.abc import Iterator, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]

Step = str | int
Path = tuple[Step, ...]

_SIGN = re.compile(r'[{}\[\],:]|"|[^\s{}\[\],:"]+')
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
    walk = _JsonWalk()
    at = 0
    while match := _SIGN.search(text, at):
        sign, begin, at = match.group(), match.start(), match.end()
        if sign == '"':
            value, at = scanstring(text, at, False)
            if walk.awaits_key:
                walk.take_key(value, begin)
                continue
        if sign in "}]":
            walk.close()
        elif sign == ",":
            walk.move_on()
        elif sign != ":":
            yield walk.take_value(begin)
            if sign in "{[":
                walk.open(sign)


class _JsonWalk:
    """Where a walk through a JSON text stands."""

    def __init__(self) -> None:
        self.path: list[Step] = []
        self.awaits_key = False
        self.key_at: int | None = None

    def take_key(self, key: str, begin: int) -> None:
        self.path[-1], self.key_at, self.awaits_key = key, begin, False

    def take_value(self, begin: int) -> tuple[Path, int]:
        place = begin if self.key_at is None else self.key_at
        self.key_at = None
        return tuple(self.path), place

    def open(self, sign: str) -> None:
        self.awaits_key = sign == "{"
        self.path.append("" if self.awaits_key else 0)

    def close(self) -> None:
        self.path.pop()
        self.awaits_key = False

    def move_on(self) -> None:
        step = self.path[-1]
        if isinstance(step, int):
            self.path[-1] = step + 1
        else:
            self.awaits_key = True


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
