"""A family's morning in other languages: Arabic from right to left, and words longer than any."""

import array
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from planner.models import Classroom
from tests.browser.conftest import LOOKS, OpenPage
from tests.browser.hands import measure
from tests.browser.test_family import open_at
from tests.browser.test_offline import two_days
from tests.planner.families.days import at_clock

__all__ = ["two_days"]
pytestmark = pytest.mark.django_db(transaction=True)

PHONE = LOOKS[0]
ROOT = Path(__file__).parents[2]
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
ACCENTS = str.maketrans("aeioucnsyAEIOU", "áéíóúçñšýÁÉÍÓÚ")
PLACES = re.compile(r"(%\(\w+\)s|{\w+})")


@pytest.fixture(autouse=True)
def nine_o_clock(time_machine: Any) -> None:
    """The server's clock stands at ten past nine, on Monday in New York."""
    time_machine.move_to(at_clock(9, 10), tick=False)


def stretch(words: str) -> str:
    """The words with accents, half as long again, their places for names as they were."""
    parts = [
        part if place % 2 else part.translate(ACCENTS)
        for place, part in enumerate(PLACES.split(words))
    ]
    return f"[{''.join(parts)}{' ~one~two' * (len(words) // 16 + 1)}]"


def compile_catalog(words: dict[str, str]) -> bytes:
    """A catalogue as gettext reads it: the offsets of its words, then the words."""
    pairs = [(key.encode(), value.encode()) for key, value in sorted(words.items())]
    place, keys, values = 28 + 16 * len(pairs), array.array("I"), array.array("I")
    text = b""
    for column, offsets in ((0, keys), (1, values)):
        for pair in pairs:
            offsets.extend((len(pair[column]), place + len(text)))
            text += pair[column] + b"\0"
    header = struct.pack("Iiiiiii", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + keys.tobytes() + values.tobytes() + text


@pytest.fixture
def stretched(tmp_path: Path, settings: Any) -> None:
    """Arabic says English, longer and accented: from right to left all the same."""
    source = (ROOT / "planner/locale/ar/LC_MESSAGES/django.po").read_text()
    keys = re.findall(r'^msgid "(.+)"\nmsgstr "', source, re.MULTILINE)
    words = {key: stretch(key) for key in keys}
    words[""] = "Content-Type: text/plain; charset=UTF-8\n"
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(compile_catalog(words))
    settings.LOCALE_PATHS = [tmp_path]


def test_the_morning_in_arabic_on_a_phone(
    open_page: OpenPage, two_days: tuple[Classroom, str], axe: Callable[[Page], None]
) -> None:
    page = open_page(PHONE)
    open_at(page, f"{two_days[1]}ar/", at_clock(9, 10))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".now:visible")).to_contain_text("20 دقيقة")
    expect(page.get_by_role("link", name="انضم").first).to_be_visible()
    assert not measure(page, WIDER)
    axe(page)
    expect(page.get_by_text("دون شبكة أيضًا")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("لا توجد شبكة")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("الاثنين 16 نوفمبر")
    axe(page)


def test_a_family_changes_the_language_and_it_stays(
    open_page: OpenPage, two_days: tuple[Classroom, str]
) -> None:
    page = open_page(PHONE)
    page.goto(two_days[1])
    page.get_by_role("link", name="Español").click()
    expect(page.locator("h1")).to_contain_text("lunes 16 de noviembre")
    page.locator("a[rel=next]").click()
    expect(page.locator("h1")).to_contain_text("martes 17 de noviembre")
    expect(page.get_by_role("link", name="Español")).to_have_attribute("aria-current", "true")
    page.wait_for_load_state("networkidle")


def test_the_longest_words_fit_every_look(
    page_in_each_look: Page,
    two_days: tuple[Classroom, str],
    stretched: None,
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page = page_in_each_look
    open_at(page, f"{two_days[1]}ar/", at_clock(9, 10))
    expect(page.locator(".now:visible")).to_contain_text("[Nów ~one~two]")
    page.locator("summary").click()
    assert not measure(page, WIDER)
    axe(page)
    page.screenshot(path=tmp_path / "stretched.png", full_page=True)
    page.wait_for_load_state("networkidle")
