"""Noting who has which week open; written rarely, and thrown away soon."""

import datetime as dt

from django.db import transaction

from planner.models import Classroom, Presence, User

NOTED_AFTER = dt.timedelta(seconds=30)
"""A page speaks up more often than this; writing each time would only cost."""
KEPT = dt.timedelta(days=1)


@transaction.atomic
def note_presence(*, user: User, classroom: Classroom, monday: dt.date, now: dt.datetime) -> None:
    """Remember that this person has the week open now; whoever left long ago is forgotten."""
    _, is_new = Presence.objects.update_or_create(
        user=user, classroom=classroom, monday=monday, defaults={"seen_at": now}
    )
    if is_new:
        Presence.objects.filter(classroom=classroom, seen_at__lt=now - KEPT).delete()


def is_due(seen_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a presence that was last noted then should be noted again."""
    return seen_at is None or seen_at < now - NOTED_AFTER
