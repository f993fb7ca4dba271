"""What a session leaves for the absent, in other languages: written by teachers, read at home."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from planner.cadence.plan import Language, Translation, digest_words
from planner.models import Block, Classroom, Learner
from planner.services.blocks import remove_block
from sessions_live.models import CatchUp
from sessions_live.services.catch_up import Recording, copy_catch_ups, save_catch_up
from sessions_live.services.catch_up_translations import read_translations, translate_catch_up
from tests.factories import NOW, make_block, make_classroom, make_household, make_teacher, make_tool
from tests.planner.families.days import at_clock
from tests.planner.families.homes import add_child
from tests.sessions_live.test_missed import SAFE, UNTIL, WEDNESDAY, make_missed, open_missed

pytestmark = pytest.mark.django_db

SPANISH = {
    "missed_work": ("In the blue folder.", "En la carpeta azul."),
    "recorded_part": ("The mini lesson", "La mini lección"),
    "questions": ("Why?\nHow?", "¿Por qué?\n¿Cómo?"),
}


@pytest.fixture(autouse=True)
def wednesday(time_machine: Any) -> None:
    """Wednesday at noon in New York."""
    time_machine.move_to(at_clock(12, date=WEDNESDAY), tick=False)


@pytest.fixture
def room() -> Classroom:
    room = make_classroom(name="Maple room")
    make_tool(room.school.district, name="Canvas", host="canvas.example.org", protected=True)
    return room


@pytest.fixture
def ana(room: Classroom) -> Learner:
    return add_child(make_household(room), "Ana", room)


@pytest.fixture
def block(room: Classroom, ana: Learner) -> Block:
    """A session that Ana missed, with something left for her."""
    block = make_missed(room, ana, title="Fractions")
    leave(block)
    return block


@pytest.fixture
def teacher(client: Client, room: Classroom) -> Client:
    client.force_login(make_teacher(room))
    return client


def leave(block: Block, version: int = 0, missed_work: str = "In the blue folder.") -> None:
    recording = Recording(SAFE, "The mini lesson", UNTIL)
    save_catch_up(
        by=None,
        block=block,
        version=version,
        missed_work=missed_work,
        questions="Why?\r\n\r\nHow?",
        recording=recording,
        now=NOW,
    )


def say(block: Block, *names: str, language: Language = "es") -> None:
    """Put these of its texts into Spanish, or what counts as another language."""
    translations = tuple(
        Translation(name, language, digest_words(SPANISH[name][0]), SPANISH[name][1])
        for name in names
    )
    version = CatchUp.objects.get(block=block).version
    translate_catch_up(by=None, block=block, version=version, translations=translations, now=NOW)


def address(block: Block, language: str = "es") -> str:
    return f"/blocks/{block.pk}/catch-up/{language}/"


def post(client: Client, block: Block, version: int = 1, **said: str) -> Any:
    return client.post(address(block), {"version": version, **said})


def tell(block: Block) -> dict[str, str]:
    """What stands in all languages, text by text."""
    return {each.of: each.text for each in read_translations(CatchUp.objects.get(block=block))}


class TestTeachers:
    """The page for each language."""

    def test_each_text_stands_beside_its_field(self, teacher: Client, block: Block) -> None:
        form = teacher.get(address(block)).context["form"]
        assert [(pair.text.original, pair.field.label) for pair in form.pairs] == [
            ("In the blue folder.", "Where the missed work is, in Spanish"),
            ("The mini lesson", "Which part it is, in Spanish"),
            ("Why?\nHow?", "Questions to think about, in Spanish"),
        ]

    def test_the_way_there_says_how_far_each_language_has_come(
        self, teacher: Client, block: Block
    ) -> None:
        say(block, "missed_work")
        response = teacher.get(f"/blocks/{block.pk}/catch-up/")
        told = {each.name: each.words for each in response.context["coverage"] if each.words}
        assert told == {"Spanish": "1 of 3"}
        assert f'href="{address(block)}"' in response.content.decode()

    def test_where_nothing_is_left_there_is_nothing_to_say(
        self, teacher: Client, room: Classroom
    ) -> None:
        page = teacher.get(address(make_block(room))).content.decode()
        assert "Nothing is written for those who miss it yet" in page

    def test_neither_the_classs_own_language_nor_a_task_has_a_page(
        self, teacher: Client, room: Classroom, block: Block
    ) -> None:
        task = make_block(room, mode="async", screen="off", start=None)
        answers = [teacher.get(page) for page in (address(block, "en"), address(task))]
        assert [answer.status_code for answer in answers] == [404, 404]

    def test_what_was_typed_is_kept_with_what_it_was_made_from(
        self, teacher: Client, block: Block
    ) -> None:
        post(teacher, block, questions="¿Por qué?\r\n\r\n¿Cómo?")
        kept = CatchUp.objects.get(block=block)
        assert (kept.version, kept.translations) == (
            2,
            [["questions", "es", digest_words("Why?\nHow?"), "¿Por qué?\n¿Cómo?"]],
        )

    def test_the_same_again_is_no_new_version(self, teacher: Client, block: Block) -> None:
        say(block, "missed_work")
        post(teacher, block, 2, missed_work=SPANISH["missed_work"][1])
        assert CatchUp.objects.get(block=block).version == 2

    def test_what_is_too_long_is_named_at_its_field(self, teacher: Client, block: Block) -> None:
        response = post(teacher, block, recorded_part="x" * 181)
        assert (response.status_code, [*response.context["form"].errors]) == (
            422,
            ["recorded_part"],
        )
        assert tell(block) == {}

    def test_an_older_one_is_told_and_can_be_said_to_fit(
        self, teacher: Client, block: Block
    ) -> None:
        say(block, "missed_work")
        leave(block, 2, "In the red folder.")
        pairs = teacher.get(address(block)).context["form"].pairs
        assert [pair.text.name for pair in pairs if pair.still] == ["missed_work"]
        words = SPANISH["missed_work"][1]
        post(teacher, block, 3, missed_work=words, still_missed_work="on")
        (said,) = read_translations(CatchUp.objects.get(block=block))
        assert said.original == digest_words("In the red folder.")

    def test_of_two_edits_the_later_sees_both(self, teacher: Client, block: Block) -> None:
        say(block, "missed_work")
        response = post(teacher, block, 1, missed_work="En la carpeta roja.")
        row = response.context["conflict"][0]
        assert (response.status_code, row.theirs, row.yours) == (
            *(409, "En la carpeta azul.", "En la carpeta roja."),
        )
        teacher.post(address(block), response.context["form"].data)
        assert tell(block) == {"missed_work": "En la carpeta roja."}

    def test_a_block_that_was_taken_away_is_said_so(self, teacher: Client, block: Block) -> None:
        remove_block(by=None, block=block, version=block.version, now=NOW)
        response = post(teacher, block, missed_work="En la carpeta azul.")
        assert (response.status_code, response.context["gone"]) == (409, True)

    def test_a_copied_block_takes_its_words_along_but_not_those_of_its_recording(
        self, room: Classroom, block: Block
    ) -> None:
        say(block, *SPANISH)
        copy = make_block(room, WEDNESDAY + dt.timedelta(days=1))
        copy_catch_ups({block.pk: copy.pk})
        assert tell(copy) == {name: SPANISH[name][1] for name in ("missed_work", "questions")}


class TestFamilies:
    """The page of what was missed."""

    def read(self, learner: Learner, language: str) -> list[str]:
        """The lines of the page's list, without markup."""
        page = open_missed(Client(), learner, f"{language}/missed/")
        told = page.split('class="missed"')[1].split("</main>")[0]
        return [part for part in re.split(r"<[^>]+>|[\n(){}]+", told) if part.strip()]

    def test_it_speaks_its_readers_language_and_no_other(self, block: Block, ana: Learner) -> None:
        say(block, *SPANISH)
        english, spanish = (
            [line for text in SPANISH.values() for line in text[place].split("\n")]
            for place in (0, 1)
        )
        told = {code: self.read(ana, code) for code in ("en", "es")}
        lines = {*english, *spanish}
        assert [line for line in told["en"] if line in lines] == english
        assert [line for line in told["es"] if line in lines] == spanish

    def test_what_is_not_translated_is_marked_where_it_begins(
        self, block: Block, ana: Learner
    ) -> None:
        say(block, "missed_work")
        shown = ("En la carpeta azul.", "Escrito en inglés", "The mini lesson", "Why?")
        assert [line for line in self.read(ana, "es") if line in shown] == [
            *("Escrito en inglés", "En la carpeta azul."),
            *("The mini lesson", "Escrito en inglés", "Why?"),
        ]

    def test_an_older_translation_is_not_read(self, block: Block, ana: Learner) -> None:
        say(block, "missed_work")
        leave(block, 2, "In the red folder.")
        told = self.read(ana, "es")
        assert ("In the red folder." in told, "En la carpeta azul." in told) == (True, False)

    def test_a_page_from_right_to_left_names_the_language_of_what_it_has_not(
        self, block: Block, ana: Learner
    ) -> None:
        say(block, "missed_work", language="ar")
        page = open_missed(Client(), ana, "ar/missed/")
        assert '<p class="instructions" dir="auto">En la carpeta azul.</p>' in page
        assert '<span dir="auto" lang="en">Why?</span>' in page
        assert "مكتوب بالإنجليزية" in page
