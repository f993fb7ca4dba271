"""Teachers put a home base into other languages: a page for each."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from planner.cadence.plan import digest_words
from planner.forms.home_base import spell_posted
from planner.models import Classroom, HomeBase
from planner.services.home_translations import follow_texts
from planner.services.homes import HomeContent
from tests.factories import make_classroom, make_teacher
from tests.planner.home_bases import CONTENT, MEETING, SHELF, keep, stands, translated

pytestmark = pytest.mark.django_db
WELCOME = ("welcome", "Welcome!", "¡Bienvenidos!")
TITLE = ("entry_0_title", "Reading shelf", "Estante de lectura")


@pytest.fixture
def classroom() -> Classroom:
    classroom = make_classroom(name="Maple room")
    keep(classroom, CONTENT)
    return classroom


@pytest.fixture
def teacher(client: Client, classroom: Classroom) -> Client:
    client.force_login(make_teacher(classroom))
    return client


def address(classroom: Classroom, language: str = "es") -> str:
    return f"/classes/{classroom.pk}/home/{language}/"


def post(client: Client, classroom: Classroom, language: str = "es", **said: Any) -> Any:
    version = HomeBase.objects.get(classroom=classroom).version
    return client.post(address(classroom, language), {"version": version, **said})


def edit(client: Client, classroom: Classroom, content: HomeContent) -> None:
    """Post the home base's own form, as its page does."""
    values = spell_posted(content, HomeBase.objects.get(classroom=classroom).version)
    client.post(f"/classes/{classroom.pk}/home/edit/", values | {"translations": ""})


def tell(classroom: Classroom, language: str = "es") -> dict[str, str]:
    """What a home base says in a language, text by text."""
    said = stands(classroom).translations
    return {each.of: each.text for each in said if each.language == language}


