"""Making, replacing and ending the secret addresses that families use."""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias, TypeVar

from django.db import OperationalError, connection, transaction

from planner.models import (
    Classroom,
    HomeOpening,
    Household,
    Learner,
    Opening,
    School,
    SchoolYear,
    SecretAddress,
    hash_token,
)

MOMENT = 20
"""Milliseconds: at eight o'clock many families come at once, each for the first time that day."""
LOG = logging.getLogger(__name__)
Address = TypeVar("Address", bound=SecretAddress)
Place: TypeAlias = Classroom | Learner | Household
"""Whom an address is for."""


def end_of_school_year(school: School, today: dt.date) -> dt.date:
    """The last day of the school year that today lies in; a year from today where none is known."""
    year = (
        SchoolYear.objects.filter(
            district=school.district_id, starts_on__lte=today, ends_on__gte=today
        )
        .order_by("ends_on")
        .first()
    )
    return today + dt.timedelta(days=365) if year is None else year.ends_on


def find_school(of: Place) -> School:
    """The school of whom an address is for."""
    return of.household.school if isinstance(of, Learner) else of.school


def make_address(kind: type[Address], *, of: Place, today: dt.date) -> Address:
    """A new secret address of this kind for a class, a learner or a household, working until the
    school year ends."""
    expires_on = end_of_school_year(find_school(of), today)
    address = kind(**_name_place(of), expires_on=expires_on)
    address.token_hash = hash_token(address.spell_token())
    address.save(force_insert=True)
    return address


def revoke_addresses(kind: type[SecretAddress], *, of: Place, now: dt.datetime) -> int:
    """End every working address of this kind; how many there were."""
    mine = kind._default_manager.filter(**_name_place(of), revoked_at__isnull=True)
    return mine.update(revoked_at=now)


@transaction.atomic
def replace_address(kind: type[Address], *, of: Place, now: dt.datetime) -> Address:
    """End the address of this kind that is there, and make a new one."""
    revoke_addresses(kind, of=of, now=now)
    return make_address(kind, of=of, today=find_school(of).local_now(now).date())


def find_working_address(kind: type[Address], *, of: Place, today: dt.date) -> Address | None:
    """The newest address of this kind that opens something today."""
    mine = kind._default_manager.filter(**_name_place(of), revoked_at__isnull=True)
    return mine.filter(expires_on__gte=today).order_by("-pk").first()


def find_working_addresses(
    kind: type[Address], *, places: Sequence[Place], today: dt.date
) -> dict[int, Address]:
    """The same of several learners, or of several households, by their keys; one query."""
    name = _name_kind(places)
    mine = kind._default_manager.filter(**{f"{name}__in": places}, revoked_at__isnull=True)
    found = mine.filter(expires_on__gte=today).order_by("pk")
    return {getattr(address, f"{name}_id"): address for address in found}


@transaction.atomic
def make_missing_addresses(
    kind: type[Address], *, places: Sequence[Place], school: School, today: dt.date
) -> int:
    """An address for each of these learners, or households, that has none; how many were made.

    Those whose address was ended by hand this year are passed over: somebody had a reason.
    """
    name = _name_kind(places)
    here = kind._default_manager.filter(**{f"{name}__in": places}, expires_on__gte=today)
    had = set(here.values_list(name, flat=True))
    expires_on = end_of_school_year(school, today)
    made = [
        kind(**_name_place(each), expires_on=expires_on) for each in places if each.pk not in had
    ]
    for address in made:
        address.token_hash = hash_token(address.spell_token())
    kind._default_manager.bulk_create(made)
    return len(made)


def name_address(address: SecretAddress, *, label: str) -> None:
    """Give an address the label that teachers know it by."""
    type(address)._default_manager.filter(pk=address.pk).update(label=label)


def _name_place(of: Place) -> dict[str, Place]:
    """The field that says whom an address is for, with its value."""
    return {type(of).__name__.lower(): of}


def _name_kind(places: Sequence[Place]) -> str:
    """The field that says whom addresses of this sort are for."""
    return type(places[0]).__name__.lower() if places else "learner"


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


def note_use(kind: type[SecretAddress], *, opening: Opening | HomeOpening, today: dt.date) -> None:
    """Remember the day of the last use, and no more; one write a day at the most."""
    if opening.last_used_on == today:
        return
    try:
        with _little_patience():
            kind._default_manager.filter(pk=opening.pk).update(last_used_on=today)
    except OperationalError:
        # The database is busy writing: a family reads its page all the same, the next use notes it.
        LOG.warning("the use of an address was not noted: the database is busy")
