"""Teachers put a block into other languages: a page for each, and how far each has come."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from planner.cadence.plan import digest_words
from planner.models import Block, Change, Classroom
from planner.services.blocks import change_block, remove_block
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_teacher,
)
from tests.planner.translating import translate

pytestmark = pytest.mark.django_db

TASK = (
    "Read it.\nDraw it.\nChoose 1 of these 2:\n\u2022 A leaf\n\u2022 A stone\nHand in: on the table"
)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom()


@pytest.fixture
def teacher(client: Client, classroom: Classroom) -> Client:
    client.force_login(make_teacher(classroom))
    return client


def address(block: Block, language: str = "es") -> str:
    return f"/blocks/{block.pk}/languages/{language}/"


def post(client: Client, block: Block, language: str = "es", **said: Any) -> Any:
    return client.post(address(block, language), {"version": block.version, **said})


def tell(block: Block, language: str = "es") -> dict[str, str]:
    """What a block says in a language now, text by text."""
    stands = Block.objects.get(pk=block.pk).translations
    return {of: text for of, spoken, _, text in stands if spoken == language}


def make_task(classroom: Classroom, **fields: Any) -> Block:
    named = {"mode": "async", "screen": "off", "start": None, "title": "Reading", **fields}
    return make_block(classroom, **{"instructions": TASK, "coach_check": "Ask.", **named})


class TestPage:
    """The form."""

    def test_each_text_stands_beside_its_field(self, teacher: Client, classroom: Classroom) -> None:
        group = make_group(classroom, "Owls")
        block = make_task(classroom, supports=((group.pk, "One page."),))
        form = teacher.get(address(block)).context["form"]
        assert [(pair.text.original, pair.field.label) for pair in form.pairs] == [
            ("Reading", "Title, in Spanish"),
            ("Read it.\nDraw it.", "Steps, in Spanish"),
            ("A leaf\nA stone", "Choice board, in Spanish"),
            ("on the table", "What to hand in, and where, in Spanish"),
            ("One page.", "For Owls, in Spanish"),
            ("Ask.", "Coach check, in Spanish"),
        ]

    def test_its_fields_are_in_their_language_and_direction(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        page = teacher.get(address(make_block(classroom), "ar")).content.decode()
        assert 'lang="ar" dir="rtl" aria-describedby="original-title"' in page

    def test_a_lesson_is_told_from_a_task(self, teacher: Client, classroom: Classroom) -> None:
        block = make_block(classroom, instructions="We count.\nBring: a pencil")
        form = teacher.get(address(block)).context["form"]
        assert [pair.text.label for pair in form.pairs] == [
            *("Title", "What families read", "What to bring")
        ]

    def test_the_classs_own_language_is_no_other_one(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        block = make_block(classroom)
        Classroom.objects.update(language="es")
        assert teacher.get(address(block)).status_code == 404
        assert teacher.get(address(block, "en")).status_code == 200
        assert teacher.get(address(block, "tlh")).status_code == 404

    def test_the_block_says_how_far_each_language_has_come(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        block = make_task(classroom)
        block = translate(block, ("title", "Reading", "Lectura"))
        block = translate(block, ("title", "Math", "Calcul"), language="fr")
        context = teacher.get(f"/blocks/{block.pk}/").context
        told = {each.name: each.words for each in context["coverage"] if each.words}
        assert told == {"Spanish": "1 of 5", "French": "older than the original"}
        assert len(context["coverage"]) == 9

    def test_it_costs_as_many_queries_however_much_is_translated(
        self, teacher: Client, classroom: Classroom, django_assert_max_num_queries: Any
    ) -> None:
        block = make_task(classroom)
        for date in range(1, 5):
            other = make_task(classroom, date=MONDAY + dt.timedelta(days=date))
            translate(other, ("title", "Reading", "Lectura"))
        with django_assert_max_num_queries(9):
            teacher.get(address(block))


class TestSaving:
    """What becomes of what was typed."""

    def test_what_was_typed_is_kept_with_what_it_was_made_from(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        block = make_task(classroom)
        response = post(teacher, block, title=" Lectura ", words="Léelo.\r\n\r\nDibújalo.")
        block.refresh_from_db()
        assert response.status_code == 302
        assert block.translations == [
            ["title", "es", digest_words("Reading"), "Lectura"],
            ["words", "es", digest_words("Read it.\nDraw it."), "Léelo.\nDibújalo."],
        ]

    def test_it_is_one_gesture_with_its_undo_beside_it(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        block = make_block(classroom)
        response = post(teacher, block, title="Matemáticas")
        page = teacher.get(response.headers["Location"]).content.decode()
        change = Change.objects.latest("pk")
        assert change.what == "Put Math into Spanish"
        assert f'action="/changes/{change.pk}/undo/"' in page
        teacher.post(f"/changes/{change.pk}/undo/", {"monday": str(MONDAY)})
        assert tell(block) == {}

    def test_other_languages_stay(self, teacher: Client, classroom: Classroom) -> None:
        block = translate(make_block(classroom), ("title", "Math", "Calcul"), language="fr")
        post(teacher, block, title="Matemáticas")
        assert (tell(block), tell(block, "fr")) == ({"title": "Matemáticas"}, {"title": "Calcul"})

    def test_an_emptied_field_is_no_translation(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        block = translate(make_block(classroom), ("title", "Math", "Matemáticas"))
        post(teacher, block, title="")
        assert tell(block) == {}

    def test_nothing_to_change_is_no_gesture(self, teacher: Client, classroom: Classroom) -> None:
        block = translate(make_block(classroom), ("title", "Math", "Matemáticas"))
        before = Change.objects.count()
        response = post(teacher, block, title="Matemáticas")
        assert (response.status_code, Change.objects.count()) == (302, before)

    @pytest.mark.parametrize(
        ("said", "wrong"),
        [
            ({"title": "x" * 301}, "title"),
            ({"coach_check": "x" * 451}, "coach_check"),
            ({"words": "x" * 6001}, "words"),
            ({"options": "Una hoja"}, "options"),
        ],
    )
    def test_what_cannot_be_kept_is_named_at_its_field(
        self, teacher: Client, classroom: Classroom, said: dict[str, str], wrong: str
    ) -> None:
        block = make_task(classroom)
        response = post(teacher, block, hand_in="en la mesa", **said)
        assert (response.status_code, [*response.context["form"].errors]) == (422, [wrong])
        assert 'value="en la mesa"' in response.content.decode()
        assert tell(block) == {}

    def test_a_choice_board_says_how_many_lines_it_needs(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        page = post(teacher, make_task(classroom), options="Una hoja").content.decode()
        assert "Write 2 lines, one for each choice, not 1." in page
        assert 'aria-describedby="original-options id_options_error"' in page


class TestOlderOnes:
    """Translations of a text that has changed since."""

    @pytest.fixture
    def block(self, classroom: Classroom) -> Block:
        block = translate(
            make_task(classroom), ("title", "Reading", "Lectura"), ("coach_check", "Ask.", "Mire.")
        )
        change_block(
            by=None, block=block, version=block.version, fields={"title": "Story time"}, now=NOW
        )
        block.refresh_from_db()
        return block

    def test_the_teacher_is_told_which(self, teacher: Client, block: Block) -> None:
        response = teacher.get(address(block))
        pairs = response.context["form"].pairs
        assert [pair.text.name for pair in pairs if pair.still] == ["title"]
        assert response.content.decode().count("Older than the original") == 1

    def test_one_that_was_not_touched_stays_older(self, teacher: Client, block: Block) -> None:
        post(teacher, block, title="Lectura", coach_check="Pida verlo.")
        stands = {each[0]: each[2] for each in Block.objects.get(pk=block.pk).translations}
        assert stands == {"title": digest_words("Reading"), "coach_check": digest_words("Ask.")}

    @pytest.mark.parametrize("said", [{"title": "Cuentos"}, {"title": "Lectura", "still_title": 1}])
    def test_changed_or_confirmed_it_fits_again(
        self, teacher: Client, block: Block, said: dict[str, Any]
    ) -> None:
        post(teacher, block, coach_check="Mire.", **said)
        stands = {each[0]: each[2] for each in Block.objects.get(pk=block.pk).translations}
        assert stands["title"] == digest_words("Story time")

    def test_undoing_the_change_of_the_original_makes_it_fit_again(
        self, teacher: Client, block: Block
    ) -> None:
        change_block(
            by=None, block=block, version=block.version, fields={"title": "Reading"}, now=NOW
        )
        assert "Older than the original" not in teacher.get(address(block)).content.decode()

    def test_publishing_names_what_families_will_read_in_the_original(
        self, teacher: Client, block: Block
    ) -> None:
        monday = f"/classes/{block.day.classroom_id}/weeks/{MONDAY}/publish/"
        assert (
            "the original: <bdi>Story time (Spanish)</bdi>" in teacher.get(monday).content.decode()
        )
        post(teacher, block, title="Cuentos", coach_check="Mire.")
        assert "the original:" not in teacher.get(monday).content.decode()


class TestSameWords:
    """What was said once need not be said again."""

    @pytest.fixture
    def monday(self, classroom: Classroom) -> Block:
        return make_block(classroom)

    @pytest.fixture
    def tuesday(self, classroom: Classroom) -> Block:
        return make_block(classroom, MONDAY + dt.timedelta(days=1))

    def test_other_blocks_of_the_week_with_the_same_words_are_said_along(
        self, teacher: Client, classroom: Classroom, monday: Block, tuesday: Block
    ) -> None:
        art = make_block(classroom, title="Art", start=700)
        next_week = make_block(classroom, MONDAY + dt.timedelta(days=7))
        post(teacher, monday, title="Matemáticas", everywhere="on")
        assert [tell(each) for each in (monday, tuesday, art, next_week)] == [
            *({"title": "Matemáticas"}, {"title": "Matemáticas"}, {}, {})
        ]
        assert Change.objects.latest("pk").what == "Put Math into Spanish, and 1 more block"

    def test_where_it_is_not_asked_they_stay(
        self, teacher: Client, monday: Block, tuesday: Block
    ) -> None:
        post(teacher, monday, title="Matemáticas")
        assert tell(tuesday) == {}

    def test_their_other_words_stay(
        self, teacher: Client, classroom: Classroom, monday: Block
    ) -> None:
        other = make_block(classroom, start=700, instructions="We count.")
        translate(other, ("title", "Math", "Mates"), ("words", "We count.", "Contamos."))
        post(teacher, monday, title="Matemáticas", everywhere="on")
        assert tell(other) == {"words": "Contamos.", "title": "Matemáticas"}

    def test_new_fields_begin_with_what_was_said_before(
        self, teacher: Client, monday: Block, tuesday: Block
    ) -> None:
        translate(monday, ("title", "Math", "Matemáticas"))
        response = teacher.get(address(tuesday))
        assert response.context["form"]["title"].value() == "Matemáticas"
        assert "not saved here yet" in response.content.decode()
        assert tell(tuesday) == {}

    def test_another_classs_words_are_its_own(self, teacher: Client, monday: Block) -> None:
        translate(make_block(make_classroom()), ("title", "Math", "Matemáticas"))
        assert not teacher.get(address(monday)).context["form"]["title"].value()


class TestMeanwhile:
    """Somebody else was quicker."""

    def test_both_versions_are_shown_and_nothing_is_overwritten(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        block = make_block(classroom)
        translate(block, ("title", "Math", "Mates"))
        response = post(teacher, block, title="Matemáticas")
        row = response.context["conflict"][0]
        assert (response.status_code, row.theirs, row.yours) == (409, "Mates", "Matemáticas")
        assert tell(block) == {"title": "Mates"}

    def test_saved_again_it_is_meant(self, teacher: Client, classroom: Classroom) -> None:
        block = make_block(classroom)
        translate(block, ("title", "Math", "Mates"))
        again = post(teacher, block, title="Matemáticas").context["form"].data
        assert teacher.post(address(block), again).status_code == 302
        assert tell(block) == {"title": "Matemáticas"}

    def test_a_block_that_was_taken_away_is_said_so(
        self, teacher: Client, classroom: Classroom
    ) -> None:
        block = make_block(classroom)
        remove_block(by=None, block=block, version=block.version, now=NOW)
        response = post(teacher, block, title="Matemáticas")
        assert (response.status_code, response.context["gone"]) == (409, True)
        assert 'value="Matemáticas"' in response.content.decode()
