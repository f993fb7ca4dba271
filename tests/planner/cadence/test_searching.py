"""The search for a fix, step by step: what is tried first, how often, and when it ends."""

from collections.abc import Collection, Mapping

import pytest

from planner.cadence.changes import Add, Alter, Change, Remove, Shift, Split
from planner.cadence.findings import ALWAYS
from planner.cadence.levers import Lever
from planner.cadence.musts import FaultKey, Musts
from planner.cadence.plan import PlannedDay
from planner.cadence.proposing import Workshop
from planner.cadence.searching import (
    Search,
    State,
    collides,
    order_by_promise,
    order_levers,
    sign_change,
)
from planner.cadence.sketches import sketch_days

from .proposals import ART, DAY, MATH
from .rules import policy_of

LIVE = 'id = "live"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 60'
PAPER = (
    'id = "paper"\nmeasure = "having"\nwith = { fact = "printing" }\nof = {}\nwindow = "day"\n'
    "at_most = 0"
)
WEEK = 'id = "week"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "week"\nat_least = 200'
NO_TIME = 10_000


def search_for(
    *rules: str,
    free: Collection[str] = (),
    movable: Collection[int] = (0,),
    budget: int = NO_TIME,
    allowed: Mapping[FaultKey, float] | None = None,
) -> Search:
    musts = Musts([policy_of(*rules)] if rules else [])
    return Search(musts, Workshop(frozenset(free)), allowed or {}, movable, budget, lambda: False)


def begin(search: Search, *days: PlannedDay) -> State:
    return State(days, faults=search.explain(days))


def sketch(text: str) -> PlannedDay:
    (day,) = sketch_days(text)
    return day


def free_in(*days: PlannedDay) -> frozenset[str]:
    return frozenset(block.id for day in days for block in day.blocks)


LONGER, LATER = Alter(DAY.date, MATH.id, "minutes", 40), Alter(DAY.date, MATH.id, "start", 600)
NEW = Add(DAY.date, ART.model_copy(update={"id": "new-1"}))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LONGER, Alter(DAY.date, MATH.id, "minutes", 45), True),
        (LONGER, LATER, False),
        (LONGER, Alter(DAY.date, ART.id, "minutes", 40), False),
        (Remove(DAY.date, MATH.id), Split(DAY.date, MATH.id, 5), False),
        (Split(DAY.date, MATH.id, 5), Split(DAY.date, MATH.id, 10), True),
        # Shifts are known by the block that they begin with.
        (Shift(DAY.date, (MATH.id,), 5), Shift(DAY.date, (MATH.id, ART.id), 10), True),
        (Shift(DAY.date, (MATH.id, ART.id), 5), Shift(DAY.date, (ART.id, MATH.id), 5), False),
        (NEW, Add(DAY.date, NEW.block.model_copy(update={"start": 700, "minutes": 9})), True),
        (NEW, Add(DAY.date, NEW.block.model_copy(update={"mode": "in_person"})), False),
        (NEW, Add(DAY.date, NEW.block.model_copy(update={"subject": "pe"})), False),
        (NEW, Add(DAY.date, NEW.block.model_copy(update={"screen": "off"})), False),
        (NEW, Add(DAY.date.replace(day=1), NEW.block), False),
        (NEW, Remove(DAY.date, MATH.id), False),
    ],
)
def test_changes_are_alike_that_differ_by_minutes_only(
    one: Change, other: Change, alike: bool
) -> None:
    assert (sign_change(one) == sign_change(other)) == alike


