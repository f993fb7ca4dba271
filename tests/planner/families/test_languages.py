"""Families' pages in their own language: every word there, in step with the English."""

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.test import Client
from django.utils.translation import override, to_locale
from django.utils.translation.trans_real import DjangoTranslation

from planner.families.languages import LANGUAGES, choose_language
from planner.speech import join_words, say_clock, say_whole_date, spell_minutes, spell_span
from tests.factories import MONDAY, make_block
from tests.planner.families.days import EIGHT, make_published_day, publish

ROOT = Path(__file__).parents[3]
SPOKEN = (
    *("speech", "strips", "differences"),
    *(f"families/{name}" for name in ("siblings", "told_devices", "connections")),
    *(
        f"families/{name}"
        for name in (
            "words",
            "page",
            "items",
            "elsewhere",
            "own",
            "instructions",
            "task_words",
            "session_words",
        )
    ),
    *(f"families/{name}" for name in ("weeks", "household_week", "letters", "languages", "spoken")),
    *(f"families/{name}" for name in ("home_base", "messages")),
    *("forms/messages", "views/family_messages"),
    *(f"calendars/{name}" for name in ("facts", "events", "feed", "words")),
    *(f"views/{name}" for name in ("feed", "subscribing")),
)
TEMPLATES = sorted(
    path.relative_to(ROOT / "templates").as_posix()
    for path in (
        *(ROOT / "templates/planner").glob("*family*.html"),
        ROOT / "templates/_legend.html",
        ROOT / "templates/sessions_live/missed.html",
    )
)
CALLS = {"gettext", "gettext_noop", "ngettext"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|{\w+}")
OTHERS = [code for code in LANGUAGES if code != "en"]


def find_in_code() -> Iterator[str]:
    """The words that modules ask to have translated; a plural counts by its first form."""
    for name in SPOKEN:
        for node in ast.walk(ast.parse((ROOT / f"planner/{name}.py").read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                words = node.args[:1] if node.func.id in CALLS else []
                # What stands in a variable was marked by gettext_noop where it is written.
                yield from (str(word.value) for word in words if isinstance(word, ast.Constant))


def find_in_templates() -> Iterator[str]:
    """The words that templates ask to have translated."""
    for name in TEMPLATES:
        template = engines["django"].get_template(name).template  # type: ignore[attr-defined]
        for node in walk(template.nodelist):
            if isinstance(node, TranslateNode):
                yield str(node.filter_expression.var.literal)
            elif isinstance(node, BlockTranslateNode):
                yield node.render_token_list(node.singular)[0]
        source = (ROOT / "templates" / name).read_text()
        yield from re.findall(r'_\("([^"]+)"\)', source)


def walk(nodes: Any) -> Iterator[Node]:
    """Every node of a template, however deep."""
    for node in nodes:
        yield node
        for name in node.child_nodelists:
            yield from walk(getattr(node, name, ()) or ())
        for _, inner in getattr(node, "conditions_nodelists", ()):
            yield from walk(inner)


@pytest.fixture(scope="module")
def words() -> set[str]:
    """All of it."""
    return {*find_in_code(), *find_in_templates()}


def read_catalog(language: str) -> dict[Any, str]:
    """What our own files say in a language; without Django's words."""
    path = ROOT / "planner/locale" / to_locale(language) / "LC_MESSAGES/django.po"
    source = path.read_text()
    assert "fuzzy" not in source
    found = {}
    for entry in re.split(r"\n\n", source)[1:]:
        parts = dict(re.findall(r'^(msgid|msgstr(?:\[\d\])?) "(.*)"$', entry, re.MULTILINE))
        key = parts.pop("msgid")
        found[key] = "\n".join(parts.values())
        assert all(parts.values()), f"{language}: {key}"
    return found


def test_there_are_words_to_translate(words: set[str]) -> None:
    assert len(words) > 100


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_is_missing_and_none_is_left_over(language: str, words: set[str]) -> None:
    catalog = read_catalog(language)
    names = {str(word) for word in (*range(0), *DATE_WORDS)}
    assert (words - catalog.keys(), catalog.keys() - words - names) == (set(), set())


DATE_WORDS = [f"{dt.date(2026, month, 1):%B}" for month in range(1, 13)] + [
    f"{MONDAY + dt.timedelta(days=day):%A}" for day in range(7)
]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_places_for_names_and_numbers(
    language: str, words: set[str]
) -> None:
    catalog = read_catalog(language)
    single = {word for word in words if "%(count)s" not in word}
    torn = [
        word
        for word in single
        if sorted(PLACEHOLDER.findall(word)) != sorted(PLACEHOLDER.findall(catalog[word]))
    ]
    assert torn == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_is_written(language: str, words: set[str]) -> None:
    compiled, written = DjangoTranslation(language), read_catalog(language)
    single = [word for word in words if "%(count)s" not in word]
    unlike = [word for word in single if compiled.gettext(word.replace("\\", "")) != written[word]]
    assert unlike == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Monday 16 November, 9:00 to 9:30 am, 1 hour 1 minute, 3:05 pm"),
        ("es", "lunes 16 de noviembre, de 9:00 a 9:30, 1 hora 1 minuto, 15:05"),
        ("ar", "الاثنين 16 نوفمبر, من 9:00 إلى 9:30 ص, ساعة واحدة دقيقة واحدة, 3:05 م"),
        ("zh-hans", "十一月16日星期一, 9:00至9:30, 1小时 1分钟, 15:05"),
        ("uk", "Понеділок, 16 листопада, 9:00\u20139:30, 1 година 1 хвилина, 15:05"),
        ("so", "Isniin 16 Nofembar, 9:00 ilaa 9:30 GH, 1 saac 1 daqiiqo, 3:05 GD"),
        ("ht", "lendi 16 novanm, 9:00 rive 9:30, 1 èdtan 1 minit, 15:05"),
    ],
)
def test_times_and_dates_are_said_as_the_language_says_them(language: str, said: str) -> None:
    with override(language):
        parts = (say_whole_date(MONDAY), spell_span(540, 570), spell_minutes(61), say_clock(905))
        assert ", ".join(parts) == said


def test_a_list_ends_with_the_languages_own_and() -> None:
    with override("es"):
        assert join_words(["a", "b", "c"]) == "a, b y c"


@pytest.mark.parametrize(
    ("named", "accepted", "chosen"),
    [
        ("es", "fr", "es"),
        ("", "fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("", "zh-CN,zh;q=0.9", "zh-hans"),
        ("", "zh-TW", "zh-hans"),
        ("", "tlh,ht;q=0.5", "ht"),
        ("", "tlh", "en"),
        ("", "", "en"),
        ("", "*;q=x,,;", "en"),
    ],
)
def test_the_address_chooses_the_language_and_then_the_browser(
    named: str, accepted: str, chosen: str
) -> None:
    assert choose_language(named, accepted) == chosen


@pytest.mark.django_db
class TestPages:
    """The page itself."""

    @pytest.fixture(autouse=True)
    def eight_o_clock(self, time_machine: Any) -> None:
        time_machine.move_to(EIGHT, tick=False)

    def test_a_page_speaks_the_language_of_its_address(self, client: Client) -> None:
        token = make_published_day(title="Math")[1]
        response = client.get(f"/f/{token}/ar/", headers={"accept-language": "es"})
        page = response.content.decode()
        assert response.headers["Content-Language"] == "ar"
        assert '<html lang="ar" dir="rtl">' in page
        assert "الاثنين 16 نوفمبر" in page
        assert f'href="/f/{token}/ar/{MONDAY}/"' in page
        assert f'href="/f/{token}/es/" lang="es"' in page
        assert f'data-scope="/f/{token}/"' in page

    def test_without_one_the_browser_chooses(self, client: Client) -> None:
        token = make_published_day()[1]
        response = client.get(f"/f/{token}/", headers={"accept-language": "vi-VN"})
        assert response.headers["Content-Language"] == "vi"
        assert "Accept-Language" in response.headers["Vary"]
        assert f'href="/f/{token}/{MONDAY}/"' in response.content.decode()

    def test_staff_pages_stay_in_the_language_they_are_written_in(self, client: Client) -> None:
        response = client.get("/accounts/login/", headers={"accept-language": "es"})
        assert response.headers["Content-Language"] == "en"

    @pytest.mark.parametrize("language", OTHERS)
    def test_no_english_is_left_on_a_whole_day(
        self, client: Client, language: str, words: set[str]
    ) -> None:
        classroom, token = make_published_day(title="№ 1")
        make_block(classroom, mode="break", title="№ 2", start=600)
        publish(classroom)
        page = client.get(f"/f/{token}/{language}/").content.decode()
        text = re.sub(r"<[^>]+>", "|", page)
        said = {part.strip(" .:·") for part in text.split("|")}
        same = {word for word, other in read_catalog(language).items() if word == other}
        assert said & {word.strip(" .:") for word in words - same} == set()

    def test_teachers_words_say_in_which_language_they_are(self, client: Client) -> None:
        classroom, token = make_published_day(title="Math")
        make_block(classroom, title="القراءة", start=600)
        publish(classroom)
        english = client.get(f"/f/{token}/").content.decode()
        spanish = client.get(f"/f/{token}/es/").content.decode()
        assert '<h3 dir="auto">Math</h3>' in english
        assert '<h3 dir="auto" lang="en">Math</h3>' in spanish
        assert '<h3 dir="auto" lang="">القراءة</h3>' in english
        assert '<h3 dir="auto" lang="">القراءة</h3>' in spanish

    def test_an_unknown_language_is_no_address(self, client: Client) -> None:
        token = make_published_day()[1]
        assert client.get(f"/f/{token}/tlh/").status_code == 404

    def test_a_link_that_ended_says_so_in_the_language(self, client: Client) -> None:
        classroom, token = make_published_day()
        classroom.familylinks.update(revoked_at=EIGHT)
        response = client.get(f"/f/{token}/es/")
        assert response.status_code == 410
        assert "Este enlace ya no sirve" in response.content.decode()
