"""The family day as values: what its template shows, decided and put into words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from planner.cadence.plan import PlannedBlock, PlannedDay, PlannedGroup
from planner.cadence.timelines import Timeline, timelines, total_timeline
from planner.differences import compare_days
from planner.families.day import WEEKEND, FamilyDay, Publication
from planner.families.elsewhere import (
    Choice,
    Language,
    WeekDay,
    list_choices,
    list_languages,
    list_week,
    name_group,
    open_dates,
    turn_to,
)
from planner.families.items import Item, away_first, make_items
from planner.families.languages import name_language
from planner.families.moments import mark_page
from planner.families.own import OwnMarks
from planner.families.words import say_moment, say_relation, say_screen_time
from planner.speech import join_words, say_whole_date
from planner.strip_markup import spell_strip
from planner.strips import Strip, draw_strip, drop_alike


@dataclass(frozen=True, slots=True)
class Glance:
    """One group's strip and its minutes in words."""

    strip: Strip
    words: str

    @property
    def markup(self) -> SafeString:
        """The strip as it is shown."""
        return show_strip(self.strip)


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: a title, which may be written in another direction, and the words after it."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Everything that the template of a family's day needs."""

    day: FamilyDay
    date: str
    relation: str
    place_icon: str
    place: str
    closed: str
    had_plan: bool
    choices: tuple[Choice, ...]
    timed: tuple[Item, ...]
    untimed: tuple[Item, ...]
    glances: tuple[Glance, ...]
    changes: tuple[Change, ...]
    published: str
    changed_since: str
    previous: WeekDay | None
    next: WeekDay | None
    week: tuple[WeekDay, ...]
    instead_of: str
    languages: tuple[Language, ...]
    own: OwnMarks | None
    """Where it says what is a learner's own; None on a class's page."""

    @property
    def free(self) -> str:
        """Where the page says whether nothing at a set time is going on between two that are."""
        return mark_page("free")

    @property
    def over(self) -> str:
        """Where the page says whether nothing at a set time is left."""
        return mark_page("over")

    @property
    def has_timed(self) -> bool:
        """Something stands at a set time."""
        return bool(self.timed)

    @property
    def has_untimed(self) -> bool:
        """Something may be done at any time."""
        return bool(self.untimed)

    @property
    def home(self) -> str:
        """The address of today for the chosen group."""
        return self.day.address + name_group(self.day.group_id)

    @property
    def siblings(self) -> str:
        """The address of the same day on the page of all siblings."""
        date = "" if self.day.is_home else f"{self.day.iso}/"
        return name_language(self.day.scope, self.day.language) + date

    @property
    def whole_week(self) -> str:
        """The address of the shown day's week for the chosen group."""
        return f"{self.day.address}week/{self.day.date}/{name_group(self.day.group_id)}"


def make_page(day: FamilyDay, own: OwnMarks | None = None) -> FamilyPage:
    """Decide what a family sees on this day, of a class or of a learner."""
    today = day.today
    closed = day.closed.get(day.date, "")
    told = None if closed else day.publication
    plan = None if told is None else told.plan
    group = find_group(plan, day.group_id)
    blocks = () if plan is None else choose_blocks(plan, group)
    items = () if plan is None else make_items(plan, blocks, group, day.zone)
    icon, place = ("", "") if plan is None else say_place(plan, blocks, group, day.is_today)
    timed = tuple(item for item in items if item.span is not None)
    return FamilyPage(
        day=day,
        date=say_whole_date(day.date),
        relation=say_relation(day.date, today),
        place_icon=icon,
        place=place,
        closed=closed,
        had_plan=bool(closed and day.publication is not None and day.publication.plan.blocks),
        choices=() if plan is None else tuple(list_choices(day, plan, group)),
        timed=timed,
        untimed=tuple(sorted((i for i in items if i.span is None), key=away_first)),
        glances=() if plan is None else tuple(draw_glances(plan, group)),
        changes=find_changes(told),
        published="" if told is None else say_moment(told.at),
        changed_since="" if told is None or told.before_at is None else say_moment(told.before_at),
        previous=turn_to(day, max((d for d in open_dates(day) if d < day.date), default=None)),
        next=turn_to(day, min((d for d in open_dates(day) if d > day.date), default=None)),
        week=tuple(list_week(day)),
        instead_of="" if day.instead_of is None else say_instead(day, day.instead_of),
        languages=tuple(list_languages(day, get_language() or "en")),
        own=own,
    )


