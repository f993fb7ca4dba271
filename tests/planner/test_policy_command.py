"""`manage.py policy adopt`: what it does, and how it names what is wrong."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from planner.models import Policy, PolicyUse, Rejudging
from tests.factories import MONDAY, make_block, make_classroom, make_district, make_school

pytestmark = pytest.mark.django_db


def test_a_shipped_policy_is_put_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    district = make_district(name="Sycamore")
    school = make_school(district, name="Elm")
    call_command(
        "policy", "adopt", "aps", district="sycamore", school="elm", grades="K,1", since=str(MONDAY)
    )
    use = PolicyUse.objects.get()
    assert (use.policy.identifier, use.school, use.grades, use.since) == (
        "aps",
        school,
        ["K", "1"],
        MONDAY,
    )
    assert "holds for Elm, grades K, 1 since 2026-11-16" in capsys.readouterr().out


def test_much_is_left_to_a_worker_and_said_to_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.services.rejudging.LITTLE", 0)
    room = make_classroom(make_school(make_district(name="Sycamore")))
    make_block(room)
    call_command("policy", "adopt", "aps", district="Sycamore", since=str(MONDAY))
    assert "1 class-week to be judged yet" in capsys.readouterr().out
    assert Rejudging.objects.get().state == "waiting"


def test_without_a_date_it_holds_from_today() -> None:
    make_school(make_district(name="Sycamore"))
    call_command("policy", "adopt", "aps", district="Sycamore")
    assert abs((PolicyUse.objects.get().since - dt.datetime.now(dt.UTC).date()).days) <= 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"district": "Nowhere"}, "--district: there is no Nowhere"),
        ({"district": "Sycamore", "school": "Oak"}, "no school called Oak"),
        ({"district": "Sycamore", "grades": "K,13"}, "13 is no grade"),
        ({"district": "Sycamore", "since": "soon"}, "soon is no date"),
    ],
)
def test_what_is_wrong_is_named(options: dict[str, str], words: str) -> None:
    make_district(name="Sycamore")
    with pytest.raises(CommandError, match=words):
        call_command("policy", "adopt", "aps", **options)
    assert not PolicyUse.objects.exists()


def test_a_policy_that_is_not_there_keeps_nothing(tmp_path: Path) -> None:
    make_district(name="Sycamore")
    with pytest.raises(CommandError):
        call_command("policy", "adopt", str(tmp_path / "none.toml"), district="Sycamore")
    assert not Policy.objects.exists()
