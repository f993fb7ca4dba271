"""The look keeps its promises: weight, contrast, known icons, checked vendored files."""

import hashlib
import re
import runpy
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = {path.stem: path.read_text() for path in (STATIC / "css").glob("*.css")}

TEXT_ON_GROUND = [
    *((text, ground) for text in ("ink", "ink-soft") for ground in ("paper", "sheet", "sunk")),
    *(
        (text, ground)
        for text in ("accent", "notice", "good", "alarm")
        for ground in ("paper", "sheet")
    ),
    ("on-accent", "accent"),
    ("on-live", "live"),
    ("on-in-person", "in-person"),
    ("ink", "accent-soft"),
    ("ink", "notice-soft"),
    ("ink", "alarm-soft"),
    ("ink", "offline-hatch"),
    ("ink", "break-fill"),
    ("offline", "paper"),
]
SHAPE_ON_GROUND = [
    (shape, ground)
    for shape in ("live", "in-person", "device", "offline", "break", "line-strong")
    for ground in ("paper", "sheet")
]


def weigh(*names: str) -> int:
    """Bytes that travel, each file compressed by itself."""
    return sum(len(brotli.compress(STYLES[name].encode())) for name in names)


def read_colours() -> dict[str, tuple[str, str]]:
    """Each colour token in the light and in the dark scheme."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", STYLES["base"])
    return {name: (light, dark) for name, light, dark in found}


def measure_luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def measure_contrast(one: str, other: str) -> float:
    """The contrast ratio as WCAG 2 defines it: 1 to 21."""
    dark, light = sorted((measure_luminance(one), measure_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(text: str, ground: str, scheme: int) -> None:
    colours = read_colours()
    assert measure_contrast(colours[text][scheme], colours[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_shapes_stand_out_from_their_ground(shape: str, ground: str, scheme: int) -> None:
    colours = read_colours()
    assert measure_contrast(colours[shape][scheme], colours[ground][scheme]) >= 3


def read_styles(template: Path) -> frozenset[str]:
    """The stylesheets that a page loads, those of the page it extends included."""
    text = template.read_text()
    parent = re.search(r'{% extends "([^"]+)" %}', text)
    inherited = read_styles(ROOT / "templates" / parent[1]) if parent else frozenset()
    return inherited | frozenset(re.findall(r"'css/([\w-]+)\.css'", text))


# Most is done on the week, and it is read once a session; the others stay small.
MOST_STYLE = {"week.html": 16 * 1024}


def test_the_styles_of_every_page_are_light() -> None:
    loads = {path.name: weigh(*(read_styles(path) - {"grid"})) for path in TEMPLATES}
    heavy = {name: size for name, size in loads.items() if size > MOST_STYLE.get(name, 10 * 1024)}
    assert heavy == {}


def test_the_family_page_loads_little_and_no_typeface() -> None:
    styles = read_styles(ROOT / "templates" / "planner" / "family_day.html")
    assert weigh(*styles) <= 6 * 1024
    assert [name for name in styles if "@font-face" in STYLES[name]] == []


def test_the_grid_weighs_little() -> None:
    assert weigh("grid") <= 2 * 1024


def test_the_grid_is_what_its_script_draws(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / ".ci" / "draw_grid_css.py"))
    assert STYLES["grid"].count("{") == 2 + len([*script["place_rules"](), *script["lane_rules"]()])
    assert all(
        rule in STYLES["grid"] for rule in [*script["place_rules"](), *script["lane_rules"]()]
    )


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'symbol id="([\w-]+)"', (STATIC / "icons" / "icons.svg").read_text()))
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'{% icon "([\w-]+)"', template.read_text())
    }
    assert named - drawn == set()


def test_vendored_files_are_the_ones_that_were_written_down() -> None:
    lines = re.findall(r"^  (\w{64})  (\S+)$", (STATIC / "vendor" / "VENDOR.txt").read_text(), re.M)
    found = {path: hashlib.sha256((STATIC / path).read_bytes()).hexdigest() for _, path in lines}
    assert found == {path: checksum for checksum, path in lines}
    assert len(lines) == 4


def test_styles_ask_nothing_of_other_hosts() -> None:
    assert [name for name, text in STYLES.items() if "//" in text.replace("/*", "")] == []