def find_group(plan: PlannedDay | None, group_id: str) -> PlannedGroup | None:
    """The group asked for; None, which is everyone, where the class has no such group."""
    groups = () if plan is None else plan.classroom.groups
    return next((group for group in groups if group.id == group_id), None)


def choose_blocks(plan: PlannedDay, group: PlannedGroup | None) -> Sequence[PlannedBlock]:
    """The blocks of a group's day as the engine sees it; for everyone, all of them."""
    for timeline in timelines(plan):
        if group is not None and timeline.group_id == group.id:
            return timeline.blocks
    return sorted(plan.blocks, key=lambda block: (block.start is None, block.start or 0))


def say_place(
    plan: PlannedDay, blocks: Sequence[PlannedBlock], group: PlannedGroup | None, is_today: bool
) -> tuple[str, str]:
    """Where the day is spent, an icon and words; nothing for a class that is never at school."""
    if plan.at_school is None and not any(block.mode == "in_person" for block in plan.blocks):
        return "", ""
    lived = [timeline for timeline in timelines(plan) if timeline.group_name]
    there = [line.group_name or "" for line in lived if _is_there(plan, line.group_id, line.blocks)]
    at_home = [
        line.group_name or "" for line in lived if not _is_there(plan, line.group_id, line.blocks)
    ]
    if group is None and there and at_home:
        both = {"there": join_words(there), "home": join_words(at_home)}
        if is_today:
            words = gettext("At school today: %(there)s. At home today: %(home)s.")
        else:
            words = gettext("At school: %(there)s. At home: %(home)s.")
        return "in-person", words % both
    if _is_there(plan, None if group is None else group.id, blocks):
        return "in-person", gettext("At school today") if is_today else gettext("At school")
    return "home", gettext("At home today") if is_today else gettext("At home")


def _is_there(plan: PlannedDay, group_id: str | None, blocks: Sequence[PlannedBlock]) -> bool:
    """Whose turn at school it is goes there; in a class without turns, who has a lesson there."""
    if plan.at_school is None:
        return any(block.mode == "in_person" for block in blocks)
    outer = {group.id: group.within for group in plan.classroom.groups}
    here = group_id
    while here is not None and here not in plan.at_school:
        here = outer.get(here)
    return here is not None or (group_id is None and bool(plan.at_school))


def draw_glances(plan: PlannedDay, group: PlannedGroup | None) -> list[Glance]:
    """A strip with its minutes for the chosen group's day, or for each day that is lived."""
    if not plan.blocks:
        return []
    lived = [line for line in timelines(plan) if group is None or line.group_id == group.id]
    if lived[0].group_id is None and all(line.blocks == lived[0].blocks for line in lived):
        lived = lived[:1]
    glances = [Glance(draw_strip(plan, line.group_id), say_minutes(line)) for line in lived]
    same_words = len({glance.words for glance in glances}) == 1
    same_strip = len(drop_alike([glance.strip for glance in glances])) == 1
    return glances[:1] if same_words and same_strip else glances


def show_strip(strip: Strip) -> SafeString:
    """A strip with the hours under it."""
    # Every word in it was escaped where the markup was written.
    return SafeString(spell_strip(strip, hours=True))


def say_minutes(timeline: Timeline) -> str:
    """How much of a day is live and how much is on a screen, in words."""
    totals = total_timeline(timeline)
    return say_screen_time(totals.live, totals.screen)


def find_changes(told: Publication | None) -> tuple[Change, ...]:
    """What this publication changed in the one before it."""
    if told is None or told.before is None:
        return ()
    titles = {block.id: block.title for block in (*told.before.blocks, *told.plan.blocks)}
    changes = []
    for difference in compare_days(told.before, told.plan):
        title = titles.get(difference.block, "")
        if not difference.text.startswith(title):
            title = ""
        changes.append(Change(title, difference.text[len(title) :]))
    return tuple(changes)


def say_instead(day: FamilyDay, asked: dt.date) -> str:
    """Why another day than today is shown."""
    reason = day.closed.get(asked, "")
    if reason == WEEKEND:
        why = gettext("It is the weekend.")
    elif reason:
        why = gettext("No school today: %(reason)s.") % {"reason": reason}
    else:
        why = gettext("Nothing has been published for today.")
    return f"{why} {gettext('This is the next school day.')}"
