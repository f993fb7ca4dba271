"""Days that broke by slips: days that kept their musts, with up to three changes that spoil it."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from planner.cadence import Policy, judge, load_policy, shipped_policies
from planner.cadence.changes import Alter, Change, Remove, apply_all
from planner.cadence.documents import read_documents
from planner.cadence.fixes import Law
from planner.cadence.plan import PlannedBlock, PlannedDay, PlannedTool

MONDAY = dt.date(2026, 9, 14)
SUBJECTS = ("math", "reading", "writing", "science", "social studies", "art")
PURPOSES = ("community", "instruction", "small_group", "discussion", "feedback", None)
MEET = PlannedTool(name="Meet", host="meet.example.org", meeting=True)
OTHER = PlannedTool(name="Other", host="other.example.com", approved=False, meeting=True)
WORDY = ("instruction-in-tasks", "coach-checks")
"""Rules that only a teacher's own words can keep."""
PINNED, IN_COHORTS = 0.1, 0.2
SLIPS = ((1, 0.3), (2, 0.35), (3, 0.35))


@dataclass(frozen=True, slots=True)
class BrokenDay:
    """A day to fix, under which law, with what stays, and how many slips broke it."""

    day: PlannedDay
    """As it is read from its document, which is how services hand it to the search."""
    plain: PlannedDay
    law: Law
    fixed: frozenset[str]
    slips: int
    can_be_taken_back: bool
    """Whether the slips can be undone by changes of the same vocabulary."""


@cache
def list_laws() -> tuple[tuple[Law, float], ...]:
    """What the days are judged by, and how often each is taken: every shipped policy too."""
    practice = load_policy("good-practice")
    strict = practice.model_copy(
        update={
            "id": "strict",
            "rules": tuple(
                rule.model_copy(update={"strength": "must"})
                for rule in practice.checked_rules
                if rule.id not in WORDY and rule.window_word != "week"
            ),
        }
    )
    aps = load_policy("aps")
    named: list[tuple[tuple[Policy, ...], float]] = [
        ((aps, practice), 4),
        ((aps, strict), 4),
        ((load_policy("pragyata"), practice), 2),
        ((strict,), 2),
    ]
    shipped = [((policy,), 0.1) for policy in shipped_policies()]
    return tuple((Law(policies), weight) for policies, weight in [*named, *shipped])


