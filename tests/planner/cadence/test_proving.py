"""A fix is proved once more, on the plan as it is by then."""

from planner.cadence import load_policy
from planner.cadence.changes import Alter
from planner.cadence.fixes import Law, find_fixes, prove_fix
from planner.cadence.sketches import sketch_days

from .rules import make_policy

APS = Law((load_policy("aps"),))
PLAN = """class grades=2
tue 9:00 live morning meeting 60 community
tue 10:30 live reading 60
tue 13:00 live math 18
tue any time art 30 offline"""


def test_what_was_offered_is_proved_again_and_says_the_same() -> None:
    (day,) = sketch_days(PLAN)
    offers = find_fixes([day], APS, date=day.date).offers
    assert offers
    for offer in offers:
        assert prove_fix([day], APS, offer.changes, date=day.date) == offer


def test_a_fix_of_a_plan_that_was_mended_meanwhile_is_none() -> None:
    (day,) = sketch_days(PLAN)
    offer = find_fixes([day], APS, date=day.date).offers[0]
    assert prove_fix(offer.days, APS, offer.changes, date=day.date) is None


def test_a_change_that_mends_nothing_is_no_fix() -> None:
    (day,) = sketch_days(PLAN)
    change = Alter(day.date, day.blocks[0].id, "minutes", 55)
    assert prove_fix([day], APS, [change], date=day.date) is None


def test_the_musts_of_a_week_are_proved_for_the_week() -> None:
    rule = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "week"\nat_least = 120'
    law = Law((make_policy(rule),))
    week = sketch_days("mon-fri 14:00 live lesson 20")
    offers = find_fixes(week, law).offers
    assert "Lengthen “Lesson” to 40 minutes on Monday" in [offer.says[0] for offer in offers]
    for offer in offers:
        assert prove_fix(week, law, offer.changes) == offer
