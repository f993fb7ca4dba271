"""A home base, and what the evening is for, in a family's language as far as a teacher said it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.models import Classroom, Enrollment
from planner.services.homes import HomeContent
from tests.factories import (
    make_block,
    make_classroom,
    make_family_link,
    make_home_link,
    make_learner,
)
from tests.planner.families.days import EIGHT, publish
from tests.planner.home_bases import CONTENT, keep, translated

pytestmark = pytest.mark.django_db

SPANISH = (
    ("welcome", "Welcome!", "¡Bienvenidos!"),
    ("entry_0_title", "Reading shelf", "Estante de lectura"),
    ("entry_0_words", "Any book.", "Cualquier libro."),
    ("entry_1_title", "Morning meeting", "Reunión de la mañana"),
    ("entry_1_sign_in", "Card", "Tarjeta"),
    ("evening", "Read together.", "Lean juntos."),
    ("getting_help", "Call us.", "Llámenos."),
)
ARABIC = (
    ("welcome", "Welcome!", "أهلا وسهلا!"),
    ("evening", "Read together.", "اقرؤوا معا."),
)


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(name="Maple room")


def say(classroom: Classroom) -> None:
    """The home base, in all of Spanish and some of Arabic."""
    said = translated(*SPANISH).translations + translated(*ARABIC, language="ar").translations
    keep(classroom, CONTENT.model_copy(update={"translations": said}))


def read_main(page: str) -> str:
    """The page's own words, without the menu of languages."""
    return page.split('class="languages"')[0]


class TestHomeBase:
    """The page."""

    def read(self, classroom: Classroom, language: str) -> str:
        token = make_family_link(classroom)[1]
        return read_main(Client().get(f"/f/{token}/{language}/home/").text)

    def test_it_speaks_its_readers_language_and_no_other(self, classroom: Classroom) -> None:
        say(classroom)
        pages = {code: self.read(classroom, code) for code in ("en", "es")}
        found = {
            code: [(text[1] in page, text[2] in page) for text in SPANISH]
            for code, page in pages.items()
        }
        assert found == {"en": [(True, False)] * 7, "es": [(False, True)] * 7}
        assert 'lang="en"' not in pages["es"]
        assert "Escrito en inglés" not in pages["es"]

    def test_what_is_not_translated_is_marked_where_it_begins(self, classroom: Classroom) -> None:
        say(classroom)
        page = self.read(classroom, "ar")
        text = re.sub(r"<[^>]+>", "|", page)
        shown = ("أهلا وسهلا!", "مكتوب بالإنجليزية", "Morning meeting", "اقرؤوا معا.", "Call us.")
        assert [part for part in re.split(r"[|\n]+", text) if part in shown] == [
            "أهلا وسهلا!",
            "مكتوب بالإنجليزية",
            "Morning meeting",
            "اقرؤوا معا.",
            "مكتوب بالإنجليزية",
            "Call us.",
        ]
        assert '<p class="home-words" dir="auto">أهلا وسهلا!</p>' in page
        assert '<p class="home-words" dir="auto" lang="en">Call us.</p>' in page

    def test_a_translation_of_an_older_text_is_not_read(self, classroom: Classroom) -> None:
        said = translated(("welcome", "Hello!", "¡Hola!"))
        keep(classroom, said)
        page = self.read(classroom, "es")
        assert ("Welcome!" in page, "¡Hola!" in page) == (True, False)


class TestEvening:
    """The nudge at the end of a published day."""

    @pytest.fixture
    def token(self, classroom: Classroom) -> str:
        make_block(classroom)
        publish(classroom)
        return make_family_link(classroom)[1]

    def read(self, token: str, language: str) -> str:
        page = Client().get(f"/f/{token}/{language}/").text
        return page.split('id="evening"')[1].split("</section>")[0]

    def test_it_is_said_in_the_pages_language(self, classroom: Classroom, token: str) -> None:
        say(classroom)
        assert '<p class="instructions" dir="auto">Lean juntos.</p>' in self.read(token, "es")
        assert '<p class="instructions" dir="auto">اقرؤوا معا.</p>' in self.read(token, "ar")

    def test_where_it_is_not_said_it_is_marked(self, classroom: Classroom, token: str) -> None:
        say(classroom)
        told = self.read(token, "fr")
        assert "Écrit en anglais" in told
        assert 'lang="en">Read together.</p>' in told

    def test_a_page_that_was_read_before_says_a_new_translation(
        self, classroom: Classroom, token: str
    ) -> None:
        keep(classroom, CONTENT)
        before = self.read(token, "es")
        say(classroom)
        assert ("Lean juntos." in before, "Lean juntos." in self.read(token, "es")) == (False, True)

    def test_it_costs_no_query(self, classroom: Classroom, token: str) -> None:
        learner = make_learner(classroom)
        pages = (f"/f/{token}/es/", f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/es/")
        for page in pages:
            Client().get(page)
        keep(classroom, CONTENT)
        before = [self.count_queries(page) for page in pages]
        say(classroom)
        assert [self.count_queries(page) for page in pages] == before

    def count_queries(self, page: str) -> int:
        """How many it takes to answer."""
        with CaptureQueriesContext(connection) as queries:
            Client().get(page)
        return len(queries)

    def test_each_class_of_a_learner_says_it_in_the_words_that_it_has(
        self, classroom: Classroom, token: str
    ) -> None:
        say(classroom)
        art = make_classroom(classroom.school, name="Art")
        keep(art, HomeContent(evening="Draw a leaf."))
        make_block(art)
        publish(art)
        learner = make_learner(classroom)
        Enrollment.objects.create(learner=learner, classroom=art)
        page = Client().get(f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/es/").text
        assert '<p class="instructions" dir="auto" lang="en">Draw a leaf.</p>' in page
        assert '<p class="instructions" dir="auto">Lean juntos.</p>' in page
