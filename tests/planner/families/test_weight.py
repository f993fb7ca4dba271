"""What a family's page weighs on a weak network, the first time and every time after."""

import gzip
import re
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.test import Client

from planner.cadence.plan import digest_words
from planner.models import Block, Classroom
from planner.models.roster import LANGUAGES
from tests.factories import make_block, make_feed_token, make_household
from tests.planner.families.days import EIGHT, make_published_day, publish
from tests.planner.families.homes import add_child, find_home_token

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
FIRST_VIEW, REPEAT, REQUESTS = 25 * 1024, 2 * 1024, 6
PART = re.compile(r'<(?:link|script|use)\b[^>]*?(?:href|src)="([^"#]+)')


@pytest.fixture
def full_day(client: Client, time_machine: Any) -> str:
    """The address of a day with twenty blocks in words and links, of a class that has a calendar,
    at eight in the morning."""
    time_machine.move_to(EIGHT, tick=False)
    classroom, token = make_published_day()
    make_feed_token(classroom)
    for place in range(20):
        make_block(
            classroom,
            start=500 + 20 * place,
            minutes=15,
            title=f"Session {place} about something that children like",
            instructions=f"Read page {place} aloud, then tell somebody at home about it.",
            link=f"https://meet.example.org/room-{place}",
        )
    publish(classroom)
    return f"/f/{token}/"


def find_parts(page: str) -> set[str]:
    """What a browser fetches beside the page."""
    return set(PART.findall(page))


def test_the_first_view_is_light(client: Client, full_day: str) -> None:
    page = client.get(full_day).content.decode()
    parts = find_parts(page)
    files = [ROOT / part.lstrip("/") for part in parts]
    weight = sum(len(brotli.compress(file.read_bytes())) for file in files)
    sent = client.get(full_day, headers={"accept-encoding": "gzip"}).content
    assert gzip.decompress(sent).decode() == page
    assert len(parts) + 1 <= REQUESTS
    assert weight + len(sent) <= FIRST_VIEW


def test_a_day_that_is_said_in_every_language_is_as_light_in_each(
    client: Client, full_day: str
) -> None:
    classroom = Classroom.objects.get()
    for block in Block.objects.exclude(instructions=""):
        block.translations = [
            (of, language, digest_words(text), f"{language}: {text}, {text}")
            for of, text in (("title", block.title), ("words", block.instructions))
            for language in LANGUAGES
        ]
        block.save()
    publish(classroom)
    page = client.get(f"{full_day}es/").content.decode()
    files = [ROOT / part.lstrip("/") for part in find_parts(page)]
    weight = sum(len(brotli.compress(file.read_bytes())) for file in files)
    sent = client.get(f"{full_day}es/", headers={"accept-encoding": "gzip"}).content
    assert page.count("es: Session 7 about") > 1
    assert [code for code in LANGUAGES if f"{code}: Session" in page] == ["es"]
    assert weight + len(sent) <= FIRST_VIEW


def test_a_learners_page_is_as_light_with_all_its_scripts(client: Client, full_day: str) -> None:
    classroom = Classroom.objects.get()
    learner = add_child(make_household(classroom), "Juno", classroom)
    address = f"/h/{find_home_token(learner)}/of/{learner.pk}/"
    page = client.get(address).content.decode()
    late = set(re.findall(r'data-(?:marks|module)="([^"]+)"', page))
    parts = find_parts(page)
    files = [ROOT / part.lstrip("/") for part in parts | late]
    weight = sum(len(brotli.compress(file.read_bytes())) for file in files)
    sent = client.get(address, headers={"accept-encoding": "gzip"}).content
    assert len(late) == 2
    assert len(parts) + 1 <= REQUESTS
    assert weight + len(sent) <= FIRST_VIEW


def test_a_page_asks_nobody_else_for_anything(client: Client, full_day: str) -> None:
    page = client.get(full_day).content.decode()
    parts = find_parts(page)
    assert {part.split("/")[1] for part in parts} == {"static"}
    assert [part for part in parts if "htmx" in part or "font" in part] == []


def test_family_pages_need_no_font(client: Client, full_day: str) -> None:
    parts = find_parts(client.get(full_day).content.decode())
    styles = [ROOT / part.lstrip("/") for part in parts if part.endswith(".css")]
    assert len(styles) == 2
    assert [style for style in styles if "url(" in style.read_text()] == []


def test_a_second_view_is_a_few_headers(client: Client, full_day: str) -> None:
    etag = client.get(full_day).headers["ETag"]
    response = client.get(full_day, headers={"if-none-match": etag})
    headers = sum(len(name) + len(value) + 4 for name, value in response.headers.items())
    assert (response.status_code, response.content) == (304, b"")
    assert headers <= REPEAT


def test_a_households_first_view_is_light_too(client: Client, time_machine: Any) -> None:
    time_machine.move_to(EIGHT, tick=False)
    classroom, _ = make_published_day()
    household = make_household(classroom, devices=1)
    for name in ("Ana", "Ben", "Cleo"):
        add_child(household, name, classroom)
    for place in range(12):
        make_block(classroom, start=600 + 20 * place, minutes=15, title=f"Session {place}")
    publish(classroom)
    address = f"/h/{find_home_token(household)}/"
    page = client.get(address).content.decode()
    late = set(re.findall(r'data-(?:keeps|module)="([^"]+)"', page))
    parts = find_parts(page)
    weight = sum(
        len(brotli.compress((ROOT / part.lstrip("/")).read_bytes()))
        for part in parts | late
        if not part.startswith(address)
    )
    sent = client.get(address, headers={"accept-encoding": "gzip"}).content
    assert len(parts) + 1 <= REQUESTS
    assert weight + len(sent) <= FIRST_VIEW
