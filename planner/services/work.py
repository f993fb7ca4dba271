"""How long work goes on: taken up once, told about while it goes, and ended whatever happens."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.models import Q

from planner.models.work import STALE_AFTER, Work

log = logging.getLogger(__name__)


def claim_work(work: Work, *, now: dt.datetime) -> bool:
    """Take work up, unless somebody is at it or it is over. Only one of several gets True."""
    lost = Q(state=Work.State.RUNNING, moved_at__lt=now - STALE_AFTER)
    free = type(work)._default_manager.filter(Q(state=Work.State.WAITING) | lost, pk=work.pk)
    taken = free.update(state=Work.State.RUNNING, done=0, moved_at=now)
    work.state = Work.State.RUNNING if taken else work.state
    return bool(taken)


def move_work(work: Work, *, done: int, total: int, now: dt.datetime) -> bool:
    """Tell how far it is; False when it was called off meanwhile."""
    mine = type(work)._default_manager.filter(pk=work.pk, state=Work.State.RUNNING)
    return bool(mine.update(done=done, total=total, moved_at=now))


@contextmanager
def end_work(work: Work, clock: Callable[[], dt.datetime]) -> Iterator[None]:
    """Note that work is done; or that it failed, with the trouble in the log."""
    mine = type(work)._default_manager.filter(pk=work.pk, state=Work.State.RUNNING)
    try:
        yield
    except Exception:
        mine.update(state=Work.State.FAILED, moved_at=clock())
        log.exception("%s %s failed", type(work).__name__, work.pk)
        raise
    mine.update(state=Work.State.DONE, moved_at=clock())
