"""Where a field stands in a text: the line that an error names."""

import pytest

from planner.cadence.positions import (
    find_json_lines,
    find_toml_lines,
    walk_json,
    walk_toml,
)

JSON = """{
  "id": "a:b",
  "rules": [
    {"id": "one", "of": {}, "at": [1, [2, 3]]},
    {
      "id": "two {,[",
      "when": {"days": ["mon", "tue"],
               "note": "say \\"so\\""}
    },
    true
  ],
  "last": null
}"""


def test_each_value_of_a_json_text_has_a_path_and_begins_at_its_key() -> None:
    found = [(path, JSON[at : at + 6].split("\n")[0]) for path, at in walk_json(JSON)]
    assert found == [
        ((), "{"),
        (("id",), '"id": '),
        (("rules",), '"rules'),
        (("rules", 0), '{"id":'),
        (("rules", 0, "id"), '"id": '),
        (("rules", 0, "of"), '"of": '),
        (("rules", 0, "at"), '"at": '),
        (("rules", 0, "at", 0), "1, [2,"),
        (("rules", 0, "at", 1), "[2, 3]"),
        (("rules", 0, "at", 1, 0), "2, 3]]"),
        (("rules", 0, "at", 1, 1), "3]]},"),
        (("rules", 1), "{"),
        (("rules", 1, "id"), '"id": '),
        (("rules", 1, "when"), '"when"'),
        (("rules", 1, "when", "days"), '"days"'),
        (("rules", 1, "when", "days", 0), '"mon",'),
        (("rules", 1, "when", "days", 1), '"tue"]'),
        (("rules", 1, "when", "note"), '"note"'),
        (("rules", 2), "true"),
        (("last",), '"last"'),
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("id",), 2),
        (("rules", 0, "at", 1, 1), 4),
        (("rules", 1), 5),
        (("rules", 1, "when", "note"), 8),
        (("last",), 12),
        # What is missing is told by the deepest that is there.
        (("name",), 1),
        (("rules", 1, "of", "mode"), 5),
        (("rules", 7, "id"), 3),
    ],
)
def test_a_field_of_a_json_text_has_a_line(path: tuple[str | int, ...], line: int) -> None:
    assert find_json_lines(JSON, [path]) == [line]


def test_several_fields_are_found_at_once_and_none_in_an_empty_text() -> None:
    paths = [("last",), ("id",), ("rules", 1, "id"), ("rules", 9)]
    assert find_json_lines(JSON, paths) == [12, 2, 6, 3]
    assert find_json_lines("", paths) == [None] * 4
    assert find_json_lines("[]", [()]) == [1]


def test_of_a_key_that_is_written_twice_the_first_is_named() -> None:
    assert find_json_lines('{"a": 1,\n"a": 2,\n"b": 3}', [("a",), ("b",)]) == [1, 3]
    assert find_toml_lines("a = 1\na = 2", [("a",)]) == [1]


TOML = """# A policy = with a comment
id = "a"
"name" = "A = B"

[[rules]] # the first
id = "one"
of = { mode = "live" }
[rules.source]
authority = "x"

 [[ rules ]]
 id = "two"
[[rules.any_of]]
'measure' = "count"
[[rules.any_of]]
[[rules]]
[[rules.any_of]]
[in_force]
from = 2020-08-01
[not a header] really
[]
[open
plain text"""


def test_each_table_and_key_of_a_toml_text_has_a_line_and_a_path() -> None:
    found = [(line, path) for line, path in walk_toml(TOML) if line > 1]
    assert found == [
        (2, ("id",)),
        (3, ("name",)),
        (5, ("rules", 0)),
        (6, ("rules", 0, "id")),
        (7, ("rules", 0, "of")),
        (8, ("rules", 0, "source")),
        (9, ("rules", 0, "source", "authority")),
        (11, ("rules", 1)),
        (12, ("rules", 1, "id")),
        (13, ("rules", 1, "any_of", 0)),
        (14, ("rules", 1, "any_of", 0, "measure")),
        (15, ("rules", 1, "any_of", 1)),
        (16, ("rules", 2)),
        (17, ("rules", 2, "any_of", 0)),
        (18, ("in_force",)),
        (19, ("in_force", "from")),
    ]


def test_a_field_of_a_toml_text_has_the_line_of_the_deepest_that_is_there() -> None:
    paths = [("rules", 1, "id"), ("rules", 0, "of", "mode"), ("rules", 5), ("version",), ()]
    assert find_toml_lines(TOML, paths) == [12, 7, 1, 1, 1]


def test_only_a_line_break_ends_a_line_of_toml() -> None:
    assert find_toml_lines('a = "x\x0bb = 1"\nc = 2', [("c",), ("b",)]) == [2, 1]