def test_levers_are_pulled_in_the_order_of_the_plan_and_new_blocks_of_a_day_first() -> None:
    days = sketch_days("mon 9:00 live math 30\nmon 10:00 live art 30\ntue 9:00 live music 30")
    math, art, music = (block.id for day in days for block in day.blocks)
    levers: list[tuple[int, Lever]] = [
        (1, (music, "longer")),
        (0, (art, "start")),
        (1, ("new live", "add")),
        (0, (math, "start")),
        (0, (math, "longer")),
        (0, ("new async", "add")),
    ]
    assert order_levers(days, levers) == [
        (0, ("new async", "add")),
        (0, (math, "longer")),
        (0, (math, "start")),
        (0, (art, "start")),
        (1, ("new live", "add")),
        (1, (music, "longer")),
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("tue 9:00 live math 30\ntue 9:30 live art 20", False),
        ("tue 9:00 live math 31\ntue 9:30 live art 20", True),
        ("tue 9:30 live art 20\ntue 9:00 live math 31", True),
        ("tue 9:00 live math 31\ntue any time art 20", False),
        # What is for a group may be at the same time as what is for another.
        ("class groups=A,B\ntue 9:00 live math 31 @A\ntue 9:30 live art 20", False),
    ],
)
def test_blocks_for_everyone_at_one_time_are_seen_without_judging(text: str, answer: bool) -> None:
    assert collides(sketch(text)) == answer


def test_a_plan_is_the_nearer_the_fewer_musts_it_breaks_and_the_less_it_misses_them() -> None:
    search = search_for(LIVE, PAPER, free=["x"])
    short, printed = "tue 9:00 live math 30", "tue any time log 20 print\ntue any time pe 20 print"
    both = begin(search, sketch(f"{short}\n{printed}"))
    little = begin(search, sketch(short.replace("30", "50")))
    much = begin(search, sketch(short))
    assert (little.distance, much.distance) == (1 + 10 / 70, 1 + 30 / 90)
    assert both.distance == much.distance + 1 + 2 / 62
    # Told apart by what was changed, as plans on the way are.
    little.changes, much.changes = (LONGER,), (LATER,)
    assert order_by_promise([both, much, little]) == [little, much, both]


def test_of_plans_that_differ_by_minutes_only_one_at_a_time_comes_first() -> None:
    search = search_for(LIVE)
    near, far = (begin(search, sketch(f"tue 9:00 live math {n}")) for n in (50, 30))
    changes = (LONGER, Alter(DAY.date, MATH.id, "minutes", 45), LATER)
    first, again, other = (
        State(state.days, (change,), faults=state.faults)
        for state, change in zip((near, near, far), changes, strict=True)
    )
    assert order_by_promise([first, again, other]) == [first, other, again]


def test_what_needs_fewer_further_changes_comes_first() -> None:
    search = search_for(PAPER)
    one = begin(search, sketch("tue any time log 20 print"))
    two = begin(search, sketch("tue any time log 20 print\ntue any time pe 20 print"))
    assert (one.bound, two.bound) == (1, 2)
    assert order_by_promise([two, one]) == [one, two]


@pytest.mark.parametrize(
    ("judged", "tried", "over"),
    [(4, 0, False), (5, 0, True), (4, 3, False), (4, 4, True), (0, 19, False), (0, 20, True)],
)
def test_a_search_ends_with_its_budget_of_which_four_plans_made_take_as_much_as_one_judged(
    judged: int, tried: int, over: bool
) -> None:
    search = search_for(LIVE, budget=5)
    search.musts.judged, search.tried = judged, tried
    assert (search.is_over(), search.is_complete) == (over, not over)


def test_a_must_that_is_not_asked_about_counts_when_it_becomes_worse() -> None:
    search = search_for(LIVE)
    day = sketch("tue 9:00 live math 40")
    (fault,) = search.list_faults([day])
    search.allowed = {fault.key: 20}
    assert [
        len(list(search.list_faults([sketch(f"tue 9:00 live math {n}")]))) for n in (41, 40, 39)
    ] == [0, 0, 1]


def test_a_clash_is_looked_for_first_unless_there_was_one_before() -> None:
    clashing = sketch("tue 9:00 live math 60\ntue 9:30 live art 60")
    search = search_for(LIVE)
    assert not search.keeps_all([clashing])
    assert search.musts.judged == 0
    (clash,) = search.list_faults([clashing])
    allowing = search_for(LIVE, allowed={clash.key: clash.gap})
    assert clash.key[0] == ALWAYS
    assert allowing.keeps_all([clashing])


