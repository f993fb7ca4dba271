"""What the database itself refuses, whoever asks."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from planner.models import Block, Classroom, Membership, SchoolDay, Snapshot, User, Waiver
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_user, make_waiver

pytestmark = pytest.mark.django_db


def refuse(change: Any) -> None:
    """The database refuses the change, and the transaction goes on."""
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "fields",
    [
        {"minutes": 0},
        {"minutes": 1441},
        {"start": 1430, "minutes": 30},
        {"start": None},
        {"screen": "on"},
        {"mode": "hologram"},
        {"title": ""},
        {"version": 0},
        {"due_on": MONDAY},
        {"due_at": 540},
        {"instruction_minutes": 0},
    ],
)
def test_an_impossible_block_is_refused(fields: dict[str, Any]) -> None:
    block = make_block(make_classroom())
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.filter(pk=block.pk).update(**fields)


def test_a_class_has_one_school_day_for_a_date() -> None:
    room = make_classroom()
    SchoolDay.objects.create(classroom=room, date=MONDAY)
    refuse(lambda: SchoolDay.objects.create(classroom=room, date=MONDAY))


@pytest.mark.parametrize("kind", [Block, SchoolDay])
def test_versions_only_grow(kind: type[Block] | type[SchoolDay]) -> None:
    make_block(make_classroom())
    rows = kind._default_manager.all()
    rows.update(version=5)
    refuse(lambda: rows.update(version=4))
    assert rows.get().version == 5


def test_the_published_version_of_a_class_only_grows() -> None:
    make_classroom()
    Classroom.objects.update(published_version=3)
    refuse(lambda: Classroom.objects.update(published_version=2))


def test_a_published_snapshot_is_never_rewritten() -> None:
    day = make_block(make_classroom()).day
    snapshot = Snapshot.objects.create(
        day=day, number=1, document="{}", digest="a", published_at=NOW
    )
    for fields in ({"document": "[]"}, {"digest": "b"}, {"number": 2}):
        refuse(lambda fields=fields: Snapshot.objects.filter(pk=snapshot.pk).update(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"until": MONDAY - dt.timedelta(days=1)},
        {"reason": "  "},
        {"classroom": None},
        {"school": 1},
        {"revoked_at": NOW},
        {"revoked_at": NOW, "revoked_from": MONDAY, "revoked_because": ""},
        {
            "revoked_at": NOW,
            "revoked_from": MONDAY + dt.timedelta(days=1),
            "revoked_because": "Later than its end.",
        },
    ],
)
def test_an_impossible_waiver_is_refused(fields: dict[str, Any]) -> None:
    waiver = make_waiver(make_classroom())
    copy = {field.attname: getattr(waiver, field.attname) for field in Waiver._meta.fields}
    if "school" in fields:
        fields = {"school_id": Classroom.objects.get().school_id}
    if "classroom" in fields:
        fields = {"classroom_id": None}
    refuse(lambda: Waiver.objects.create(**{**copy, "id": None, **fields}))


def test_what_a_waiver_says_is_never_rewritten() -> None:
    mine = Waiver.objects.filter(pk=make_waiver(make_classroom()).pk)
    for fields in ({"reason": "Another."}, {"until": MONDAY + dt.timedelta(days=1)}):
        refuse(lambda fields=fields: mine.update(**fields))
    mine.update(revoked_at=NOW, revoked_from=MONDAY, revoked_because="A mistake.")
    refuse(lambda: mine.update(revoked_because="No mistake."))
    refuse(lambda: mine.update(revoked_at=None, revoked_from=None, revoked_because=""))
    assert mine.get().revoked_because == "A mistake."


def test_every_guard_against_shrinking_versions_is_still_there() -> None:
    """SQLite drops triggers when a migration remakes their table: this notices."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = {row[0] for row in cursor.fetchall()}
    assert names >= {
        "planner_schoolday_version_grows",
        "planner_block_version_grows",
        "planner_classroom_published_version_grows",
        "planner_snapshot_document_stays",
        "planner_snapshot_digest_stays",
        "planner_snapshot_number_stays",
        "planner_snapshot_day_id_stays",
        "planner_waiver_granted_stays",
        "planner_waiver_revoked_stays",
    }


@pytest.mark.parametrize("role", ["teacher", "coordinator", "administrator"])
def test_a_role_without_its_place_is_refused(role: str) -> None:
    user = make_user()
    refuse(lambda: Membership.objects.create(user=user, role=role))


def test_one_email_address_is_one_person_in_any_case() -> None:
    make_user(email="pat@school.example")
    other = User.objects.filter(pk=make_user(email="other@school.example").pk)
    refuse(lambda: other.update(email="PAT@school.example"))
