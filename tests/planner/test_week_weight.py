"""What a week weighs when it travels: the page itself, and every part that it loads."""

import datetime as dt
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from planner.models import Classroom
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_group,
    make_teacher,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db
MOST = 80 * 1024
PART = re.compile(r'(?:href|src)="/static/([^"#]+)')
IMPORT = re.compile(r'^import .* from "\./([^"]+)";', re.MULTILINE)


@pytest.fixture
def classroom() -> Classroom:
    """A class with 60 blocks on its week, no two of which say the same, and two policies."""
    room = make_classroom(name="Maple room", subjects=["math", "science", "reading"])
    for policy in ("aps", "good-practice"):
        put_policy_in_force(room.school.district, policy)
    groups = [make_group(room, name).pk for name in "AB"]
    for number in range(60):
        day, place = divmod(number, 12)
        make_block(
            room,
            MONDAY + dt.timedelta(days=day),
            title=f"{['Math', 'Science', 'Reading', 'Art'][number % 4]} part {number}",
            mode=["live", "async", "break"][number % 3],
            screen="off" if number % 3 == 1 else "",
            subject=room.subjects[number % 3] if number % 3 < 2 else "",
            start=8 * 60 + place * 35,
            minutes=10 + number % 25,
            groups=(groups[number % 2],) if number % 5 == 0 else (),
        )
    return room


def read_part(name: str) -> bytes:
    found = finders.find(name)
    assert found, name
    return Path(found).read_bytes()


def find_parts(page: str) -> set[str]:
    """Everything that a browser fetches for the page: what it names, and what that imports."""
    named = set(PART.findall(page))
    return named | {
        f"js/{imported}"
        for name in named
        if name.endswith(".js")
        for imported in IMPORT.findall(read_part(name).decode())
    }


def weigh(content: bytes, name: str = "") -> int:
    """Bytes on the way; a typeface is compressed already."""
    return len(content) if name.endswith(".woff2") else len(brotli.compress(content))


def test_a_week_of_sixty_blocks_is_light_with_everything_it_loads(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_teacher(classroom))
    page = client.get(f"/classes/{classroom.pk}/weeks/{MONDAY}/").content
    assert page.count(b'class="block ') == 60
    parts = find_parts(page.decode())
    weights = {name: weigh(read_part(name), name) for name in sorted(parts)}
    weights["the page itself"] = weigh(page)
    assert {"js/held.js", "css/week.css", "vendor/htmx-2.0.11.min.js"} < set(weights)
    assert sum(weights.values()) <= MOST, weights
