"""Judging many days again after what is asked changed: at once where it is little, else in the
background."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from planner.models import Classroom, District, Rejudging, School, User
from planner.services.policies import judge_class_week, list_weeks
from planner.services.work import claim_work, end_work, move_work

LITTLE = 50
"""So many class-weeks are judged while a person waits."""

Clock = Callable[[], dt.datetime]


@transaction.atomic
def ask_rejudging(
    *,
    by: User | None,
    district: District,
    school: School | None,
    first: dt.date,
    last: dt.date | None = None,
    reason: str,
    now: dt.datetime,
) -> Rejudging:
    """Note that days are to be judged again. A little is done at once; what is much is left
    waiting, for the caller to hand to a worker."""
    total = len(list_weeks(district, school, first, last))
    rejudging = Rejudging.objects.create(
        district=district,
        school=school,
        first=first,
        last=last,
        reason=reason[:300],
        state=Rejudging.State.WAITING,
        total=total,
        made_by=by,
        made_at=now,
        moved_at=now,
    )
    if total <= LITTLE:
        do_rejudging(rejudging, lambda: now)
        rejudging.refresh_from_db()
    return rejudging


def do_rejudging(rejudging: Rejudging, clock: Clock) -> bool:
    """Judge what was asked, a class-week in a transaction of its own each; True when it was done
    here. Somebody else may be at it, or have done it: then nothing happens."""
    if not claim_work(rejudging, now=clock()):
        return False
    with end_work(rejudging, clock):
        work = rejudging
        weeks = list_weeks(work.district, work.school, work.first, work.last)
        room: Classroom | None = None
        for number, (classroom, monday) in enumerate(weeks, 1):
            if room is None or room.pk != classroom:
                room = Classroom.objects.select_related("school").get(pk=classroom)
            now = clock()
            with transaction.atomic():
                judge_class_week(room, monday, now)
            move_work(rejudging, done=number, total=max(len(weeks), number), now=now)
    return True
