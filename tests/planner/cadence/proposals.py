"""A day to propose changes of: what the tests of levers' changes and of new blocks share."""

from planner.cadence.musts import Fault, Musts
from planner.cadence.plan import PlannedBlock, PlannedDay, PlannedTool
from planner.cadence.sketches import sketch_days

from .rules import make_policy

EPIC, TEAMS = PlannedTool(name="Epic"), PlannedTool(name="Teams", meeting=True)
(DAY,) = sketch_days("""class subjects=math
tue hours=8:30-10:30
tue 9:00 live math 30
tue 9:30 live art 20
tue 10:00 break recess 10
tue any time log 20 print due=fri,14:00""")
MATH, ART, RECESS, LOG = DAY.blocks
LIVE = 'measure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 57'
OPENING = (
    'measure = "opening"\nof = { mode = "live" }\nwindow = "day"\nat_least = 1\n'
    'with = { purpose = ["community", "feedback"] }'
)


def find_faults(rule: str, day: PlannedDay = DAY) -> tuple[Fault, ...]:
    return Musts([make_policy(rule)]).find([day])


def replace_block(block: PlannedBlock, **hours: int) -> PlannedDay:
    """The day with this block alone."""
    return DAY.model_copy(update={"blocks": (block,), **hours})
