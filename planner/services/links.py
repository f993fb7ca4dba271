"""Making, replacing and ending the secret addresses that families use."""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction

from planner.models import Classroom, Opening, SchoolYear, SecretAddress, hash_token

MOMENT = 20
"""Milliseconds: at eight o'clock many families come at once, each for the first time that day."""
LOG = logging.getLogger(__name__)
Address = TypeVar("Address", bound=SecretAddress)


def end_of_school_year(classroom: Classroom, today: dt.date) -> dt.date:
    """The last day of the school year that today lies in; a year from today where none is known."""
    year = (
        SchoolYear.objects.filter(
            district=classroom.school.district_id, starts_on__lte=today, ends_on__gte=today
        )
        .order_by("ends_on")
        .first()
    )
    return today + dt.timedelta(days=365) if year is None else year.ends_on


def make_address(kind: type[Address], *, classroom: Classroom, today: dt.date) -> Address:
    """A new secret address of this kind for a class, working until the school year ends."""
    address = kind(classroom=classroom, expires_on=end_of_school_year(classroom, today))
    address.token_hash = hash_token(address.spell_token())
    address.save(force_insert=True)
    return address


def revoke_addresses(kind: type[Address], *, classroom: Classroom, now: dt.datetime) -> int:
    """End every working address of this kind; how many there were."""
    return kind._default_manager.filter(classroom=classroom, revoked_at__isnull=True).update(
        revoked_at=now
    )


@transaction.atomic
def replace_address(kind: type[Address], *, classroom: Classroom, now: dt.datetime) -> Address:
    """End the class's address of this kind and make a new one."""
    revoke_addresses(kind, classroom=classroom, now=now)
    return make_address(kind, classroom=classroom, today=classroom.school.local_now(now).date())


def find_working_address(
    kind: type[Address], *, classroom: Classroom, today: dt.date
) -> Address | None:
    """The class's newest address of this kind that opens something today."""
    return (
        kind._default_manager.filter(
            classroom=classroom, revoked_at__isnull=True, expires_on__gte=today
        )
        .order_by("-pk")
        .first()
    )


def name_address(address: SecretAddress, *, label: str) -> None:
    """Give an address the label that teachers know it by."""
    type(address)._default_manager.filter(pk=address.pk).update(label=label)


@contextmanager
def _little_patience() -> Iterator[None]:
    """Wait for SQLite's one writer a moment only, instead of as long as a teacher's edit would."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    patience = connection.settings_dict["OPTIONS"].get("timeout", 5)
    connection.connection.execute(f"PRAGMA busy_timeout={MOMENT}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")


def note_use(kind: type[SecretAddress], *, opening: Opening, today: dt.date) -> None:
    """Remember the day of the last use, and no more; one write a day at the most."""
    if opening.last_used_on == today:
        return
    try:
        with _little_patience():
            kind._default_manager.filter(pk=opening.pk).update(last_used_on=today)
    except OperationalError:
        # The database is busy writing: a family reads its page all the same, the next use notes it.
        LOG.warning("the use of an address was not noted: the database is busy")
