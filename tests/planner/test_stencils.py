"""Fragments that are drawn once for each shape of what they are given, and filled with words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import Template
from django.utils.safestring import SafeString
from django.utils.translation import override

from planner import stencils
from planner.stencils import draw_by_stencil, draw_known, forget_stencils

TEMPLATES = Path(settings.BASE_DIR) / "templates"
INCLUDED = re.compile(r'{% include "(.+?)"')
FILTERS = re.compile(r"[\w)'\"]\|(\w+)")


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    link: str = ""
    minutes: int = 0
    is_task: bool = False
    options: tuple[str, ...] = ()
    kind: str = "live"


@pytest.fixture(autouse=True)
def _no_stencils() -> Iterator[None]:
    forget_stencils()
    yield
    forget_stencils()


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn by its template, rather than filled in."""
    drawn: list[str] = []
    plain = Template.render

    def render(self: Template, context: Any) -> SafeString:
        drawn.append(self.source)
        return plain(self, context)

    monkeypatch.setattr(Template, "render", render)
    return drawn


def write(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """The fragment that `draw` draws."""
    made = engines["django"].from_string(source)
    monkeypatch.setattr(stencils, "get_template", lambda _: made)


def draw(card: Card) -> str:
    return draw_by_stencil("card.html", {"card": card})


def test_other_words_of_the_same_shape_are_filled_in(
    monkeypatch: pytest.MonkeyPatch, drawings: list[str]
) -> None:
    write(
        monkeypatch,
        '<b>{{ card.title }}</b>{% if card.link %}<a href="{{ card.link }}">{% endif %}',
    )
    assert draw(Card("Math")) == "<b>Math</b>"
    drawings.clear()
    assert draw(Card("Art & <i>")) == "<b>Art &amp; &lt;i&gt;</b>"
    assert drawings == []


def test_words_that_are_there_or_not_make_another_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    write(monkeypatch, "{{ card.title }}{% if card.link %} at {{ card.link }}{% endif %}")
    assert draw(Card("Math")) == "Math"
    assert draw(Card("Math", link="x")) == "Math at x"
    assert draw(Card("Art")) == "Art"


def test_what_is_true_of_one_and_not_of_the_other_is_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(monkeypatch, "{% if card.is_task %}task{% else %}lesson{% endif %}")
    assert [draw(Card("", is_task=each)) for each in (True, False)] == ["task", "lesson"]


def test_words_that_are_compared_decide_by_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        monkeypatch,
        '{% if card.kind == "live" %}join{% endif %}{% if card.kind != "live" %}do{% endif %}',
    )
    kinds = ("live", "async", "live", "break")
    assert [draw(Card("", kind=kind)) for kind in kinds] == ["join", "do", "join", "do"]


def test_words_that_are_looked_into_decide_by_what_they_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(monkeypatch, '{% if "a" in card.title %}yes{% else %}no{% endif %}')
    assert [draw(Card(title)) for title in ("Math", "Poem", "Art")] == ["yes", "no", "no"]


def test_each_of_several_is_filled_in_its_place(
    monkeypatch: pytest.MonkeyPatch, drawings: list[str]
) -> None:
    write(
        monkeypatch, "{% for each in card.options %}{{ forloop.counter }} {{ each }} {% endfor %}"
    )
    assert draw(Card("", options=("draw", "say"))) == "1 draw 2 say "
    assert draw(Card("", options=("write",))) == "1 write "
    drawings.clear()
    assert draw(Card("", options=("sing", "<b>"))) == "1 sing 2 &lt;b&gt; "
    assert drawings == []


def test_numbers_are_words_too(monkeypatch: pytest.MonkeyPatch, drawings: list[str]) -> None:
    write(monkeypatch, "{% if card.minutes %}{{ card.minutes }}{% else %}none{% endif %}")
    assert draw(Card("", minutes=5)) == "5"
    drawings.clear()
    assert draw(Card("", minutes=70)) == "70"
    assert drawings == []
    assert draw(Card("")) == "none"


def test_markup_is_filled_in_as_it_is_and_text_in_its_place_is_escaped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(monkeypatch, "{{ card.title }}")
    assert draw(Card(SafeString("<b>"))) == "<b>"
    assert draw(Card("<b>")) == "&lt;b&gt;"


def test_filters_that_change_words_leave_it_to_the_template(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(monkeypatch, "{{ card.title|upper }}")
    assert [draw(Card(title)) for title in ("Math", "Art")] == ["MATH", "ART"]


def test_what_a_mark_cannot_tell_leaves_it_to_the_template(monkeypatch: pytest.MonkeyPatch) -> None:
    write(monkeypatch, "{% icon card.title %}{{ card.title.upper }}")
    assert ["HOME" in draw(Card(title)) for title in ("home", "clock", "home")] == [
        True,
        False,
        True,
    ]


def test_each_language_has_stencils_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    write(monkeypatch, '{% load i18n %}{% translate "Join" %} {{ card.title }}')
    assert draw(Card("Math")) == "Join Math"
    with override("es"):
        assert draw(Card("Math")) == "Entrar Math"


def test_a_fragment_sees_nothing_but_what_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    write(monkeypatch, "{{ request }}{{ perms }}{{ card.title }}")
    assert draw(Card("Math")) == "Math"


def test_what_comes_back_as_it_was_is_not_even_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    write(monkeypatch, "{{ card.title }}")
    first = draw_known("card.html", card=Card("Math"))
    assert draw_known("card.html", card=Card("Math")) is first
    assert draw_known("card.html", card=Card("Art")) == "Art"


def list_drawn_by_stencil() -> Iterator[Path]:
    """The templates that are drawn by stencil, and all that they include."""
    views = Path(settings.BASE_DIR) / "planner/views"
    named = {
        name
        for view in views.glob("*.py")
        if "planner.stencils" in view.read_text()
        for name in re.findall(r'"(planner/_?family_[\w/]+\.html)"', view.read_text())
    }
    waiting, seen = list(named), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += INCLUDED.findall((TEMPLATES / name).read_text())
            yield TEMPLATES / name


def test_no_fragment_drawn_by_stencil_changes_words() -> None:
    found = {
        (path.name, name)
        for path in list_drawn_by_stencil()
        for tag in re.findall(r"{[{%].+?[%}]}", path.read_text())
        for name in FILTERS.findall(tag)
    }
    assert {name for _, name in found} <= {"default", "length", "yesno"}
