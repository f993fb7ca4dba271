"""Publishing a week: what will change for families, then each day frozen as one document."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from planner.cadence import Finding
from planner.cadence.plan import PlannedDay
from planner.calendars import StoredEvent, events_to_json, publish_days
from planner.differences import STAFF_FIELDS, Difference, compare_days
from planner.models import Classroom, SchoolDay, Snapshot, Stage, User, week_dates
from planner.review import (
    WeekReview,
    digest_document,
    review_week,
    spell_document,
    spell_verdict,
    worst_strength,
)
from planner.services.events import latest_events
from planner.services.history import open_day
from planner.services.judging import rejudge_week

CLASH = "clash"


class StaleWeek(Exception):
    """The draft moved on after it was previewed: nothing was published."""


class ClashUnconfirmed(Exception):
    """Blocks of one group stand at the same time, and publishing them was not confirmed by name."""

    def __init__(self, clashes: tuple[Finding, ...]) -> None:
        super().__init__("Blocks of one group stand at the same time.")
        self.clashes = clashes


@dataclass(frozen=True, slots=True)
class DayPreview:
    """What publishing would change on one date."""

    date: dt.date
    closed: str
    version: int
    day: PlannedDay | None
    was_published: bool
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]

    @property
    def will_publish(self) -> bool:
        """A day is published when it differs from what families see; never an empty day anew."""
        if self.day is None:
            return False
        return bool(self.differences) if self.was_published else bool(self.day.blocks)

    @property
    def broken(self) -> tuple[Finding, ...]:
        """What the day breaks, musts first."""
        return tuple(found for found in self.findings if found.outcome == "broken")

    @property
    def broken_words(self) -> str:
        """The same in a few words."""
        return spell_verdict(self.findings)

    @property
    def verdict_class(self) -> str:
        """kept, should or must: how its verdict looks."""
        return worst_strength(self.findings)

    @property
    def unjoinable(self) -> tuple[str, ...]:
        """Titles of live sessions that have no link: families could not join."""
        if self.day is None:
            return ()
        return tuple(
            block.title for block in self.day.blocks if block.mode == "live" and not block.link
        )


@dataclass(frozen=True, slots=True)
class WeekPreview:
    """What publishing would change in a week."""

    review: WeekReview
    days: tuple[DayPreview, ...]

    @property
    def clashes(self) -> tuple[Finding, ...]:
        """Findings that need a second, named confirmation."""
        return tuple(
            finding
            for preview in self.days
            if preview.will_publish
            for finding in preview.findings
            if finding.rule_id == CLASH
        )

    @property
    def will_publish(self) -> bool:
        """Whether there is anything to publish."""
        return any(preview.will_publish for preview in self.days)

    @property
    def versions(self) -> dict[dt.date, int]:
        """The version of each day as previewed."""
        return {preview.date: preview.version for preview in self.days}


def preview_week(classroom: Classroom, monday: dt.date) -> WeekPreview:
    """Compare each drafted day of a week with what families see now."""
    review = review_week(classroom, monday, Stage.DRAFT)
    dates = week_dates(monday)
    rows = {
        row.date: row
        for row in SchoolDay.objects.between(classroom, dates[0], dates[-1]).select_related(
            "published"
        )
    }
    days = [_preview_day(review, date, rows.get(date)) for date in dates]
    return WeekPreview(review, tuple(days))


def _preview_day(review: WeekReview, date: dt.date, row: SchoolDay | None) -> DayPreview:
    day = review.day(date)
    shown = None if row is None or row.published is None else row.published
    same = (
        shown is not None
        and day is not None
        and shown.digest == digest_document(spell_document(day))
    )
    differences: tuple[Difference, ...] = ()
    if day is not None and not same:
        differences = compare_days(None if shown is None else shown.plan, day, STAFF_FIELDS)
        if shown is not None and not differences:
            differences = (
                Difference("changed", "", "The class's own details (name, hours, groups)"),
            )
    return DayPreview(
        date=date,
        closed=review.closed.get(date, ""),
        version=0 if row is None else row.version,
        day=day,
        was_published=shown is not None,
        differences=differences,
        findings=review.of_day(date).findings if day is not None else (),
    )


def _write_events(
    classroom: Classroom, going: Sequence[PlannedDay], now: dt.datetime
) -> dict[dt.date, tuple[StoredEvent, ...]]:
    """The events to keep with each day, those that were cancelled before among them: a calendar
    that asks seldom must still hear of them, and a block that comes back goes on counting."""
    known = latest_events(classroom)
    host = settings.BLENDPLAN_CALENDAR_HOST
    written = publish_days(going, classroom.school.timezone, now, host, known)
    newest = known | {event.block: event for event in written}
    return {
        day.date: tuple(event for event in newest.values() if event.date == day.date)
        for day in going
    }


def _freeze_day(
    row: SchoolDay, day: PlannedDay, events: str, by: User | None, now: dt.datetime
) -> None:
    text = spell_document(day)
    last = row.snapshots.aggregate(last=Max("number"))["last"] or 0
    snapshot = Snapshot.objects.create(
        day=row,
        number=last + 1,
        document=text,
        digest=digest_document(text),
        events=events,
        published_at=now,
        published_by=by,
    )
    SchoolDay.objects.filter(pk=row.pk).update(published=snapshot)


@transaction.atomic
def publish_week(
    *,
    by: User | None,
    classroom: Classroom,
    monday: dt.date,
    versions: Mapping[dt.date, int],
    confirm_clash: bool,
    now: dt.datetime,
) -> WeekPreview:
    """Freeze every day of the week that differs from what families see.

    `versions` are those of the preview that the teacher looked at. Raises StaleWeek when a day has
    changed since, and ClashUnconfirmed when there are clashes and `confirm_clash` is not given.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    preview = preview_week(classroom, monday)
    if preview.versions != dict(versions):
        raise StaleWeek
    if preview.clashes and not confirm_clash:
        raise ClashUnconfirmed(preview.clashes)
    going = [day.day for day in preview.days if day.day is not None and day.will_publish]
    if not going:
        return preview
    events = _write_events(classroom, going, now)
    for day in going:
        row = open_day(classroom, day.date)
        _freeze_day(row, day, events_to_json(events[day.date]), by, now)
    Classroom.objects.filter(pk=classroom.pk).update(
        published_version=F("published_version") + 1, published_at=now
    )
    rejudge_week(classroom=classroom, monday=monday, stage=Stage.PUBLISHED, now=now)
    return preview