class TestPage:
    """The form."""

    def test_each_text_stands_beside_its_field_in_the_order_of_families(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        form = teacher.get(address(classroom)).context["form"]
        assert [(pair.text.original, pair.field.label) for pair in form.pairs] == [
            ("Welcome!", "Welcome, in Spanish"),
            ("Morning meeting", "Meeting link 1, in Spanish"),
            ("Card", "Meeting link 1: sign in with, in Spanish"),
            ("Reading shelf", "Resource 1, in Spanish"),
            ("Any book.", "Resource 1: more words, in Spanish"),
            ("Read together.", "In the evening, in Spanish"),
            ("Call us.", "How to get help, in Spanish"),
        ]

    def test_its_fields_are_in_their_language_and_direction(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        page = teacher.get(address(classroom, "ar")).content.decode()
        assert 'lang="ar" dir="rtl" aria-describedby="original-welcome"' in page

    def test_the_classs_own_language_is_no_other_one(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        Classroom.objects.update(language="es")
        answers = [
            teacher.get(address(classroom, code)).status_code for code in ("es", "en", "tlh")
        ]
        assert answers == [404, 200, 404]

    def test_where_nothing_is_written_there_is_nothing_to_say(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        keep(classroom, HomeContent())
        page = teacher.get(address(classroom)).content.decode()
        assert "Nothing is written on the home base yet" in page
        assert "<textarea" not in page

    def test_the_home_base_says_how_far_each_language_has_come(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        keep(classroom, translated(WELCOME, TITLE))
        response = teacher.get(f"/classes/{classroom.pk}/home/")
        told = {each.name: each.words for each in response.context["coverage"] if each.words}
        assert told == {"Spanish": "2 of 7"}
        assert f'href="{address(classroom)}"' in response.content.decode()

    def test_teachers_read_there_what_they_wrote(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        Classroom.objects.update(language="es")
        keep(classroom, translated(("welcome", "Welcome!", "Hello!"), language="en"))
        page = teacher.get(f"/classes/{classroom.pk}/home/").content.decode()
        assert ("Welcome!" in page, "Hello!" in page) == (True, False)


class TestSaving:
    """What becomes of what was typed."""

    def test_what_was_typed_is_kept_with_what_it_was_made_from(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        post(teacher, classroom, welcome=" ¡Hola! ", evening="Lean juntos.")
        row = HomeBase.objects.get(classroom=classroom)
        assert row.translations == [["welcome", "es", digest_words("Welcome!"), "¡Hola!"]]
        assert row.evening_translations == [
            ["evening", "es", digest_words("Read together."), "Lean juntos."]
        ]

    def test_it_is_undone_in_one_step(self, teacher: Client, classroom: Classroom) -> None:
        keep(classroom, translated(WELCOME))
        response = post(teacher, classroom, welcome="¡Hola!")
        page = teacher.get(response.headers["Location"]).content.decode()
        form = page.partition('<form class="note"')[2].partition("</form>")[0]
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
        undo = {name: html.unescape(value) for name, value in fields}
        teacher.post(f"/classes/{classroom.pk}/home/edit/", undo)
        assert tell(classroom) == {"welcome": "¡Bienvenidos!"}

    def test_other_languages_stay(self, teacher: Client, classroom: Classroom) -> None:
        keep(classroom, translated(("welcome", "Welcome!", "Bienvenue"), language="fr"))
        post(teacher, classroom, welcome="¡Hola!")
        assert (tell(classroom), tell(classroom, "fr")) == (
            {"welcome": "¡Hola!"},
            {"welcome": "Bienvenue"},
        )

    def test_an_emptied_field_is_no_translation(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        keep(classroom, translated(WELCOME, TITLE))
        post(teacher, classroom, welcome="", entry_0_title=TITLE[2])
        assert tell(classroom) == {"entry_0_title": TITLE[2]}

    def test_nothing_to_change_is_no_new_version(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        keep(classroom, translated(WELCOME))
        before = HomeBase.objects.get().version
        page = teacher.get(post(teacher, classroom, welcome=WELCOME[2]).headers["Location"])
        assert "Nothing to change." in page.content.decode()
        assert HomeBase.objects.get().version == before

    @pytest.mark.parametrize(
        ("field", "longest"),
        [("welcome", 3000), ("evening", 240), ("entry_0_title", 180), ("entry_0_words", 450)],
    )
    def test_what_is_too_long_is_named_at_its_field(
        self, teacher: Client, classroom: Classroom, field: str, longest: int
    ) -> None:
        response = post(teacher, classroom, getting_help="Llamen.", **{field: "x" * (longest + 1)})
        page = response.content.decode()
        assert (response.status_code, [*response.context["form"].errors]) == (422, [field])
        assert f'aria-describedby="original-{field} id_{field}_error"' in page
        assert "Llamen." in page
        assert tell(classroom) == {}


class TestOlderOnes:
    """Translations of a text that has changed since."""

    @pytest.fixture
    def changed(self, teacher: Client, classroom: Classroom) -> Classroom:
        keep(classroom, translated(WELCOME, TITLE))
        edit(teacher, classroom, CONTENT.model_copy(update={"welcome": "Come in!"}))
        return classroom

    def test_an_edit_of_the_home_base_keeps_them_and_the_teacher_is_told_which_are_older(
        self, teacher: Client, changed: Classroom
    ) -> None:
        pairs = teacher.get(address(changed)).context["form"].pairs
        assert [pair.text.name for pair in pairs if pair.still] == ["welcome"]
        page = teacher.get(f"/classes/{changed.pk}/home/").content.decode()
        assert "older than the original" in page

    def test_said_to_fit_it_fits_again(self, teacher: Client, changed: Classroom) -> None:
        post(teacher, changed, welcome=WELCOME[2], still_welcome="on")
        made_from = {each.of: each.original for each in stands(changed).translations}
        assert made_from == {"welcome": digest_words("Come in!")}

    def test_an_entry_takes_its_words_along_where_it_is_moved(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        other = SHELF.model_copy(update={"title": "Music", "words": "", "link": ""})
        keep(classroom, translated(TITLE))
        edit(teacher, classroom, CONTENT.model_copy(update={"entries": (other, SHELF)}))
        assert tell(classroom) == {"entry_1_title": TITLE[2]}

    def test_a_renamed_entry_keeps_its_older_words(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        keep(classroom, translated(TITLE))
        renamed = SHELF.model_copy(update={"title": "Book shelf"})
        edit(teacher, classroom, CONTENT.model_copy(update={"entries": (renamed, MEETING)}))
        # The form puts meeting links before resources.
        assert tell(classroom) == {"entry_1_title": TITLE[2]}

    def test_what_was_said_of_an_entry_goes_with_it(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        keep(classroom, translated(TITLE, WELCOME))
        edit(teacher, classroom, CONTENT.model_copy(update={"entries": (MEETING,)}))
        assert tell(classroom) == {"welcome": WELCOME[2]}

    def test_an_entry_all_of_whose_words_changed_in_its_place_is_still_the_same(self) -> None:
        lunch = MEETING.model_copy(update={"title": "Meeting", "link": "", "sign_in": ""})
        before = translated(("entry_1_title", "Morning meeting", "Reunión"))
        after = CONTENT.model_copy(update={"entries": (SHELF, lunch)})
        assert [each.of for each in follow_texts(before, after)] == ["entry_1_title"]


class TestMeanwhile:
    """Somebody else was quicker."""

    def test_both_versions_are_shown_and_saved_again_it_is_meant(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        seen = HomeBase.objects.get().version
        keep(classroom, translated(WELCOME))
        response = teacher.post(address(classroom), {"version": seen, "welcome": "¡Hola!"})
        row = response.context["conflict"][0]
        assert (response.status_code, row.theirs, row.yours) == (409, "¡Bienvenidos!", "¡Hola!")
        assert tell(classroom) == {"welcome": "¡Bienvenidos!"}
        teacher.post(address(classroom), response.context["form"].data)
        assert tell(classroom) == {"welcome": "¡Hola!"}

    def test_taking_back_a_translation_that_somebody_changed_overwrites_nothing(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        undo = spell_posted(translated(WELCOME), HomeBase.objects.get().version)
        keep(classroom, translated(("welcome", "Welcome!", "¡Hola!")))
        response = teacher.post(f"/classes/{classroom.pk}/home/edit/", undo)
        assert response.status_code == 409
        row = response.context["conflict"][0]
        assert (row.theirs, row.yours) == ("Spanish: ¡Hola!", "Spanish: ¡Bienvenidos!")
        again = response.context["form"]
        values = undo | {"version": again["version"].value()}
        values["translations"] = again["translations"].value()
        teacher.post(f"/classes/{classroom.pk}/home/edit/", values)
        assert tell(classroom) == {"welcome": "¡Bienvenidos!"}

    @pytest.mark.parametrize("posted", ["{}", "[[1]]", '[["welcome", "tlh", "", "x"]]', "nuqneH"])
    def test_what_are_no_translations_is_refused(
        self, teacher: Client, classroom: Classroom, posted: str
    ) -> None:
        values = spell_posted(CONTENT, 1) | {"translations": posted}
        response = teacher.post(f"/classes/{classroom.pk}/home/edit/", values)
        assert response.status_code == 422
