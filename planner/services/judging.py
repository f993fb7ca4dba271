"""Keeping stored verdicts true."""

import datetime as dt
import json
import secrets
from dataclasses import replace

from django.db import transaction

from planner.cadence import Verdict as JudgedVerdict
from planner.cadence import verdict_to_json
from planner.models import Classroom, SchoolDay, Stage, Verdict
from planner.models.prepared import PreparedUpdate
from planner.models.rooms import lock_room
from planner.review import WeekReview, digest_document, review_week, spell_document
from planner.strip_markup import spell_tiny_strip

WINDOW_FIELDS = ("classroom", "stage", "window", "date")
JUDGED_FIELDS = (
    "musts_broken",
    "shoulds_missed",
    "broken_rules",
    "waived_rules",
    "findings",
    "rules_in_force",
    "cell",
    "judged_at",
)

NOTE_DIGEST = PreparedUpdate(
    lambda pk, _: SchoolDay.objects.filter(pk=pk), {"draft_digest": "any"}, 1001, "any"
)


def count_broken(verdict: JudgedVerdict, strength: str) -> int:
    """How many rules of this strength were found broken (undecided ones are not)."""
    broken = [finding for finding in verdict.findings if finding.outcome == "broken"]
    return sum(finding.strength == strength for finding in broken)


def spell_rules(verdict: JudgedVerdict, outcome: str) -> str:
    """Each rule with this outcome, once, as text; equal sets of rules give equal text."""
    found = [finding for finding in verdict.findings if finding.outcome == outcome]
    return json.dumps(sorted({(each.policy_id, each.rule_id, each.strength) for each in found}))


def _make_verdict(
    review: WeekReview, stage: Stage, window: Verdict.Window, date: dt.date, now: dt.datetime
) -> Verdict:
    is_day = window == Verdict.Window.DAY
    verdict = review.of_day(date) if is_day else review.of_whole_week()
    # Boards show what is published: nobody sees a draft's cell.
    day = review.day(date) if is_day and stage == Stage.PUBLISHED else None
    return Verdict(
        classroom=review.classroom,
        stage=stage,
        window=window,
        date=date,
        musts_broken=count_broken(verdict, "must"),
        shoulds_missed=count_broken(verdict, "should"),
        broken_rules=spell_rules(verdict, "broken"),
        waived_rules=spell_rules(verdict, "waived"),
        findings=verdict_to_json(replace(verdict, unchecked=())),
        rules_in_force=json.dumps([[policy.id, policy.version] for policy in review.policies]),
        cell="" if day is None else spell_tiny_strip(day),
        judged_at=now,
    )


def _store_verdicts(review: WeekReview, stage: Stage, now: dt.datetime) -> None:
    """Write the verdict of each judged day and of the week, in one statement."""
    if not review.days:
        return
    window = Verdict.Window
    verdicts = [_make_verdict(review, stage, window.DAY, day.date, now) for day in review.days]
    verdicts.append(_make_verdict(review, stage, window.WEEK, review.monday, now))
    Verdict.objects.bulk_create(
        verdicts, update_conflicts=True, update_fields=JUDGED_FIELDS, unique_fields=WINDOW_FIELDS
    )


@transaction.atomic
def rejudge_week(
    *, classroom: Classroom, monday: dt.date, stage: Stage, now: dt.datetime
) -> WeekReview:
    """Judge a classroom's week again and store a verdict for each of its days and for the week.

    Days that no longer count (closed meanwhile, or never published) lose their verdict. The class
    is locked: whoever judges at the same time must not store what an older plan was found to be.
    """
    lock_room(classroom.pk)
    review = review_week(classroom, monday, stage)
    dates = {day.date for day in review.days}
    gone = Verdict.objects.of_week([classroom], monday, stage)
    if dates:
        gone = gone.filter(window=Verdict.Window.DAY).exclude(date__in=dates)
    gone.delete()
    _store_verdicts(review, stage, now)
    if stage == Stage.DRAFT:
        _note_draft_digests(review)
    else:
        Classroom.objects.filter(pk=classroom.pk).update(judged_stamp=secrets.token_hex(8))
    return review


def judge_draft(*, classroom: Classroom, monday: dt.date, now: dt.datetime) -> WeekReview:
    """Judge a drafted week again after a gesture, which closes and opens no day.

    Only inside the gesture's transaction, with the class locked.
    """
    review = review_week(classroom, monday, Stage.DRAFT)
    _store_verdicts(review, Stage.DRAFT, now)
    _note_draft_digests(review)
    return review


def _note_draft_digests(review: WeekReview) -> None:
    """Remember what each draft says, so that a page can tell it from what is published."""
    for day in review.days:
        row, digest = review.rows.get(day.date), digest_document(spell_document(day))
        if row is not None and row.draft_digest != digest:
            NOTE_DIGEST.run(row.pk, digest)
            row.draft_digest = digest