def test_a_clash_on_a_day_that_may_not_change_is_left() -> None:
    days = sketch_days("mon 9:00 live math 60\nmon 9:30 live art 60\ntue 9:00 live math 60")
    assert search_for(LIVE, movable=[1]).keeps_all(days)
    assert not search_for(LIVE, movable=[0, 1]).keeps_all(days)


def test_levers_are_those_of_the_days_that_a_fault_is_about_and_that_may_change() -> None:
    days = sketch_days("mon-fri 9:00 live math 30")
    free = free_in(*days)
    daily = search_for(LIVE, free=free, movable=[1, 2]).explain(days)
    assert [sorted({place for place, _ in levers}) for _, levers in daily] == [[1], [2]]
    ((_, wide),) = search_for(WEEK, free=free, movable=[1, 3]).explain(days)
    assert sorted(wide) == [
        (place, lever)
        for place in (1, 3)
        for lever in (("new live - - -", "add"), (days[place].blocks[0].id, "longer"))
    ]


def test_pulling_a_lever_makes_plans_with_one_more_change_each() -> None:
    days = sketch_days("mon 9:00 live math 30\ntue 9:00 live art 30\nwed 9:00 live pe 30")
    search = search_for(LIVE, free=free_in(*days), movable=[1])
    art = days[1].blocks[0].id
    root = State(tuple(days), (LONGER,), ((0, ("before", "start")),), search.explain(days))
    children = list(search.pull(root, (1, (art, "longer"))))
    assert search.tried == len(children) == 12
    first = children[0]
    assert first.changes == (LONGER, Alter(days[1].date, art, "minutes", 35))
    assert first.pulled == ((0, ("before", "start")), (1, (art, "longer")))
    assert [day.blocks[0].minutes for day in first.days] == [30, 35, 30]
    assert (first.days[0], first.days[2]) == (days[0], days[2])


def test_no_lever_is_pulled_twice_but_blocks_can_be_added_again() -> None:
    day = sketch("tue 9:00 live math 30")
    search = search_for(LIVE, free=free_in(day))
    longer, add = (0, (day.blocks[0].id, "longer")), (0, ("new live - - -", "add"))
    root = State((day,), (), (longer, add), search.explain([day]))  # type: ignore[arg-type]
    assert list(search.pull(root, longer)) == []  # type: ignore[arg-type]
    assert list(search.pull(root, add)) != []  # type: ignore[arg-type]


def test_four_plans_of_a_lever_are_kept_and_twelve_with_a_new_block() -> None:
    day = sketch("tue 9:00 live math 30\ntue 10:00 live art 20")
    search = search_for(LIVE, free=free_in(day))
    solved = list(search.finish(begin(search, day)))
    changes = [state.changes[0] for state in solved]
    longer = [change.value for change in changes if isinstance(change, Alter)]
    assert longer == [40, 45, 50, 55, 30, 35, 40, 45]
    assert sum(isinstance(change, Add) for change in changes) == 12


def test_only_levers_that_all_faults_share_can_finish() -> None:
    day = sketch("tue 9:00 live math 30 print\ntue 10:00 live art 20")
    search = search_for(LIVE, PAPER, free=free_in(day))
    assert list(search.finish(begin(search, day))) == []


def test_a_plan_grows_by_the_levers_of_the_fault_that_has_the_fewest() -> None:
    day = sketch("tue 9:00 live math 30\ntue any time log 20 print")
    search = search_for(LIVE, PAPER, free=free_in(day))
    grown = list(search.grow(begin(search, day)))
    log = day.blocks[1].id
    assert [state.changes for state in grown] == [
        (Alter(day.date, log, "needs_printing", False),),
        (Remove(day.date, log),),
    ]
    assert [[fault.finding.rule_id for fault, _ in state.faults] for state in grown] == [
        ["live"],
        ["live"],
    ]


