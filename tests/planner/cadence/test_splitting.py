"""What is measured on its own within a window: subjects, blocks, runs, halves of a day."""

import pytest

from planner.cadence import judge, timelines
from planner.cadence.measuring import Part
from planner.cadence.selections import Selection
from planner.cadence.sketches import sketch_days
from planner.cadence.splitting import Piece, split_parts

from .rules import make_policy

PLAN = """class subjects=Math
tue 11:00 live math 60
tue 12:00 live art 30
tue 12:35 live MATH games 25
tue any time reading 20
"""
ANYTHING = 'measure = "minutes"\nof = {}\nat_least = 1\n'


def split(rule: str, plan: str = PLAN) -> list[Piece]:
    parts = []
    for day in sketch_days(plan):
        (line,) = timelines(day)
        parts.append(Part(day, line, line.blocks))
    return list(split_parts(make_policy(ANYTHING + rule).checked_rules[0], Selection(), parts))


def show(piece: Piece) -> list[tuple[str, int | None, int]]:
    """The chosen blocks of a piece: what is left of them."""
    return [(b.title, b.start, b.minutes) for part in piece.parts for b in part.chosen]


def test_a_day_that_is_not_split_is_one_piece() -> None:
    (piece,) = split('window = "day"')
    assert (piece.value, piece.name, piece.place, len(show(piece))) == (None, "", 0, 4)


def test_each_block_is_a_piece_with_its_place() -> None:
    pieces = split('window = "block"')
    assert [(p.name, p.place) for p in pieces] == [(f"tue-{n + 1}", n) for n in range(4)]
    assert show(pieces[3]) == [("Reading", None, 20)]
    assert pieces[1].parts[0].timeline.blocks == pieces[1].parts[0].chosen


@pytest.mark.parametrize(("away", "starts"), [(5, ["660", "755"]), (6, ["660"])])
def test_each_run_is_a_piece_named_by_its_start(away: int, starts: list[str]) -> None:
    pieces = split(f'window = "run"\naway = {away}')
    assert [piece.name for piece in pieces] == starts


def test_a_block_belongs_to_the_half_of_the_day_that_its_minutes_are_in() -> None:
    morning, afternoon = split('window = "half_day"')
    assert (morning.name, afternoon.name) == ("morning", "afternoon")
    assert show(morning) == [("Math", 660, 60)]
    assert show(afternoon) == [("Art", 720, 30), ("MATH games", 755, 25)]


def test_a_block_over_the_middle_is_cut_in_two() -> None:
    morning, afternoon = split('window = { half_day = "12:45" }')
    assert show(morning)[-1] == ("MATH games", 755, 10)
    assert show(afternoon) == [("MATH games", 765, 15)]
    assert [b.title for b in morning.parts[0].timeline.blocks] == ["Math", "Art", "MATH games"]


def test_each_subject_is_a_piece_without_regard_to_capitals() -> None:
    pieces = split('window = "day"\nkey = "subject"')
    assert [(p.value, [title for title, _, _ in show(p)]) for p in pieces] == [
        ("Math", ["Math", "MATH games"]),
        ("art", ["Art"]),
        ("reading", ["Reading"]),
    ]


def test_a_subject_that_is_taught_but_not_planned_is_a_piece_without_blocks() -> None:
    (piece,) = split('window = "day"\nkey = "subject"', "class subjects=Math\ntue")
    assert (piece.value, show(piece)) == ("Math", [])


def test_a_tool_that_nobody_uses_is_no_piece() -> None:
    rule = 'window = "day"\nkey = "tool"'
    assert split(rule, PLAN) == []
    plan = "tue 9:00 live math 30 tool=Epic\ntue 10:00 live art 30 tool=EPIC\ntue 11:00 live x 5"
    (piece,) = split(rule, plan)
    assert (piece.value, len(show(piece))) == ("Epic", 2)