def make_broken_days(number: int, seed: int) -> Iterator[BrokenDay]:
    """So many broken days, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    laws, weights = zip(*list_laws(), strict=True)
    made = 0
    while made < number:
        (law,) = chance.choices(laws, weights)
        day = plan_day(chance)
        if list_musts(day, law):
            continue
        fixed = frozenset(b.id for b in day.blocks if b.mode in ("break", "in_person") or b.pinned)
        slips = choose_slips(day, fixed, chance)
        broken = check(apply_all([day], slips)[0])
        if broken and list_musts(broken, law):
            made += 1
            back = not any(isinstance(slip, Remove) for slip in slips)
            yield BrokenDay(lighten(broken), broken, law, fixed, len(slips), back)


def list_musts(day: PlannedDay, law: Law) -> list[Any]:
    """The musts that a day breaks."""
    return [f for f in law.list_broken([day]) if f.strength == "must"]


def lighten(day: PlannedDay) -> PlannedDay:
    """The day as it is read from its document."""
    return next(iter(read_documents([day.model_dump_json(by_alias=True)])))


def check(day: PlannedDay) -> PlannedDay | None:
    """The day as a document that was checked; None where it is none."""
    try:
        return PlannedDay.model_validate(day.model_dump(by_alias=True))
    except ValueError:
        return None


def plan_day(chance: random.Random) -> PlannedDay:
    """A day at home: live blocks with pauses around lunch, a special now and then, tasks."""
    room = {"id": "1", "name": "One", "grades": [chance.choice("1234567")], "subjects": SUBJECTS}
    cohorts = "AB" if chance.random() < IN_COHORTS else ""
    groups = [{"id": each, "name": each} for each in cohorts]
    blocks = [*plan_timed(chance, cohorts), *plan_tasks(chance)]
    date = MONDAY + dt.timedelta(days=chance.choice((0, 1, 2, 3, 4)))
    return PlannedDay.model_validate(
        {"classroom": room | {"groups": groups}, "date": date, "blocks": blocks}
    )


def plan_timed(chance: random.Random, cohorts: str) -> Iterator[dict[str, Any]]:
    """Live blocks before and after lunch, now and then one for a cohort alone."""
    start, lunch = chance.choice((480, 510, 540)), chance.choice((690, 720))
    for place in range(chance.randint(3, 7)):
        minutes = chance.choice((15, 20, 20, 30, 30, 45))
        if start < lunch < start + minutes + 5:
            yield {"id": "lunch", "mode": "break", "title": "Lunch", "start": lunch, "minutes": 40}
            start = lunch + 45
        special = chance.random() < 0.08
        yield {
            "id": f"b{place}",
            "mode": "in_person" if special else "live",
            "title": f"Block {place}",
            "start": start,
            "minutes": minutes,
            "subject": SUBJECTS[place % 6],
            "purpose": PURPOSES[min(place, 5)],
            "tool": None if special else MEET,
            "pinned": chance.random() < PINNED,
            "groups": [chance.choice(cohorts)] if cohorts and chance.random() < 0.2 else [],
        }
        start += minutes + chance.choice((0, 5, 10, 10, 15, 15, 20))


def plan_tasks(chance: random.Random) -> Iterator[dict[str, Any]]:
    """A task in each of some subjects."""
    for place, subject in enumerate(SUBJECTS[: chance.randint(2, 6)]):
        yield {
            "id": f"t{place}",
            "mode": "async",
            "title": f"Task {place}",
            "minutes": chance.choice((15, 20, 30, 30, 30)),
            "screen": chance.choice(("on", "off")),
            "subject": subject,
            "due": dt.datetime.combine(MONDAY, dt.time(14, 30)) if chance.random() < 0.3 else None,
            "instruction_minutes": 5,
            "coach_check": "Ask for the page.",
        }


def choose_slips(
    day: PlannedDay, fixed: frozenset[str], chance: random.Random
) -> tuple[Change, ...]:
    """One to three slips, each of another block."""
    numbers, weights = zip(*SLIPS, strict=True)
    (number,) = chance.choices(numbers, weights)
    free = [block for block in day.blocks if block.id not in fixed]
    spoiled = chance.sample(free, min(int(number), len(free)))
    return tuple(slip(day, block, chance) for block in spoiled)


def slip(day: PlannedDay, block: PlannedBlock, chance: random.Random) -> Change:
    """Something that goes wrong with a block."""
    steps = chance.choice((5, 10, 15, 20, 30))
    ways: list[Change] = [
        Alter(day.date, block.id, "minutes", max(5, block.minutes - steps)),
        Alter(day.date, block.id, "minutes", block.minutes + steps),
        Alter(day.date, block.id, "needs_printing", True),
    ]
    if block.start is not None:
        places: Sequence[int] = range(day.opens, day.closes - block.minutes, 5)
        ways += [Alter(day.date, block.id, "start", chance.choice(places)) for _ in range(3)]
        ways.append(Alter(day.date, block.id, "tool", OTHER))
        ways.append(Remove(day.date, block.id))
    else:
        late = dt.datetime.combine(day.date, dt.time(21, 0)).isoformat()
        ways.append(Alter(day.date, block.id, "due", late))
        ways.append(Alter(day.date, block.id, "screen", "on" if block.screen == "off" else "off"))
    return chance.choice(ways)


def judge_again(day: PlannedDay, law: Law) -> bool:
    """Whether a day keeps every must, judged in full as a document that was checked."""
    return judge([day], law.policies).kept
