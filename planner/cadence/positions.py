"""Where a field stands in a JSON or TOML text, so that an error can name its line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]

Step = str | int
Path = tuple[Step, ...]

_SIGN = re.compile(r'[{}\[\],:]|"|[^\s{}\[\],:"]+')


def find_json_lines(text: str, paths: Sequence[Path]) -> list[int | None]:
    """The lines of the deepest parts of paths that a JSON text has; None for an empty text.

    The text must have been read before: what is not JSON ends the search early.
    """
    wanted = list_beginnings(paths)
    places: dict[Path, int] = {}
    for found, offset in walk_json(text):
        if found in wanted:
            places.setdefault(found, offset)
            if len(places) == len(wanted):
                break
    offsets = [find_deepest(places, path) for path in paths]
    return [None if at is None else text.count("\n", 0, at) + 1 for at in offsets]


def list_beginnings(paths: Iterable[Path]) -> set[Path]:
    """The paths and all that they lie within."""
    return {path[:length] for path in paths for length in range(len(path) + 1)}


def find_deepest(places: Mapping[Path, int], path: Path) -> int | None:
    """Where the deepest known part of a path is; None where nothing of it is known."""
    beginnings = (path[:length] for length in range(len(path), -1, -1))
    return next((places[each] for each in beginnings if each in places), None)


def walk_json(text: str) -> Iterator[tuple[Path, int]]:
    """Each value's path with the place where it begins: at its key for a member of an object."""
    walk = _JsonWalk()
    at = 0
    while match := _SIGN.search(text, at):
        sign, begin, at = match.group(), match.start(), match.end()
        if sign == '"':
            value, at = scanstring(text, at)
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


def find_toml_lines(text: str, paths: Sequence[Path]) -> list[int | None]:
    """The lines of the deepest parts of paths that a TOML text has as tables or keys.

    Reads what policies are written with: `[table]`, `[[list of tables]]` and `key =` at the
    beginning of a line. A field of an inline table is found at the line of its key.
    """
    wanted = list_beginnings(paths)
    places: dict[Path, int] = {(): 1}
    for number, found in walk_toml(text):
        if found in wanted:
            places.setdefault(found, number)
    return [find_deepest(places, path) for path in paths]


def walk_toml(text: str) -> Iterator[tuple[int, Path]]:
    """The line and the path of each table and each key."""
    table: Path = ()
    counts: dict[Path, int] = {}
    # Only this ends a line in TOML; `splitlines` knows others, which strings may hold.
    for number, line in enumerate(text.split("\n"), start=1):
        header = _read_header(line.strip())
        if header:
            table = _name_table(*header, counts)
            yield number, table
            continue
        key, equals, _ = line.partition("=")
        if equals:
            yield number, (*table, key.strip().strip("\"'"))


def _read_header(line: str) -> tuple[str, str] | None:
    """The brackets and the name of `[table]` and `[[list of tables]]`; None for any other line.

    Without a regular expression: a stranger's line of blanks would keep one busy for hours.
    """
    if not line.startswith("["):
        return None
    bracket = "[[" if line.startswith("[[") else "["
    name, end, rest = line.removeprefix(bracket).partition("]" * len(bracket))
    is_header = end and name.strip() and not rest.partition("#")[0].strip()
    return (bracket, name.strip()) if is_header else None


def _name_table(bracket: str, name: str, counts: dict[Path, int]) -> Path:
    """The path of a table header; a list of tables counts its members, each time anew where it
    lies within another list's."""
    steps = [step.strip().strip("\"'") for step in name.split(".")]
    path: Path = ()
    for place, step in enumerate(steps, start=1):
        path = (*path, step)
        if bracket == "[[" and place == len(steps):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
