"""Random plans and policies, as strange as the documents allow."""

import datetime as dt
import os
from typing import Any, get_args

from hypothesis import HealthCheck, settings
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

relaxed = settings(
    deadline=None,
    max_examples=int(os.environ.get("EXAMPLES", "30")),
    suppress_health_check=[HealthCheck.too_slow],
)
"""How much a property tries: EXAMPLES asks for more (`make fuzz`) or for less (`make mutants`)."""

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
    told = st.integers(-3000, 900).map(lambda minutes: dt.timedelta(minutes=minutes))
    return PlannedDay(
        classroom=classroom,
        date=date,
        kind=draw(st.sampled_from(get_args(DayKind))),
        opens=draw(st.sampled_from([480, 600, 0])),
        closes=draw(st.sampled_from([900, 780, 1440])),
        usual_opens=draw(st.sampled_from([None, 480, 540])),
        announced=draw(
            st.none() | told.map(lambda far: dt.datetime.combine(date, dt.time()) + far)
        ),
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
WORDS = st.sampled_from(["grade", "school_minutes", "opens", "closes", {"figure": "core_minutes"}])
RANGES = st.fixed_dictionaries(
    {
        "range": st.tuples(NUMBERS, NUMBERS).map(list),
        "reading": st.sampled_from(["low", "high", "undecided"]),
    }
)
LEAVES = NUMBERS | QUANTITIES | WORDS | RANGES
MAPS = st.fixed_dictionaries({"PK-2": LEAVES}, optional={"3-8": LEAVES, "9-12": NUMBERS})


def nest(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An amount made from others."""
    pairs, several = st.tuples(inner, inner).map(list), st.lists(inner, min_size=1, max_size=3)
    dated = st.tuples(inner, inner).map(
        lambda two: [{"until": "2020-09-16", "is": two[0]}, {"from": "2020-09-18", "is": two[1]}]
    )
    return st.one_of(
        st.fixed_dictionaries({"half_of": inner}),
        st.fixed_dictionaries({"percent": st.tuples(NUMBERS, inner).map(list)}),
        st.fixed_dictionaries({"times": st.tuples(st.integers(0, 9), inner).map(list)}),
        st.fixed_dictionaries({"less": pairs}),
        st.fixed_dictionaries({"dated": dated}),
        st.fixed_dictionaries({"by_place": several}, optional={"then": inner}),
        st.fixed_dictionaries(
            {"by_weekday": st.fixed_dictionaries({"wed": inner, "others": inner})}
        ),
        *(st.fixed_dictionaries({word: several}) for word in ("sum_of", "highest_of", "lowest_of")),
    )


RECKONED = st.recursive(LEAVES | MAPS, nest, max_leaves=5)
WHEN = st.fixed_dictionaries(
    {},
    optional={
        "grades": st.sampled_from(["K-5", ["PK-2", "9-12"]]),
        "kinds": st.lists(st.sampled_from(get_args(DayKind)), min_size=1, max_size=4),
        "delivery": st.lists(st.sampled_from(get_args(Delivery)), min_size=1, max_size=2),
        "months": st.just(["sep"]),
        "from": st.just("2020-09-15"),
        "until": st.just("2020-09-23"),
        "traits": st.just("homework"),
        "without_traits": st.just(["online"]),
        "nth": st.fixed_dictionaries(
            {"place": st.integers(1, 4), "of": st.sampled_from(["week", "month"])}
        ),
        "facts": st.fixed_dictionaries(
            {
                "window": st.sampled_from(["day", "week", {"rolling": 2}]),
                "measure": st.just("count"),
                "of": st.sampled_from([{}, {"mode": "live"}]),
                "at_least": st.integers(0, 3),
            }
        ).map(lambda fact: [fact]),
    },
)
MAY_MISS = st.fixed_dictionaries(
    {"times": st.integers(0, 2), "in": st.sampled_from(["week", "month"])}
) | st.fixed_dictionaries({"under_percent": st.just(50), "in": st.just("week")})
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
    if draw(st.booleans()):
        rule["when"] = {**draw(WHEN), "weekdays": rule["when"].get("weekdays")}
    if ceilings:
        # A limit that is worked out may be 0 on an empty day, and a mean is of all days.
        return rule | {"may_miss": None}
    if rule["window"] == "day" and draw(st.booleans()):
        widened = {"window": draw(WIDE)}
        rule |= widened if not rule["when"].get("weekdays") else {}
        rule["mean_over"] = draw(st.sampled_from([None, "day", "week"]))
    if draw(st.integers(0, 3)) == 0:
        rule["may_miss"] = draw(MAY_MISS)
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


NAMED: st.SearchStrategy[Any] = st.sampled_from(
    [{"of": {"named": "taught"}}, {"of": {"any_of": [{"named": "online"}, {"subject": "art"}]}}]
)


@st.composite
def policies(draw: st.DrawFn, bounds: tuple[str, ...] = BOUNDS) -> Policy:
    """A policy of known rules, alone or several joined, asked otherwise than they were."""
    chosen = draw(st.lists(rules(bounds) | joined_rules(bounds), min_size=1, max_size=4))
    numbered = [{**rule, "id": f"rule-{place}"} for place, rule in enumerate(chosen)]
    name, other = draw(st.permutations(["p", "q"]))
    data: dict[str, Any] = {"id": name, "name": name, "version": "1", "rules": numbered}
    if draw(st.integers(0, 3)) == 0:
        data["overrides"] = [{"policy": other, "rules": ["rule-0"], "why": "It is agreed."}]
    if draw(st.booleans()):
        data["counts_as"] = {"online": {"screen": "on"}, "taught": {"mode": ["live", "in_person"]}}
        numbered[0] = {**numbered[0], **draw(NAMED)} if "measure" in numbered[0] else numbered[0]
    return Policy.model_validate(data)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
"""Anything that a file may hold anywhere."""
