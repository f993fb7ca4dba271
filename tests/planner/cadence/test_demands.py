"""Which selections lie within others, as contradictions need to know."""

from collections.abc import Mapping

import pytest

from planner.cadence.demands import is_within
from planner.cadence.selections import Selection


def within(inner: Mapping[str, object], outer: Mapping[str, object]) -> bool:
    return is_within(Selection.model_validate(inner), Selection.model_validate(outer))


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ({"mode": "live"}, {}),
        ({"mode": "live"}, {"mode": ["live", "async"]}),
        ({"mode": "live"}, {"screen": "on"}),
        ({"mode": "in_person"}, {"screen": "off"}),
        ({"mode": "break"}, {"screen": "off"}),
        ({"mode": "async", "screen": "off"}, {"mode": "async"}),
        ({"subject": "math"}, {"subject": ["math", "art"]}),
        ({"subject": "math", "mode": "live"}, {"subject": "math"}),
        ({"has": "due", "mode": "live"}, {"has": "due"}),
        ({"purpose": "community"}, {"purpose": ["community", "feedback"]}),
        ({"has": ["due", "link"]}, {"has": "due"}),
        ({"lacks": ["due", "link"]}, {"lacks": "link"}),
        ({"any_of": [{"mode": "live"}, {"mode": "break"}]}, {}),
        ({"mode": "live", "except": {"title": "x"}}, {"except": {"title": "x"}}),
    ],
)
def test_the_narrower_lies_within_the_wider_and_not_the_other_way(
    inner: Mapping[str, object], outer: Mapping[str, object]
) -> None:
    assert within(inner, outer)
    assert not within(outer, inner)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ({"mode": "live"}, {"mode": "async"}),
        ({"mode": "live"}, {"screen": "off"}),
        ({"mode": "live"}, {"screen": ["off", "either"]}),
        ({"mode": "in_person"}, {"screen": ["on", "either"]}),
        ({"mode": "async"}, {"screen": "on"}),
        ({"mode": "break"}, {"screen": "on"}),
        ({"subject": "math"}, {"subject": "art"}),
        ({"mode": "live"}, {"mode": "live", "has": "due"}),
        ({"mode": "live"}, {"mode": "live", "timed": True}),
        ({"mode": "live", "timed": False}, {"mode": "live", "timed": True}),
        ({"mode": "live"}, {"mode": "live", "title": "x"}),
        ({"mode": "live"}, {"any_of": [{"mode": "live"}, {"mode": "break"}]}),
        ({"mode": "live"}, {"except": {"title": "x"}}),
        ({"mode": "live", "except": {"title": "y"}}, {"except": {"title": "x"}}),
    ],
)
def test_where_it_cannot_be_told_nothing_is_claimed(
    inner: Mapping[str, object], outer: Mapping[str, object]
) -> None:
    assert not within(inner, outer)


def test_a_selection_lies_within_itself() -> None:
    named = {"any_of": [{"mode": "live"}, {"mode": "break"}]}
    assert within(named, named)
