"""Random plans and policies, as strange as the documents allow."""

import datetime as dt
from typing import Any, get_args

from hypothesis import strategies as st

from planner.cadence import Policy, shipped_policies
from planner.cadence.examples import make_example_policy
from planner.cadence.measures import MEASURES
from planner.cadence.plan import (
    GRADES,
    DayKind,
    Delivery,
    Mode,
    PlannedBlock,
    PlannedClassroom,
    PlannedDay,
    PlannedTool,
    Purpose,
    Screen,
)
from planner.cadence.sketches import MONDAY

GROUP_IDS = ("A", "B", "S")
SUBJECTS = ("math", "Math", "reading", "art")
TOOLS = (
    PlannedTool(name="Teams", meeting=True),
    PlannedTool(name="Epic"),
    PlannedTool(name="Zoom", approved=False, meeting=True),
)
DATES = tuple(MONDAY + dt.timedelta(days=offset) for offset in range(12))


@st.composite
def classrooms(draw: st.DrawFn) -> PlannedClassroom:
    """A class with no groups, cohorts, small groups, or all of them within each other."""
    groups: list[dict[str, Any]] = []
    for group_id in draw(st.sets(st.sampled_from(GROUP_IDS))):
        groups.append({"id": group_id, "name": group_id})
    for group in groups:
        others = [each["id"] for each in groups if each is not group]
        group["within"] = draw(st.sampled_from([None, *others]))
        group["kind"] = draw(st.sampled_from(["cohort", "small_group"]))
    return PlannedClassroom.model_validate(
        {
            "id": draw(st.sampled_from(["one", "two"])),
            "name": "Class",
            "grades": draw(st.lists(st.sampled_from(GRADES), min_size=1, max_size=3, unique=True)),
            "subjects": draw(st.lists(st.sampled_from(SUBJECTS), max_size=2, unique=True)),
            "delivery": draw(st.sampled_from(get_args(Delivery))),
            "groups": groups,
        }
    )


@st.composite
def blocks(draw: st.DrawFn, block_id: str, group_ids: list[str]) -> PlannedBlock:
    """Any block that the document allows."""
    mode = draw(st.sampled_from(get_args(Mode)))
    minutes = draw(st.integers(1, 24) | st.sampled_from([30, 60, 150])) * 5
    starts = st.integers(0, (1440 - minutes) // 5).map(lambda number: number * 5)
    needs_no_time = st.none() if mode == "async" else st.nothing()
    due = st.datetimes(dt.datetime(2020, 9, 14), dt.datetime(2020, 9, 28))
    return PlannedBlock(
        id=block_id,
        mode=mode,
        title=draw(st.sampled_from(["Math", "Hello", "Story"])),
        start=draw(starts | needs_no_time),
        minutes=minutes,
        screen=draw(st.sampled_from(get_args(Screen))) if mode == "async" else None,
        subject=draw(st.none() | st.sampled_from(SUBJECTS)),
        purpose=draw(st.none() | st.sampled_from(get_args(Purpose))),
        groups=tuple(draw(st.sets(st.sampled_from(group_ids)))) if group_ids else (),
        tool=draw(st.none() | st.sampled_from(TOOLS)),
        needs_printing=draw(st.booleans()),
        coach_check=draw(st.sampled_from(["", "Look at it"])),
        due=draw(st.none() | due) if mode == "async" else None,
    )


@st.composite
def days(draw: st.DrawFn, classroom: PlannedClassroom, date: dt.date) -> PlannedDay:
    """Any day of a class."""
    group_ids = [group.id for group in classroom.groups]
    number = draw(st.integers(0, 7))
    return PlannedDay(
        classroom=classroom,
        date=date,
        kind=draw(st.sampled_from(get_args(DayKind))),
        blocks=tuple(draw(blocks(f"{date:%d}-{place}", group_ids)) for place in range(number)),
    )


@st.composite
def plans(draw: st.DrawFn) -> list[PlannedDay]:
    """Days of one class or two, of one week or two."""
    rooms = {room.id: room for room in draw(st.lists(classrooms(), min_size=1, max_size=2))}
    dates = draw(st.sets(st.sampled_from(DATES), min_size=1, max_size=4))
    return [draw(days(room, date)) for room in rooms.values() for date in sorted(dates)]


def list_rules() -> list[dict[str, Any]]:
    """The rules of all examples and of all shipped policies, as data."""
    examples = [
        make_example_policy(word, example)
        for word, measure in MEASURES.items()
        for example in measure.examples
    ]
    return [
        rule.model_dump(mode="json")
        for policy in (*examples, *shipped_policies())
        for rule in policy.checked_rules
    ]


RULES = list_rules()


@st.composite
def policies(draw: st.DrawFn, bounds: tuple[str, ...] = ()) -> Policy:
    """A policy of known rules with other numbers, other strengths and other weekdays."""
    rules = []
    for place in range(draw(st.integers(1, 4))):
        rule = dict(draw(st.sampled_from(RULES))) | {"id": f"rule-{place}"}
        if rule["measure"] not in ("first_start", "last_end") or bounds:
            rule |= dict.fromkeys(("at_least", "at_most", "exactly", "between"))
            word = draw(st.sampled_from(bounds or ("at_least", "at_most", "exactly", "between")))
            low, high = sorted(draw(st.tuples(st.integers(0, 200), st.integers(0, 200))))
            rule[word] = [low, high] if word == "between" else high
        rule["strength"] = draw(st.sampled_from(["must", "should"]))
        rules.append(rule)
    name = draw(st.sampled_from(["p", "q"]))
    return Policy.model_validate({"id": name, "name": name, "version": "1", "rules": rules})
