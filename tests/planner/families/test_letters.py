"""Letters that hand out links: one sheet each, in the language of the home."""

import re
from typing import Any

import pytest
from django.test import Client

from planner.models import Classroom, HomeLink
from planner.qr_codes import draw_code
from planner.services.links import make_address
from tests.factories import (
    MONDAY,
    make_classroom,
    make_family_link,
    make_home_link,
    make_learner,
    make_teacher,
)
from tests.planner.families.days import EIGHT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom(client: Client) -> Classroom:
    """A class whose teacher is signed in."""
    classroom = make_classroom(name="Maple")
    client.force_login(make_teacher(classroom))
    return classroom


def print_page(client: Client, classroom: Classroom, query: str) -> str:
    """The text of the page that is printed."""
    response = client.get(f"/classes/{classroom.pk}/families/letters/print/?{query}")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    return response.content.decode()


def read_letters(page: str) -> list[str]:
    """The words of each letter."""
    parts = re.findall(r'<article class="letter".*?</article>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts]


def test_a_letter_says_what_it_is_how_to_open_it_and_how_it_ends(
    client: Client, classroom: Classroom
) -> None:
    learner = make_learner(classroom, first_name="Juno")
    token = make_home_link(learner)[1]
    page = print_page(client, classroom, "of=learners&language=en")
    (letter,) = read_letters(page)
    for words in (
        f"Juno Maple · {classroom.school.name} Your link to the school day",
        "Point a phone's camera at the square and tap the link.",
        "You need no account, no password and no app.",
        "please do not pass it on",
        "The old link ends at once, and you get a new one.",
        "The link works until Friday 18 June 2027.",
    ):
        assert words in letter
    assert draw_code(f"http://testserver/h/{token}/").path in page


def test_the_address_is_written_in_short_groups_and_stays_whole_when_copied(
    client: Client, classroom: Classroom
) -> None:
    token = make_home_link(make_learner(classroom))[1]
    page = print_page(client, classroom, "of=learners&language=ar")
    written = re.search(r'<p class="letter-address" dir="ltr"[^>]*>(.*?)</p>', page)
    assert written is not None
    groups = re.findall(r"<span>(.*?)</span>", written[1])
    assert "".join(groups) == f"http://testserver/h/{token}/"
    assert {len(group) for group in groups[1:-1]} == {4}


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("es", "ltr", "Su enlace al día escolar"),
        ("ar", "rtl", "رابطكم إلى اليوم الدراسي"),
        ("zh-hans", "ltr", "您家的上课日链接"),
        ("so", "ltr", "Linkigaaga maalinta dugsiga"),
    ],
)
def test_a_letter_speaks_the_language_of_the_home_and_the_page_around_it_the_teachers(
    client: Client, classroom: Classroom, language: str, direction: str, words: str
) -> None:
    make_home_link(make_learner(classroom))
    page = print_page(client, classroom, f"of=learners&language={language}")
    assert f'<article class="letter" lang="{language}"' in page
    assert f'dir="{direction}"' in page.partition("<article")[2][:80]
    assert words in page
    assert '<html lang="en" dir="ltr">' in page


def test_only_those_who_are_ticked_get_a_letter(client: Client, classroom: Classroom) -> None:
    learners = [make_learner(classroom, first_name=name) for name in ("Ana", "Bo", "Cy")]
    for learner in learners:
        make_home_link(learner)
    ticked = f"&only={learners[0].pk}&only={learners[2].pk}"
    letters = read_letters(print_page(client, classroom, f"of=learners&language=en{ticked}"))
    assert [letter.split()[0] for letter in letters] == ["Ana", "Cy"]


def test_brothers_and_sisters_share_a_households_letter(
    client: Client, classroom: Classroom
) -> None:
    first = make_learner(classroom, first_name="Ana")
    make_learner(classroom, first_name="Bo", household=first.household)
    make_home_link(first.household)
    (letter,) = read_letters(print_page(client, classroom, "of=households&language=en"))
    assert letter.startswith("Ana · Bo Maple")
    assert "all your children at this school side by side" in letter


def test_the_classs_letter_names_nobody(client: Client, classroom: Classroom) -> None:
    make_home_link(make_learner(classroom, first_name="Juno"))
    token = make_family_link(classroom)[1]
    page = print_page(client, classroom, "of=classroom&language=en")
    (letter,) = read_letters(page)
    assert letter.startswith(f"Maple · {classroom.school.name} Your link")
    assert "This link belongs to the class." in letter
    assert draw_code(f"http://testserver/f/{token}/").path in page
    assert "Juno" not in page


def test_who_has_no_link_is_named_and_gets_no_letter(client: Client, classroom: Classroom) -> None:
    make_home_link(make_learner(classroom, first_name="Ana"))
    make_learner(classroom, first_name="Bo")
    make_address(HomeLink, of=make_learner(classroom, first_name="Cy"), today=MONDAY)
    HomeLink.objects.filter(learner__first_name="Cy").update(revoked_at=EIGHT)
    page = print_page(client, classroom, "of=learners&language=en")
    assert len(read_letters(page)) == 1
    assert "Bo, Cy</span>" in page


def test_a_link_that_cannot_be_shown_any_more_is_in_no_letter(
    client: Client, classroom: Classroom
) -> None:
    make_home_link(make_learner(classroom, first_name="Ana"))
    HomeLink.objects.update(seed="another")
    page = print_page(client, classroom, "of=learners&language=en")
    assert read_letters(page) == []
    assert "No letters" in page


@pytest.mark.parametrize(
    "query", ["", "of=learners&language=tlh", "of=parents&language=en", "of=learners&only=0"]
)
def test_a_choice_that_is_none_comes_back_with_the_reason(
    client: Client, classroom: Classroom, query: str
) -> None:
    response = client.get(f"/classes/{classroom.pk}/families/letters/print/?{query}")
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()


def test_another_classs_learner_cannot_be_ticked(client: Client, classroom: Classroom) -> None:
    other = make_learner(make_classroom(classroom.school), first_name="Zoe")
    make_home_link(other)
    query = f"of=learners&language=en&only={other.pk}"
    response = client.get(f"/classes/{classroom.pk}/families/letters/print/?{query}")
    assert response.status_code == 422
    assert "Zoe" not in response.content.decode()


def test_no_title_and_no_link_of_the_page_holds_a_token(
    client: Client, classroom: Classroom
) -> None:
    token = make_home_link(make_learner(classroom))[1]
    page = print_page(client, classroom, "of=learners&language=en")
    titles = re.findall(r"<title>(.*?)</title>|(?:href|src|action)=\"([^\"]*)\"", page)
    assert [each for pair in titles for each in pair if token in each] == []
