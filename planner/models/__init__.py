"""The planner's tables, one module per noun."""

from planner.models.days import Block, SchoolDay, week_dates
from planner.models.history import Change
from planner.models.links import FamilyLink, FeedToken, SecretAddress, hash_token
from planner.models.orgs import Closure, District, School, SchoolYear, Tool
from planner.models.people import Membership, User
from planner.models.policies import Policy, PolicyUse
from planner.models.published import Snapshot
from planner.models.roster import Classroom, Enrollment, Group, Household, Learner
from planner.models.verdicts import Stage, Verdict

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
    "School",
    "SchoolDay",
    "SchoolYear",
    "SecretAddress",
    "Snapshot",
    "Stage",
    "Tool",
    "User",
    "Verdict",
    "hash_token",
    "week_dates",
]
