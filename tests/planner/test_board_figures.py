"""What a board's weeks add up to, the trend, what is remembered, and one day opened."""

import datetime as dt

import pytest
from django.test import Client

from planner.board.choices import Choice, find_rule, read_choice
from planner.board.day import read_board_day
from planner.board.drawn import DrawnBoard, DrawnBoards, Key
from planner.board.ranking import rank_rules
from planner.board.reading import Basis, Figures, read_basis, read_board
from planner.board.trend import TrendWeek, place_points, read_trend
from planner.models import School
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_closure,
    make_coordinator,
    make_group,
    make_school,
    make_teacher,
    make_waiver,
)
from tests.planner.boards import (
    TUESDAY,
    TUESDAY_RULE,
    add_day,
    enforce,
    make_board_school,
    make_published,
    publish,
)

pytestmark = pytest.mark.django_db
LAST_MONDAY = MONDAY - dt.timedelta(days=7)


def reckon(school: School, choice: Choice | None = None) -> Figures:
    return read_board(read_basis(school, MONDAY), choice or Choice()).figures


def test_only_published_days_of_open_dates_are_counted() -> None:
    school = make_board_school()
    make_closure(school, TUESDAY)
    make_published(school, "Ash")
    make_published(school, "Birch", live=30)
    figures = reckon(school)
    assert (figures.kept, figures.counted, figures.unpublished) == (1, 2, 6)
    assert figures.percent == 50


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert Figures(kept=399, counted=400).percent == 99


def test_a_day_counts_once_for_a_rule_that_two_groups_break() -> None:
    school = make_board_school()
    maple = make_classroom(school, name="Maple")
    for name, minutes in (("A", 20), ("B", 30)):
        make_block(maple, MONDAY, minutes=minutes, groups=[make_group(maple, name).pk])
    publish(maple)
    assert reckon(school).days[("house/live", "must")] == 1


def test_a_rule_about_the_week_is_counted_in_weeks() -> None:
    school = make_board_school()
    maple = make_classroom(school, name="Maple")
    for date in (MONDAY, TUESDAY):
        add_day(maple, date, live=180)
    publish(maple)
    figures = reckon(school)
    assert figures.kept == 2
    assert figures.weeks == {("house/week", "must"): 1}


def test_what_breaks_most_is_ranked_musts_first() -> None:
    school = make_board_school()
    make_published(school, "Ash", live=30, task=0)
    make_published(school, "Birch", task=0)
    basis = read_basis(school, MONDAY)
    ranked = rank_rules(reckon(school), basis.policies, Choice())
    assert [(rule.says, rule.strength, rule.often) for rule in ranked] == [
        ("At least an hour live each day.", "must", "1 day"),
        ("Something to do away from the screen each day.", "should", "2 days"),
    ]


def test_a_chosen_rule_counts_only_the_days_it_asks_about() -> None:
    school = make_school()
    enforce(school, TUESDAY_RULE)
    maple = make_classroom(school, name="Maple")
    add_day(maple, MONDAY)
    add_day(maple, TUESDAY)
    publish(maple)
    figures = reckon(school, Choice(rule="extra/tuesday"))
    assert (figures.kept, figures.counted) == (0, 1)


def test_a_clash_counts_without_any_policy() -> None:
    school = make_school()
    maple = make_classroom(school, name="Maple")
    make_block(maple, MONDAY)
    make_block(maple, MONDAY, title="Reading")
    publish(maple)
    ranked = rank_rules(reckon(school), read_basis(school, MONDAY).policies, Choice())
    assert [rule.says for rule in ranked] == ["No two blocks of one group at the same time."]


def test_the_trend_ends_with_this_week_and_leaves_out_closed_days() -> None:
    school = make_school()
    enforce(school, since=LAST_MONDAY)
    maple = make_classroom(school, name="Maple")
    add_day(maple, LAST_MONDAY, live=30)
    add_day(maple, LAST_MONDAY + dt.timedelta(days=1))
    publish(maple, LAST_MONDAY)
    add_day(maple, MONDAY)
    publish(maple)
    assert read_trend(school, MONDAY, Choice(), None)[-2:] == (
        TrendWeek(LAST_MONDAY, 1, 2),
        TrendWeek(MONDAY, 1, 1),
    )
    make_closure(school, LAST_MONDAY)
    assert read_trend(school, MONDAY, Choice(), None)[-2] == TrendWeek(LAST_MONDAY, 1, 1)


def test_the_trend_counts_like_the_board_under_every_choice() -> None:
    school = make_board_school()
    enforce(school, TUESDAY_RULE)
    maple = make_classroom(school, name="Maple")
    add_day(maple, MONDAY, live=30, task=0)
    add_day(maple, TUESDAY)
    publish(maple)
    policies = read_basis(school, MONDAY).policies
    keys = [rule.key for policy in policies for rule in policy.rules]
    choices = [Choice(rule=key) for key in keys] + [Choice(policy="extra"), Choice(grade="2")]
    for choice in choices:
        figures = reckon(school, choice)
        week = read_trend(school, MONDAY, choice, find_rule(policies, choice))[-1]
        assert (choice, week.kept, week.counted) == (choice, figures.kept, figures.counted)


