"""The planner's tables, one module per noun."""

from planner.models.days import Block, SchoolDay, monday_of, week_at_hand, week_dates
from planner.models.history import Change
from planner.models.home_links import (
    EnrolledLearner,
    HomeAddress,
    HomeFeed,
    HomeLink,
    HomeOpening,
)
from planner.models.homes import HomeBase, Mark, Message, MoodCheck
from planner.models.links import (
    ClassAddress,
    FamilyLink,
    FeedToken,
    Opening,
    SecretAddress,
    hash_token,
)
from planner.models.orgs import Closure, District, School, SchoolYear, Tool
from planner.models.people import Membership, User
from planner.models.policies import Policy, PolicyUse
from planner.models.presence import Presence
from planner.models.published import Snapshot
from planner.models.roster import Classroom, Enrollment, Group, Household, Learner
from planner.models.rotations import Rotation
from planner.models.templates import WeekTemplate
from planner.models.verdicts import Stage, Verdict
from planner.models.waivers import Waiver
from planner.models.work import Rejudging, Trial

__all__ = [
    "Block",
    "Change",
    "ClassAddress",
    "Classroom",
    "Closure",
    "District",
    "EnrolledLearner",
    "Enrollment",
    "FamilyLink",
    "FeedToken",
    "Group",
    "HomeAddress",
    "HomeBase",
    "HomeFeed",
    "HomeLink",
    "HomeOpening",
    "Household",
    "Learner",
    "Mark",
    "Membership",
    "Message",
    "MoodCheck",
    "Opening",
    "Policy",
    "PolicyUse",
    "Presence",
    "Rejudging",
    "Rotation",
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
    "Waiver",
    "WeekTemplate",
    "hash_token",
    "monday_of",
    "week_at_hand",
    "week_dates",
]
