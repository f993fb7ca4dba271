"""What of a class's day is one learner's."""

import pytest

from planner.cadence.plan import PlannedDay
from planner.cadence.sketches import sketch_days
from planner.families.learners import join_days, project_day

DAY = sketch_days(
    """class groups=A,B small=Help:A
    mon 9:00 live meeting 20
    mon 9:30 live fractions 20 @A
    mon 9:30 live poems 20 @B
    mon 10:00 live more fractions 20 @Help
    """
)[0]


def titles(plan: PlannedDay) -> list[str]:
    return [block.title for block in plan.blocks]


def find_group(name: str) -> str:
    return next(each.id for each in DAY.classroom.groups if each.name == name)


@pytest.mark.parametrize(
    ("groups", "mine"),
    [
        ((), ["meeting"]),
        (("A",), ["meeting", "fractions"]),
        (("B",), ["meeting", "poems"]),
        (("Help",), ["meeting", "fractions", "more fractions"]),
        (("B", "Help"), ["meeting", "fractions", "poems", "more fractions"]),
    ],
)
def test_a_learner_has_what_is_for_everyone_and_for_its_groups(
    groups: tuple[str, ...], mine: list[str]
) -> None:
    own = project_day(DAY, [find_group(name) for name in groups])
    assert [title.lower() for title in titles(own)] == mine
    assert {block.groups for block in own.blocks} == {()}
    assert own.classroom.groups == ()


@pytest.mark.parametrize(("turn", "there"), [("A", True), ("B", False)])
def test_whose_turn_at_school_it_is_says_where_the_learner_is(turn: str, there: bool) -> None:
    day = DAY.model_copy(update={"at_school": (find_group(turn),)})
    assert bool(project_day(day, [find_group("Help")]).at_school) is there


def test_help_for_a_group_is_read_by_its_learners_alone() -> None:
    block = DAY.blocks[0]
    supports = ((find_group("A"), "Count in tens."), (find_group("B"), "Count in fives."))
    helped = block.model_copy(update={"instructions": "Count.", "supports": supports})
    day = DAY.model_copy(update={"blocks": (helped,)})
    (own,) = project_day(day, [find_group("A")]).blocks
    assert (own.instructions, own.supports) == ("Count.", (("", "Count in tens."),))


def test_days_of_two_classes_are_one_day() -> None:
    other = sketch_days("mon 13:00 live chess 30")[0]
    assert titles(join_days([DAY, other])) == [*titles(DAY), *titles(other)]
