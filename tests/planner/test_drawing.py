"""Fragments that are drawn once for equal values."""

from typing import NamedTuple

from django.template import engines
from django.urls import clear_script_prefix, set_script_prefix
from django.utils.translation import override

from planner.fragments import draw_known
from planner.meters import Face, Meter, Row
from tests.factories import MONDAY


class Rule(NamedTuple):
    policy_id: str
    rule_id: str
    text: str


def draw_meter(words: str) -> str:
    rows = (Row("Math", "1 hour", 100),)
    meter = Meter("subjects", "Subjects", "All that names one.", (Face("", words, rows),))
    return draw_known("planner/_meter.html", meter=meter)


def test_equal_values_are_drawn_alike_and_others_are_not() -> None:
    first = draw_meter("1 subject")
    assert draw_meter("1 subject") is first
    assert "2 subjects" in draw_meter("2 subjects")
    assert draw_meter("1 subject") == first


def test_a_fragment_is_drawn_as_an_include_of_these_values_alone() -> None:
    page = engines["django"].from_string(
        '{% include "planner/_meter.html" with meter=meter only %}'
        '|{% drawn "planner/_meter.html" meter=meter %}'
    )
    meter = Meter("tools", "<Tools>", "a & b", (Face("", "“1” < 2"),))
    included, drawn = page.render({"meter": meter, "may_plan": True}).split("|")
    assert included == drawn
    assert "&lt;Tools&gt;" in drawn


def test_each_language_has_its_own_drawing() -> None:
    english = draw_known("_legend.html")
    with override("es"):
        spanish = draw_known("_legend.html")
    assert spanish != english == draw_known("_legend.html")


def test_addresses_begin_where_the_site_does() -> None:
    values = {"waive_for": 1, "first": MONDAY, "last": MONDAY, "back": "week"}
    rule = Rule("aps", "live", "Too short.")
    assert 'href="/classes/' in draw_known("planner/_waive_link.html", finding=rule, **values)
    set_script_prefix("/plans/")
    try:
        moved = draw_known("planner/_waive_link.html", finding=rule, **values)
    finally:
        clear_script_prefix()
    assert 'href="/plans/classes/' in moved
