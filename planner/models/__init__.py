"""The planner's tables, one module per noun."""

from planner.models.days import Block, SchoolDay, monday_of, week_at_hand, week_dates
from planner.models.history import Change
from planner.models.links import FamilyLink, FeedToken, SecretAddress, hash_token
from planner.models.orgs import Closure, District, School, SchoolYear, Tool
from planner.models.people import Membership, User
from planner.models.policies import Policy, PolicyUse
from planner.models.published import Snapshot
from planner.models.roster import Classroom, Enrollment, Group, Household, Learner
from planner.models.verdicts import Stage, Verdict
from planner.models.work import Rejudging, Trial

__all__ = [
    "Block",
    "Change",
    "Classroom",
    "Closure",
    "District",
    "Enrollment",
    "FamilyLink",
    "FeedToken",
    "Group",
    "Household",
    "Learner",
    "Membership",
    "Policy",
    "PolicyUse",
    "Rejudging",
    "School",
    "SchoolDay",
    "SchoolYear",
    "SecretAddress",
    "Snapshot",
    "Stage",
    "Tool",
    "Trial",
    "User",
    "Verdict",
    "hash_token",
    "monday_of",
    "week_at_hand",
    "week_dates",
]
