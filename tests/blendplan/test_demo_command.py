"""`manage.py demo`: when it loads, what it shows, and where it refuses."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from blendplan.checks import DEMONSTRATION_DOMAIN, demonstration_sign_ins_exist
from planner.models import Block, Classroom, District, Household
from tests.factories import make_district, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings: Settings) -> None:
    settings.DEMONSTRATION = True


def show(capsys: pytest.CaptureFixture[str], **options: Any) -> dict[str, Any]:
    capsys.readouterr()
    call_command("demo", show=True, **options)
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    return shown


@pytest.mark.usefixtures("demonstration")
def test_it_loads_once_and_shows_addresses_that_open(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demo", if_empty=True)
    blocks = Block.objects.count()
    call_command("demo", if_empty=True)
    assert (Block.objects.count(), capsys.readouterr().out) == (blocks, "")
    shown = show(capsys, base="http://127.0.0.1:8123/")
    assert set(shown) == {"sign_ins", "week", "board", "family", "homes", "feeds"}
    assert {tuple(person) for person in shown["sign_ins"]} == {
        ("role", "email", "password", "home")
    }
    assert {person["role"] for person in shown["sign_ins"]} == {
        "teacher",
        "coordinator",
        "administrator",
    }
    assert all(person["email"].endswith(DEMONSTRATION_DOMAIN) for person in shown["sign_ins"])
    assert len(shown["family"]) == len(shown["feeds"]) == Classroom.objects.count()
    base = "http://127.0.0.1:8123"
    assert len(shown["homes"]) == Household.objects.count()
    public = [*shown["family"], *shown["homes"], *shown["feeds"]]
    assert {client.get(page.removeprefix(base), follow=True).status_code for page in public} == {
        200
    }
    teacher, coordinator = (
        next(person for person in shown["sign_ins"] if person["role"] == role)
        for role in ("teacher", "coordinator")
    )
    assert client.login(username=teacher["email"], password=teacher["password"])
    assert client.get(shown["week"].removeprefix(base)).status_code == 200
    assert client.login(username=coordinator["email"], password=coordinator["password"])
    assert client.get(shown["board"].removeprefix(base)).status_code == 200


@pytest.mark.usefixtures("demonstration")
def test_without_a_flag_it_loads_and_tells_people(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo", base="http://planner.example")
    told = capsys.readouterr().out
    assert "A teacher's week      http://planner.example/classes/" in told
    assert "alder@demo.blendplan.example" in told
    assert "Fairfax County Public Schools" in told
    assert demonstration_sign_ins_exist()


@pytest.mark.parametrize("option", ["show", "if_empty"])
def test_it_refuses_where_this_is_no_demonstration(option: str) -> None:
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demo", **{option: True})
    assert not District.objects.exists()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("make_real", [make_district, make_user])
def test_it_stays_out_of_a_database_with_real_data(make_real: Any) -> None:
    make_real()
    with pytest.raises(CommandError, match="real district or real people"):
        call_command("demo", if_empty=True)
    assert not District.objects.filter(is_demonstration=True).exists()


@pytest.mark.usefixtures("demonstration")
def test_showing_what_was_never_loaded_says_what_to_do() -> None:
    with pytest.raises(CommandError, match=r"run manage\.py demo first"):
        call_command("demo", show=True)
