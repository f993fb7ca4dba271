"""Plans in the short notation: every word of a line, and lines at fault."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from planner.cadence import PlanError, sketches
from planner.cadence.cli import main
from planner.cadence.files import parse_sketch
from planner.cadence.plan import PlannedBlock, PlannedClassroom, PlannedGroup, PlannedTool
from planner.cadence.shorthand import ShorthandError
from planner.cadence.sketches import sketch_days, sketch_plan

FILE = Path(__file__).with_name("slips_in_sketches.toml")
SLIPS = tomllib.loads(FILE.read_text("utf-8"))["slip"]


def test_a_class_is_a_second_grade_at_home_unless_more_is_said() -> None:
    (day,) = sketch_days("tue")
    assert day.classroom == PlannedClassroom(id="class", name="Class", grades=("2",))
    assert (day.date, day.kind, day.opens, day.closes) == (
        dt.date(2020, 9, 15), "regular", 480, 900
    )  # fmt: skip
    assert (day.usual_opens, day.announced, day.traits, day.blocks) == (None, None, (), ())


def test_a_class_says_all_that_rules_may_ask_of_it() -> None:
    (day,) = sketch_days(
        "class id=b name=Busy_Bees grades=K,3-4 subjects=math,social_studies delivery=hybrid "
        "groups=A,B small=Help:A,Own school=Hill_School teachers=Ada,Bo_Li traits=semestered "
        "figures=core_minutes:300,share:2.5\ntue"
    )
    assert day.classroom == PlannedClassroom(
        id="b",
        name="Busy Bees",
        grades=("K", "3", "4"),
        subjects=("math", "social studies"),
        delivery="hybrid",
        groups=(
            PlannedGroup(id="A", name="A"),
            PlannedGroup(id="B", name="B"),
            PlannedGroup(id="Help", name="Help", kind="small_group", within="A"),
            PlannedGroup(id="Own", name="Own", kind="small_group"),
        ),
        school="Hill School",
        teachers=("Ada", "Bo Li"),
        traits=("semestered",),
        figures=(("core_minutes", 300.0), ("share", 2.5)),
    )


def test_a_day_says_all_that_rules_may_ask_of_it() -> None:
    (day,) = sketch_days(
        "fri kind=weather hours=10:00-13:30 usual=8:15 announced=thu,18:30 traits=snow,a_day"
    )
    assert (day.date, day.kind, day.opens, day.closes) == (
        dt.date(2020, 9, 18), "weather", 600, 810
    )  # fmt: skip
    assert (day.usual_opens, day.traits) == (495, ("snow", "a_day"))
    assert day.announced == dt.datetime(2020, 9, 17, 18, 30)


def test_a_day_may_have_been_announced_on_any_date() -> None:
    (day,) = sketch_days("tue announced=2020-09-13T18:00")
    assert day.announced == dt.datetime(2020, 9, 13, 18)


def test_a_block_says_all_that_rules_may_ask_of_it() -> None:
    (day,) = sketch_days(
        "class groups=A\n"
        "tue 9:00-9:30 live math @A #instruction tool=Zoom:unapproved:meeting teacher=Ada\n"
        "tue any time log 20 offline print check video 5 due=thu,14:30 tool=Epic trait=homework"
    )
    assert day.blocks == (
        PlannedBlock(
            id="tue-1", mode="live", title="Math", start=540, minutes=30, subject="math",
            purpose="instruction", groups=("A",), teacher="Ada",
            tool=PlannedTool(name="Zoom", approved=False, meeting=True),
        ),
        PlannedBlock(
            id="tue-2", mode="async", title="Log", minutes=20, screen="off", needs_printing=True,
            instruction_minutes=5, coach_check="Ask to see it", traits=("homework",),
            due=dt.datetime(2020, 9, 17, 14, 30), tool=PlannedTool(name="Epic"),
        ),
    )  # fmt: skip


def test_weeks_follow_one_another_and_ids_are_short_in_the_first() -> None:
    days = sketch_days("weeks 2020-09-23 to 2020-10-02\nmon,wed 9:00 live math 30")
    assert [(day.date.isoformat(), day.blocks[0].id) for day in days] == [
        ("2020-09-21", "mon-1-200921"),
        ("2020-09-23", "wed-1-200921"),
        ("2020-09-28", "mon-1-200928"),
        ("2020-09-30", "wed-1-200928"),
    ]


def test_a_sketch_of_several_classes_has_the_days_of_each() -> None:
    days = sketch_days("class id=a\ntue 9:00 live math 30\nclass id=b\nwed 9:00 live art 20")
    assert [(day.classroom.id, day.date.day, day.blocks[0].title) for day in days] == [
        ("a", 15, "Math"),
        ("b", 16, "Art"),
    ]


def test_a_class_is_the_same_in_the_weeks_that_follow() -> None:
    days = sketch_days("class id=b\ntue\nweek 2020-09-21\nwed")
    assert [(day.classroom.id, day.date.day) for day in days] == [("b", 15), ("b", 23)]


def test_the_subjects_of_a_class_are_known_in_the_titles_of_its_blocks() -> None:
    (day,) = sketch_days("class subjects=robot_building\ntue 9:00 live robot building 30")
    assert day.blocks[0].subject == "robot building"


def test_remarks_and_empty_lines_plan_nothing() -> None:
    assert sketch_plan("\n  # tue 9:00 live math 30\n\n") == ((), ())


def test_a_sketch_may_begin_in_any_week() -> None:
    (day,) = sketch_days("tue 9:00 live math 30", dt.date(2026, 9, 7))
    assert (day.date, day.blocks[0].id) == (dt.date(2026, 9, 8), "tue-1")


@pytest.mark.parametrize(
    ("weeks", "number"),
    [
        ("week 2020-09-24", 1),
        ("weeks 2020-09-14 to 2020-11-08", 8),
        ("weeks 2020-09-14 to 2020-11-09", 9),
        ("weeks 2020-09-14 to 2021-11-01", 60),
        ("weeks 2020-09-14 to 2021-11-08", 60),
    ],
)
def test_a_line_names_one_week_or_up_to_sixty(weeks: str, number: int) -> None:
    assert len(sketch_days(f"{weeks}\ntue")) == number


def test_a_sketch_has_only_so_many_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketches, "MOST_DAYS", 3)
    assert len(sketch_days("mon-wed")) == 3
    with pytest.raises(ShorthandError) as caught:
        sketch_days("mon-thu")
    assert (str(caught.value), caught.value.word) == ("these are more than 3 days", "")


def test_at_most_a_thousand_days_are_closed_in_one_line() -> None:
    _, closed = sketch_plan("closed 2020-01-01 to 2022-09-26")
    assert len(closed) == 1000
    with pytest.raises(ShorthandError):
        sketch_plan("closed 2020-01-01 to 2022-09-27")


def test_closed_days_are_named_one_by_one_or_from_one_to_another() -> None:
    _, closed = sketch_plan("closed 2020-10-12\nclosed 2020-10-30 to 2020-11-01\ntue")
    assert [date.isoformat() for date in closed] == [
        "2020-10-12",
        "2020-10-30",
        "2020-10-31",
        "2020-11-01",
    ]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("tue\n9:00 live math 30", 2, "9:00"),
        ("week 2020-13-01", 1, "2020-13-01"),
        ("week soon", 1, "week soon"),
        ("class grades", 1, "grades"),
        ("class grade=3", 1, "grade"),
        ("class figures=core:x", 1, "core:x"),
        ("tue announced=noon", 1, "noon"),
        ("tue\ntue hours=8-14", 2, "8-14"),
        ("tue any time art 9 due=fr,14:00", 1, "fr,14:00"),
        ("tue any time art 9 @A", 1, "A"),
    ],
)
def test_a_line_at_fault_is_told_with_its_word(text: str, line: int, word: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        sketch_plan(text)
    assert (caught.value.line, caught.value.word) == (line, word)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["plan"][:60])
def test_a_slip_is_answered_to_the_letter(slip: dict[str, str]) -> None:
    with pytest.raises(PlanError) as caught:
        parse_sketch(slip["plan"], "mine.txt")
    assert str(caught.value) == slip["says"]


def test_a_file_at_fault_is_answered_and_never_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("class grades=kindergarten\ntue")
    assert main(["check", str(plan)]) == 2
    assert capsys.readouterr() == (
        "",
        f'{plan}:1: grades: "kindergarten" is not a grade; grades are PK, K and 1 to 12\n',
    )
