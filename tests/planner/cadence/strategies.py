"""Random plans and policies, as strange as the documents allow."""

import datetime as dt
from typing import Any, get_args

from hypothesis import strategies as st

from planner.cadence import Policy, Rule, shipped_policies
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
from planner.cadence.policy import Key
from planner.cadence.sketches import MONDAY

GROUP_IDS = ("A", "B", "S")
SUBJECTS = ("math", "Math", "reading", "art")
TOOLS = (
    PlannedTool(name="Teams", meeting=True),
    PlannedTool(name="Epic"),
    PlannedTool(name="Zoom", approved=False, meeting=True),
)
TEACHERS = ("Ada", "Bo")
TRAITS = ("homework", "online")
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
            "school": draw(st.sampled_from(["", "North"])),
            "teachers": draw(st.lists(st.sampled_from(TEACHERS), max_size=2, unique=True)),
            "traits": draw(st.lists(st.sampled_from(TRAITS), max_size=1)),
            "figures": draw(st.sampled_from([(), (("core_minutes", 90.0),)])),
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
        teacher=draw(st.none() | st.sampled_from(TEACHERS)),
        traits=tuple(draw(st.lists(st.sampled_from(TRAITS), max_size=1))),
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
        traits=tuple(draw(st.lists(st.sampled_from(TRAITS), max_size=1))),
        blocks=tuple(draw(blocks(f"{date:%d}-{place}", group_ids)) for place in range(number)),
    )


@st.composite
def plans(draw: st.DrawFn) -> list[PlannedDay]:
    """Days of one class or two, of one week or two."""
    rooms = {room.id: room for room in draw(st.lists(classrooms(), min_size=1, max_size=2))}
    dates = draw(st.sets(st.sampled_from(DATES), min_size=1, max_size=4))
    return [draw(days(room, date)) for room in rooms.values() for date in sorted(dates)]


def list_rules() -> list[dict[str, Any]]:
    """The rules of one sentence of all examples and of all shipped policies, as data."""
    examples = [
        make_example_policy(word, example)
        for word, measure in MEASURES.items()
        for example in measure.examples
    ]
    return [
        rule.model_dump(mode="json")
        for policy in (*examples, *shipped_policies())
        for rule in policy.checked_rules
        if isinstance(rule, Rule) and "named" not in rule.model_dump_json()
    ]


RULES = list_rules()
CLOCKS = ("first_start", "last_end")
BOUNDS = ("at_least", "at_most", "exactly", "between")
NARROW = ("block", "run", "day", "half_day")
NOT_ON_EMPTY_DAYS = ("free_minutes", "late_start", "notice")
"""Measures that have a value where nothing is planned."""

NUMBERS = st.integers(0, 200)
QUANTITIES = st.sampled_from(
    [
        {"measure": "minutes", "of": {"mode": "async"}},
        {"measure": "count", "of": {}},
        {"measure": "longest_run", "with": {"away": 5}, "of": {"screen": "on"}},
    ]
)
RECKONED = st.recursive(
    NUMBERS | QUANTITIES | st.sampled_from(["grade", "school_minutes"]),
    lambda inner: (
        st.fixed_dictionaries({"half_of": inner})
        | st.fixed_dictionaries({"percent": st.tuples(NUMBERS, inner).map(list)})
        | st.fixed_dictionaries({"sum_of": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"highest_of": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"less": st.tuples(inner, inner).map(list)})
        | st.fixed_dictionaries({"by_weekday": st.fixed_dictionaries({"others": inner})})
    ),
    max_leaves=4,
)
WIDE = st.sampled_from(["week", "month", "year", {"days": 3}, {"rolling": 3}])


@st.composite
def bounds(draw: st.DrawFn, words: tuple[str, ...], *, reckoned: bool) -> dict[str, Any]:
    """One of the bounds, with a number or a reckoned amount."""
    word = draw(st.sampled_from(words))
    if word == "between":
        return {word: sorted(draw(st.tuples(NUMBERS, NUMBERS)))}
    return {word: draw(NUMBERS | RECKONED) if reckoned else draw(NUMBERS)}


@st.composite
def rules(draw: st.DrawFn, words: tuple[str, ...]) -> dict[str, Any]:
    """A known rule with another bound, another strength, perhaps another window or key."""
    ceilings = words == ("at_most",)
    known = [r for r in RULES if not (ceilings and r["measure"] in NOT_ON_EMPTY_DAYS)]
    rule = dict(draw(st.sampled_from(known)))
    if rule["measure"] not in CLOCKS or ceilings:
        rule |= dict.fromkeys(BOUNDS) | draw(bounds(words, reckoned=not ceilings))
    rule["strength"] = draw(st.sampled_from(["must", "should"]))
    if ceilings:
        # A limit that is worked out may be 0 on an empty day, and a mean is of all days.
        return rule | {"may_miss": None}
    if rule["window"] == "day" and draw(st.booleans()):
        widened = {"window": draw(WIDE)}
        rule |= widened if not rule["when"].get("weekdays") else {}
        rule["mean_over"] = draw(st.sampled_from([None, "day", "week"]))
    if rule["window"] != "run" and draw(st.booleans()):
        rule["key"] = draw(st.sampled_from(get_args(Key)))
    return rule


@st.composite
def joined_rules(draw: st.DrawFn, words: tuple[str, ...]) -> dict[str, Any]:
    """Several sentences over a day or a wider window."""
    parts = ("measure", "with", "of", *BOUNDS)
    each = rules(words).filter(lambda rule: rule["measure"] not in CLOCKS)
    clauses = [
        {name: rule[name] for name in parts if rule.get(name) is not None}
        for rule in draw(st.lists(each, min_size=2, max_size=3))
    ]
    return {
        draw(st.sampled_from(["any_of", "all_of"])): clauses,
        "window": draw(st.sampled_from(["day", "half_day", "week", "month"])),
        "strength": "must",
        "source": {"authority": "A test"},
    }


@st.composite
def policies(draw: st.DrawFn, bounds: tuple[str, ...] = BOUNDS) -> Policy:
    """A policy of known rules, alone or several joined, asked otherwise than they were."""
    chosen = draw(st.lists(rules(bounds) | joined_rules(bounds), min_size=1, max_size=4))
    numbered = [{**rule, "id": f"rule-{place}"} for place, rule in enumerate(chosen)]
    name = draw(st.sampled_from(["p", "q"]))
    return Policy.model_validate({"id": name, "name": name, "version": "1", "rules": numbered})
