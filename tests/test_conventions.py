"""The house rules that a machine can check: sizes, names, docstrings, templates and the rooms."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

ROOT = Path(settings.BASE_DIR)
ROOMS = ("blendplan", "planner", "sessions_live", "async_tasks")
APPS = tuple(room for room in ROOMS if room != "blendplan")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "mixins", "misc"}
LONGEST_FILE, LONGEST_TEMPLATE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 350, 120, 50, 8

INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE
)
# A block of data is no script: nothing in it runs.
DATA_BLOCK = re.compile(r'<script\b[^>]*type="application/(?:ld\+)?json"', re.IGNORECASE)
STATIC_FILE = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def find_modules(*folders: str) -> list[Path]:
    """Python files of ours in these folders, migrations aside."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if not {"migrations", "node_modules"} & set(path.parts))


def name_from_root(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parse_module(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def walk_functions(path: Path) -> Iterator[Function]:
    tree = parse_module(path)
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def count_own_lines(function: Function) -> int:
    """Lines of a function's body, its docstring aside."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def find_templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


MODULES = find_modules(*ROOMS)
EVERYTHING = [ROOT / "manage.py", *MODULES, *find_modules("tests", "scripts")]


def test_no_file_is_too_long_to_read_in_one_go() -> None:
    sizes = {name_from_root(path): len(path.read_text().splitlines()) for path in EVERYTHING}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_template_is_too_long() -> None:
    sizes = {name_from_root(path): len(path.read_text().splitlines()) for path in find_templates()}
    assert {name: size for name, size in sizes.items() if size > LONGEST_TEMPLATE} == {}


def test_no_function_is_longer_than_a_screenful() -> None:
    sizes = {
        f"{name_from_root(path)}:{function.name}": count_own_lines(function)
        for path in MODULES
        for function in walk_functions(path)
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_most_functions_are_short() -> None:
    sizes = [count_own_lines(function) for path in MODULES for function in walk_functions(path)]
    assert statistics.median(sizes) <= MEDIAN_FUNCTION


def test_every_module_says_what_is_in_it() -> None:
    silent = [
        name_from_root(path)
        for path in EVERYTHING
        if path.read_text().strip() and ast.get_docstring(parse_module(path)) is None
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [name_from_root(path) for path in EVERYTHING if VAGUE_NAMES & {path.stem, *path.parts}]
    assert named == []


def test_nothing_is_imported_inside_a_function_but_in_ready() -> None:
    hidden = [
        f"{name_from_root(path)}:{function.name}"
        for path in MODULES
        for function in walk_functions(path)
        if function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_public_functions_of_the_lower_layers_have_a_docstring() -> None:
    documented = re.compile(r"planner/(cadence|services)/|/(access|services|review)\.py$")
    silent = [
        f"{name_from_root(path)}:{node.name}"
        for path in MODULES
        if documented.search(name_from_root(path))
        for node in parse_module(path).body
        if isinstance(node, Function) and not node.name.startswith("_")
        if ast.get_docstring(node) is None
    ]
    assert silent == []


def test_no_template_has_a_script_or_a_style_inside() -> None:
    inline = {
        f"{name_from_root(path)}:{number}": line.strip()
        for path in find_templates()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if INLINE.search(line) and not DATA_BLOCK.search(line)
    }
    assert inline == {}


def test_every_static_file_that_a_template_names_is_there() -> None:
    missing = {
        name_from_root(path): name
        for path in find_templates()
        for name in STATIC_FILE.findall(path.read_text())
        if not finders.find(name)
    }
    assert missing == {}


def test_nothing_is_fetched_from_anybody_else() -> None:
    foreign = re.compile(r"""(?:src|@import|url\()\s*=?\s*["']?(?:https?:)?//""")
    pages = [*find_templates(), *(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
    assert [name_from_root(path) for path in pages if foreign.search(path.read_text())] == []


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"]
)
def test_lock_files_pin_by_hash_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pinned = re.findall(r"^[a-z0-9.-]+==[^ ]+.*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))
    assert "://" not in text


def test_the_calendar_clients_lock_file_names_no_host() -> None:
    assert "://" not in (ROOT / "tests/clients/package-lock.json").read_text()


def test_the_rooms_keep_their_order() -> None:
    checker = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([checker], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout if done.returncode else "") == (0, "")
