"""Teachers' words in a family's language: shown where they are, marked where they are not."""

import re
from typing import Any

import pytest
from django.test import Client

from planner.models import Block, Classroom
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_family_link,
    make_feed_token,
    make_group,
    make_household,
    make_learner,
)
from tests.planner.families.days import EIGHT, publish
from tests.planner.families.homes import find_home_token
from tests.planner.families.test_spoken import TASK, TEXTS
from tests.planner.translating import translate


@pytest.mark.django_db
class TestPages:
    """What families see."""

    @pytest.fixture(autouse=True)
    def eight_o_clock(self, time_machine: Any) -> None:
        time_machine.move_to(EIGHT, tick=False)

    @pytest.fixture
    def classroom(self) -> Classroom:
        return make_classroom(name="Maple")

    @pytest.fixture
    def task(self, classroom: Classroom) -> Block:
        return make_block(
            classroom,
            mode="async",
            screen="off",
            start=None,
            title="Reading",
            instructions=TASK,
            coach_check="Ask to see it.",
        )

    def read_day(self, client: Client, classroom: Classroom, language: str, rest: str = "") -> str:
        publish(classroom)
        token = make_family_link(classroom)[1]
        return client.get(f"/f/{token}/{language}/{rest}").content.decode()

    def test_a_day_speaks_its_readers_language_and_no_other(
        self, client: Client, classroom: Classroom, task: Block
    ) -> None:
        task = translate(task, *((of, text[0], text[1]) for of, text in TEXTS.items()))
        said = ((of, text[0], text[2]) for of, text in TEXTS.items())
        translate(task, *said, language="ar")
        pages = [self.read_day(client, classroom, language) for language in ("en", "es", "ar")]
        lines = [
            [text.split("\n")[0] for text in said] for said in zip(*TEXTS.values(), strict=True)
        ]
        found = [[all(line in page for line in said) for said in lines] for page in pages]
        alone = [[any(line in page for line in said) for said in lines] for page in pages]
        assert found == alone == [[place == other for other in range(3)] for place in range(3)]

    def test_a_translation_is_in_the_pages_own_language_and_direction(
        self, client: Client, classroom: Classroom, task: Block
    ) -> None:
        said = ((of, text[0], text[2]) for of, text in TEXTS.items())
        translate(task, *said, language="ar")
        page = self.read_day(client, classroom, "ar")
        assert '<html lang="ar" dir="rtl">' in page
        assert '<h3 dir="auto">القراءة</h3>' in page
        assert '<span dir="auto">اطلبوا رؤيتها.</span>' in page
        assert 'lang="en">' not in page.split("</main>")[0].split('class="languages"')[0]
        assert "مكتوب بالإنجليزية" not in page

    def test_what_is_not_translated_is_marked_where_it_begins(
        self, client: Client, classroom: Classroom, task: Block
    ) -> None:
        translate(task, ("title", "Reading", "Lectura"), ("hand_in", *TEXTS["hand_in"][:2]))
        page = self.read_day(client, classroom, "es")
        text = re.sub(r"<[^>]+>", "|", page.split('id="any-time"')[1].split('id="days"')[0])
        order = [
            part
            for part in re.split(r"[|\n]+", text)
            if part in {"Escrito en inglés", "(Escrito en inglés)", "Lectura", "Read it.", "A leaf"}
            or part in {"en la caja azul", "Ask to see it."}
        ]
        assert order[:-1] == [
            *("Lectura", "Escrito en inglés", "Read it.", "A leaf"),
            *("en la caja azul", "Ask to see it.", "(Escrito en inglés)"),
        ]
        assert '<p class="instructions" dir="auto" lang="en">Read it.' in page
        assert '<h3 dir="auto">Lectura</h3>' in page

    def test_a_day_in_the_classs_own_language_has_no_mark(
        self, client: Client, classroom: Classroom, task: Block
    ) -> None:
        assert "Written in" not in self.read_day(client, classroom, "en")

    def test_the_class_says_which_language_it_is_written_in(
        self, client: Client, classroom: Classroom
    ) -> None:
        make_block(classroom, title="Lectura")
        Classroom.objects.update(language="es")
        english, spanish = (self.read_day(client, classroom, name) for name in ("en", "es"))
        assert '<h3 dir="auto" lang="es">Lectura</h3>' in english
        assert "Written in Spanish" in english
        assert '<h3 dir="auto">Lectura</h3>' in spanish

    def test_naming_another_language_takes_effect_without_publishing(
        self, client: Client, classroom: Classroom
    ) -> None:
        make_block(classroom, title="Lectura")
        publish(classroom)
        address = f"/f/{make_family_link(classroom)[1]}/en/"
        client.get(address)
        Classroom.objects.update(language="es")
        assert "Written in Spanish" in client.get(address).content.decode()

    def test_a_changed_original_takes_the_place_of_a_translation_that_fits_no_more(
        self, client: Client, classroom: Classroom
    ) -> None:
        block = translate(make_block(classroom), ("title", "Math", "Matemáticas"))
        Block.objects.filter(pk=block.pk).update(title="No math today")
        page = self.read_day(client, classroom, "es")
        assert '<h3 dir="auto" lang="en">No math today</h3>' in page
        assert "Matemáticas" not in page

    def test_the_strip_is_read_aloud_in_the_language(
        self, client: Client, classroom: Classroom
    ) -> None:
        translate(make_block(classroom), ("title", "Math", "Matemáticas"))
        page = self.read_day(client, classroom, "es")
        assert "Math" not in page
        assert len(re.findall(r"<title>[^<]*Matemáticas", page)) == 1

    def test_only_readers_of_the_language_are_told_of_a_new_translation(
        self, client: Client, classroom: Classroom
    ) -> None:
        block = make_block(classroom)
        publish(classroom)
        translate(block, ("title", "Math", "Matemáticas"))
        english, spanish = (self.read_day(client, classroom, name) for name in ("en", "es"))
        assert 'id="changes"' not in english
        assert "<li><bdi>Matemáticas</bdi>:" in spanish

    def test_the_week_is_in_the_language(self, client: Client, classroom: Classroom) -> None:
        for start, title in ((500, "Art"), (600, "Music"), (700, "Math"), (800, "Chess")):
            make_block(classroom, title=title, start=start)
        translate(Block.objects.get(title="Math"), ("title", "Math", "Matemáticas"))
        page = self.read_day(client, classroom, "es", f"week/{MONDAY}/")
        text = re.sub(r"\s*<[^>]+>\s*", "|", page)
        told = ("Art", "Music", "Matemáticas", "Chess", "Escrito en inglés")
        assert [part for part in re.split(r"\|+", text) if part in told] == [
            *("Art", "Escrito en inglés", "Music", "Matemáticas", "Chess", "Escrito en inglés")
        ]
        assert '<span class="week-title" dir="auto">Matemáticas</span>' in page
        assert '<span class="week-title" dir="auto" lang="en">Art</span>' in page

    def test_words_for_a_group_are_read_in_the_language_by_that_group_alone(
        self, client: Client, classroom: Classroom
    ) -> None:
        ours, theirs = make_group(classroom, "A"), make_group(classroom, "B")
        supports = ((ours.pk, "Slowly."), (theirs.pk, "Fast."))
        block = make_block(classroom, supports=supports)
        said = ((f"support_{ours.pk}", "Slowly.", "Despacio."),)
        translate(block, *said, (f"support_{theirs.pk}", "Fast.", "Rápido."))
        publish(classroom)
        learner = make_learner(classroom, ours)
        address = f"/h/{find_home_token(learner)}/of/{learner.pk}/es/"
        own = client.get(address).content.decode()
        everyone = self.read_day(client, classroom, "es")
        group = self.read_day(client, classroom, "es", f"?group={theirs.pk}")
        words = ("Despacio.", "Rápido.", "Slowly.", "Fast.")
        found = [[word in page for word in words] for page in (own, everyone, group)]
        assert found == [[True, *[False] * 3], [False] * 4, [False, True, False, False]]

    def test_a_pick_is_the_same_in_every_language(
        self, client: Client, classroom: Classroom, task: Block
    ) -> None:
        translate(task, ("options", *TEXTS["options"][:2]))
        publish(classroom)
        learner = make_learner(classroom)
        root = f"/h/{find_home_token(learner)}/of/{learner.pk}/"
        page = client.get(f"{root}es/").content.decode()
        assert '<input type="hidden" name="choice" value="A leaf">' in page
        assert '<span dir="auto">Una hoja</span>' in page

    def test_siblings_of_classes_in_two_languages_read_each_as_it_is_written(
        self, client: Client, classroom: Classroom
    ) -> None:
        other = make_classroom(classroom.school, name="Roble", language="es")
        make_block(classroom, title="Math")
        make_block(other, title="Lectura")
        publish(classroom)
        publish(other)
        household = make_household(classroom)
        make_learner(classroom, first_name="Ana", household=household)
        make_learner(other, first_name="Ben", household=household)
        page = client.get(f"/h/{find_home_token(household)}/en/").content.decode()
        assert '<h3 dir="auto">Math</h3>' in page
        assert '<h3 dir="auto" lang="es">Lectura</h3>' in page
        assert page.count("Written in Spanish") == 1

    def test_a_learner_of_two_classes_reads_each_as_it_is_written(
        self, client: Client, classroom: Classroom
    ) -> None:
        other = make_classroom(classroom.school, name="Roble", language="es")
        make_block(classroom, title="Math")
        make_block(other, title="Lectura", start=600)
        publish(classroom)
        publish(other)
        learner = make_learner(classroom)
        other.enrollments.create(learner=learner)
        root = f"/h/{find_home_token(learner)}/of/{learner.pk}/"
        page = client.get(f"{root}en/{MONDAY}/").content.decode()
        assert '<h3 dir="auto" lang="es">Lectura</h3>' in page
        assert '<h3 dir="auto">Math</h3>' in page

    def test_a_question_names_the_block_as_the_family_reads_it_and_keeps_what_the_teacher_wrote(
        self, client: Client, classroom: Classroom
    ) -> None:
        block = translate(make_block(classroom), ("title", "Math", "Matemáticas"))
        publish(classroom)
        learner = make_learner(classroom)
        root = f"/h/{find_home_token(learner)}/of/{learner.pk}/es/questions/"
        page = client.get(f"{root}?block={block.pk}").content.decode()
        assert "<bdi>Matemáticas</bdi>" in page

    def test_a_day_published_before_there_were_any_still_reads(
        self, client: Client, classroom: Classroom
    ) -> None:
        make_block(classroom)
        publish(classroom)
        snapshot = classroom.days.get(date=MONDAY).published
        assert snapshot is not None
        assert "translations" not in snapshot.document
        assert "Math" in self.read_day(client, classroom, "es")

    def test_a_feed_in_the_language_changes_with_its_translations(
        self, client: Client, classroom: Classroom
    ) -> None:
        block = make_block(classroom)
        publish(classroom)
        address = f"/feeds/{make_feed_token(classroom)[1]}/es.ics"
        before = client.get(address)
        translate(block, ("title", "Math", "Matemáticas"))
        publish(classroom)
        after = client.get(address, headers={"if-none-match": before.headers["ETag"]})
        assert "SUMMARY:Math\r\n" in before.content.decode()
        assert "SUMMARY:Matemáticas\r\n" in after.content.decode()

    def test_a_family_page_costs_no_query_more(
        self,
        client: Client,
        classroom: Classroom,
        task: Block,
        django_assert_num_queries: Any,
    ) -> None:
        translate(task, ("title", "Reading", "Lectura"))
        publish(classroom)
        token = make_family_link(classroom)[1]
        client.get(f"/f/{token}/es/")
        with django_assert_num_queries(1):
            client.get(f"/f/{token}/es/")
        # The link, the days and the publications; when there is no school is known.
        with django_assert_num_queries(3):
            client.get(f"/f/{token}/fr/")