@pytest.mark.parametrize(
    "chosen",
    [
        'of = { subject = ["math", "ELA"] }',
        'of = { mode = "live", subject = ["math", "ela"] }',
        'of = { any_of = [{ subject = "math" }, { subject = "ela" }] }',
        'of = { except = { subject = ["art", "reading"] } }',
        'of = { named = "core" }',
    ],
)
def test_a_subject_of_which_nothing_can_be_chosen_is_not_asked_about(chosen: str) -> None:
    rule = f'measure = "minutes"\n{chosen}\nwindow = "week"\nkey = "subject"\nat_least = 30'
    policy = make_policy(rule, head='counts_as = { core = { subject = ["math", "ela"] } }')
    plan = "class subjects=Math,ela,art\nmon-fri 9:00 live math 10\nmon 10:00 live reading 10"
    found = judge(sketch_days(plan), [policy]).findings
    assert [(finding.key, finding.found) for finding in found] == [("ela", 0)]


def test_a_subject_is_asked_about_where_only_some_of_its_blocks_are_left_out() -> None:
    rule = (
        'measure = "minutes"\nof = { except = { subject = "art", mode = "live" } }\n'
        'window = "day"\nkey = "subject"\nat_least = 30'
    )
    plan = "tue 9:00 live art 40\ntue 10:00 in person art 20\ntue 11:00 live math 30"
    found = judge(sketch_days(plan), [make_policy(rule)]).findings
    assert [(finding.key, finding.found) for finding in found] == [("art", 20)]


def test_a_tool_or_a_teacher_that_a_rule_does_not_name_is_not_asked_about() -> None:
    plan = (
        "tue 9:00 live math 10 tool=Meet teacher=Kim\ntue 10:00 live art 10 tool=Zoom teacher=Lee"
    )
    for key, line in (("tool", 'tool = "meet"'), ("taught_by", 'teacher = "kim"')):
        rule = (
            f'measure = "minutes"\nof = {{ {line} }}\nwindow = "day"\nkey = "{key}"\nat_least = 30'
        )
        found = judge(sketch_days(plan), [make_policy(rule)]).findings
        assert [finding.key for finding in found] == ["Meet" if key == "tool" else "Kim"]


def test_the_pieces_of_several_days_hold_the_days_together() -> None:
    plan = "tue 9:00 live math 30\nwed 9:00 live art 20"
    pieces = split('window = "week"\nkey = "subject"', plan)
    assert [(p.value, show(p), len(p.parts)) for p in pieces] == [
        ("math", [("Math", 540, 30)], 2),
        ("art", [("Art", 540, 20)], 2),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        'window = "day"',
        'window = "block"',
        'window = "run"\naway = 5',
        'window = "half_day"',
        'window = "day"\nkey = "subject"',
    ],
)
def test_a_piece_keeps_its_day_and_group_and_what_is_chosen_stands_in_its_timeline(
    rule: str,
) -> None:
    (day,) = sketch_days("class groups=A\ntue 9:00 live math 60\ntue 12:00 live art 30 @A")
    (line,) = timelines(day)
    asked = make_policy(ANYTHING + rule).checked_rules[0]
    pieces = split_parts(asked, Selection(), [Part(day, line, line.blocks)])
    parts = [part for piece in pieces for part in piece.parts]
    assert parts
    for part in parts:
        assert (part.day, part.timeline.group_id) == (day, "A")
        assert part.timeline.blocks == part.chosen


def test_other_blocks_of_a_subject_stand_around_what_is_chosen() -> None:
    (day,) = sketch_days("tue 9:00 live math 60\ntue 12:00 in person math games 30")
    (line,) = timelines(day)
    rule = make_policy(ANYTHING + 'window = "day"\nkey = "subject"').checked_rules[0]
    (piece,) = split_parts(rule, Selection(), [Part(day, line, line.blocks[:1])])
    assert (piece.parts[0].timeline.blocks, piece.parts[0].chosen) == (
        line.blocks,
        line.blocks[:1],
    )


def test_a_block_over_midnight_belongs_to_the_afternoon_as_far_as_the_day_goes() -> None:
    plan = "tue 0:00 live math 30\ntue 11:59 live art 2\ntue 23:30 live pe 30"
    morning, afternoon = split('window = "half_day"', plan)
    assert show(morning) == [("Math", 0, 30), ("Art", 719, 1)]
    assert show(afternoon) == [("Art", 720, 1), ("PE", 1410, 30)]