def test_a_week_without_anything_published_interrupts_the_line() -> None:
    weeks = tuple(TrendWeek(MONDAY, kept, counted) for kept, counted in ((1, 1), (0, 0), (1, 2)))
    assert [len(stretch) for stretch in place_points(weeks)] == [1, 1]
    assert [stretch[0].y for stretch in place_points(weeks)] == [8, 48]


def test_a_choice_survives_its_address() -> None:
    school = make_board_school()
    make_published(school, "Maple")
    basis = read_basis(school, MONDAY)
    choice = Choice(grade="2", policy="house", rule="house/live", only="broken", sort="name")
    data = dict(part.split("=") for part in choice.query.removeprefix("?").split("&"))
    assert read_choice(data, basis.grades, basis.policies) == (choice, ())


def make_key(number: int) -> Key:
    return Key(Basis(number, MONDAY, (), (), ()), Choice(), "en")


def test_drawn_boards_are_forgotten_when_they_grow_too_many() -> None:
    kept = DrawnBoards(most_bytes=250)
    for number in range(4):
        kept.keep(make_key(number), DrawnBoard(b"", b"", b"x" * 100))
    assert (len(kept), kept.size) == (2, 200)
    assert kept.find(make_key(1)) is None
    assert kept.find(make_key(3)) is not None


def test_a_day_opened_tells_what_was_published_and_under_which_rules() -> None:
    school = make_board_school()
    maple = make_published(school, "Maple", live=30)
    add_day(maple, TUESDAY)
    day = read_board_day(maple, MONDAY)
    assert [(each.strength, each.says, each.blocks) for each in day.found] == [
        ("Must", "At least an hour live each day.", ("9:00 am Math together",))
    ]
    assert day.found[0].source is not None
    assert day.found[0].source.quote == "an hour"
    assert [(policy.name, policy.version) for policy in day.policies] == [("House rules", "1")]
    assert [each.rule.unchecked for each in day.unchecked] == ["A plan does not know who agreed."]
    assert day.snapshot is not None
    assert day.snapshot.published_at == NOW
    assert read_board_day(maple, TUESDAY).snapshot is None


def test_a_day_closed_after_publishing_says_why_and_shows_nothing() -> None:
    school = make_board_school()
    maple = make_published(school, "Maple")
    make_closure(school, MONDAY, "Snow")
    day = read_board_day(maple, MONDAY)
    assert (day.closed, day.snapshot, day.found) == ("Snow", None, ())


@pytest.mark.parametrize("tail", ["", "panel/"])
def test_a_day_is_for_those_who_oversee_its_school(client: Client, tail: str) -> None:
    school = make_board_school()
    maple = make_published(school, "Maple", live=30)
    address = f"/schools/{school.pk}/board/{MONDAY}/classes/{maple.pk}/{MONDAY}/{tail}"
    people = [make_coordinator(school), make_teacher(maple), make_coordinator(make_school())]
    statuses = []
    for person in people:
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        statuses.append(client.get(address).status_code)
    assert statuses == [200, 404, 404]


@pytest.mark.parametrize("tail", ["", "panel/"])
def test_a_class_or_a_date_of_another_board_is_not_found(client: Client, tail: str) -> None:
    school = make_board_school()
    maple = make_published(school, "Maple")
    other = make_published(make_school(school.district), "Elsewhere")
    client.force_login(
        make_coordinator(school.district), "django.contrib.auth.backends.ModelBackend"
    )
    start = f"/schools/{school.pk}/board/{MONDAY}/classes"
    for rest in (f"{other.pk}/{MONDAY}", f"{maple.pk}/{LAST_MONDAY}"):
        assert client.get(f"{start}/{rest}/{tail}").status_code == 404


def test_days_that_keep_their_rules_by_a_waiver_alone_are_kept_and_told_apart() -> None:
    school = make_board_school()
    short = make_published(school, "Cedar", live=30)
    make_published(school, "Maple")
    make_waiver(short)
    board = read_board(read_basis(school, MONDAY), Choice())
    assert (board.figures.kept, board.figures.waived, board.figures.counted) == (2, 1, 2)
    assert {row.name: row.cells[0].state for row in board.rows} == {
        "Cedar": "waived",
        "Maple": "kept",
    }
    only = read_board(read_basis(school, MONDAY), Choice(only="waived"))
    assert ([row.name for row in only.rows], only.figures) == (["Cedar"], board.figures)


def test_a_waiver_counts_under_the_rules_that_were_chosen_alone() -> None:
    school = make_board_school()
    make_waiver(make_published(school, "Cedar", live=30))
    found = [reckon(school, Choice(rule=rule)) for rule in ("house/live", "house/offline")]
    assert [(each.kept, each.waived) for each in found] == [(1, 1), (1, 0)]


def test_a_waived_suggestion_tells_only_where_it_was_chosen() -> None:
    school = make_board_school()
    make_waiver(make_published(school, "Cedar", task=0), "house/offline")
    found = [reckon(school, Choice(rule=rule)).waived for rule in ("", "house/offline")]
    assert found == [0, 1]