def test_the_next_level_starts_from_each_plan_once_as_long_as_it_can_still_be_reached() -> None:
    text = "tue 9:00 live math 60\n" + "".join(f"tue any time t{n} 9 print\n" for n in range(4))
    day = sketch(text)
    search = search_for(PAPER, free=free_in(day))
    root = begin(search, day)
    assert root.bound == 4
    first = search.grow_all([root])
    second = search.grow_all(first)
    # Two changes of each of four tasks; then any two of the tasks, each in two ways.
    assert (len(first), len(second)) == (8, 24)
    assert {len(state.changes) for state in second} == {2}
    more = search_for(PAPER, free=free_in(day))
    worse = sketch(text + "tue any time t4 9 print")
    assert more.grow_all([begin(more, worse)]) == []


def test_the_fewest_changes_are_found_level_by_level() -> None:
    prints = [f"tue any time t{n} 9 print" for n in range(4)]
    for number in (1, 2, 3, 4):
        day = sketch("\n".join(["tue 9:00 live math 60", *prints[:number]]))
        search = search_for(PAPER, free=free_in(day))
        solved = search.run(begin(search, day))
        assert {len(state.changes) for state in solved} == {number}
        assert (search.least, search.is_complete) == (number, True)
        assert (search.patched is not None) == (number >= 3)


def test_beyond_four_changes_a_plan_is_only_patched() -> None:
    prints = "\n".join(f"tue any time t{n} 9 print" for n in range(5))
    day = sketch(f"tue 9:00 live math 60\n{prints}")
    search = search_for(PAPER, free=free_in(day))
    assert search.run(begin(search, day)) == []
    assert search.patched is not None
    assert (len(search.patched.changes), search.patched.faults) == (5, ())
    # What prints without need is mended by saying so, and nothing is taken away.
    assert not any(isinstance(change, Remove) for change in search.patched.changes)


def test_a_patch_goes_as_far_as_it_can() -> None:
    day = sketch("tue 9:00 live math 30\ntue any time log 20 print\ntue any time pe 20 print")
    search = search_for(LIVE, PAPER, free={day.blocks[2].id})
    patched = search.patch(begin(search, day))
    left = [(fault.finding.rule_id, fault.gap) for fault, _ in patched.faults]
    assert left == [("paper", 1)]
    assert [type(change) for change in patched.changes] == [Alter, Add]


def test_one_change_that_mends_a_fault_is_better_than_one_that_makes_it_smaller() -> None:
    day = sketch("tue hours=8:00-12:00\ntue 9:00 live math 30\ntue 10:00 live art 20")
    search = search_for(LIVE, free=free_in(day))
    state = begin(search, day)
    lever: tuple[int, Lever] = (0, (day.blocks[0].id, "longer"))
    better = search.find_better(state, lever)
    assert better is not None
    assert (better.changes[0], better.faults) == (
        Alter(day.date, day.blocks[0].id, "minutes", 40),
        (),
    )


def test_where_no_change_mends_a_fault_the_first_that_makes_it_smaller_is_kept() -> None:
    day = sketch("tue hours=8:00-9:20\ntue 9:00 live math 10")
    search = search_for(LIVE, free=free_in(day))
    better = search.find_better(begin(search, day), (0, (day.blocks[0].id, "longer")))
    assert better is not None
    assert (better.changes[0], [fault.gap for fault, _ in better.faults]) == (
        Alter(day.date, day.blocks[0].id, "minutes", 15),
        [45],
    )


def test_what_makes_another_fault_worse_is_no_improvement() -> None:
    few = 'id = "few"\nmeasure = "minutes"\nof = { screen = "on" }\nwindow = "day"\nat_most = 20'
    day = sketch("tue 9:00 live math 30")
    search = search_for(LIVE, few, free=free_in(day))
    state = begin(search, day)
    assert search.find_better(state, (0, (day.blocks[0].id, "longer"))) is None
    assert search.improve(state, frozenset()) is None


def test_the_best_improvement_takes_nothing_away_and_costs_least() -> None:
    day = sketch("tue 9:00 live math 60\ntue 9:30 live art 30")
    search = search_for(free=free_in(day))
    state = begin(search, day)
    ((_, levers),) = state.faults
    better = search.improve(state, levers)
    assert better is not None
    assert better.changes == (Alter(day.date, day.blocks[0].id, "start", 510),)
