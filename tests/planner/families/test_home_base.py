"""A class's home base: written by its teachers, read by its families."""

from typing import Any

import pytest
from django.test import Client
from pydantic import ValidationError

from planner.models import Classroom, Enrollment, HomeBase
from planner.services.homes import (
    HomeContent,
    HomeEntry,
    StaleHomeBase,
    find_home_base,
    keep_home_base,
    read_content,
)
from tests.factories import (
    NOW,
    make_block,
    make_classroom,
    make_coordinator,
    make_family_link,
    make_home_link,
    make_learner,
    make_teacher,
)
from tests.planner.families.days import EIGHT, publish

pytestmark = pytest.mark.django_db

MEETING = HomeEntry(
    section="meeting", title="Morning meeting", link="https://meet.example.org/m", sign_in="School"
)
CONTENT = HomeContent(welcome="Hello!", entries=(MEETING,))


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Every test begins on Monday at eight."""
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def classroom(client: Client) -> Classroom:
    """A class whose teacher is signed in."""
    classroom = make_classroom(name="Maple room")
    client.force_login(make_teacher(classroom, name="Ana Ruiz"))
    return classroom


def keep(classroom: Classroom, content: HomeContent = CONTENT, version: int = 0) -> None:
    keep_home_base(by=None, classroom=classroom, version=version, content=content, now=NOW)


def spell(*entries: dict[str, str], **fields: str) -> dict[str, str]:
    """A form as a browser posts it."""
    data = {"welcome": "", "getting_help": "", "version": "0", "count": str(len(entries))}
    for number, entry in enumerate(entries):
        blank = {"section": "resource", "title": "", "link": "", "sign_in": "", "words": ""}
        data |= {f"entry-{number}-{name}": value for name, value in (blank | entry).items()}
    return data | fields


def read_titles(page: str) -> list[str]:
    """The names typed in a form, in order."""
    parts = page.split('-title" value="')[1:]
    return [part.partition('"')[0] for part in parts]


def test_a_class_without_one_is_offered_it_and_families_are_told(
    client: Client, classroom: Classroom
) -> None:
    assert "Write the home base" in client.get(f"/classes/{classroom.pk}/home/").text
    token = make_family_link(classroom)[1]
    page = Client().get(f"/f/{token}/home/").text
    assert "Nothing is written here yet" in page


def test_what_a_teacher_writes_families_read(client: Client, classroom: Classroom) -> None:
    data = spell(
        {"section": "contact", "title": "Ms Ruiz", "words": "Write to ana@school.example."},
        {"section": "resource", "title": "Shelf", "link": "shelf.example.org", "sign_in": "Card"},
        {"section": "resource"},
        getting_help="Call https://help.example.org first.",
    )
    address = f"/classes/{classroom.pk}/home/edit/"
    assert client.post(address, data).headers["Location"] == f"/classes/{classroom.pk}/home/"
    token = make_family_link(classroom)[1]
    for page in (
        Client().get(f"/f/{token}/home/").text,
        client.get(f"/classes/{classroom.pk}/home/").text,
    ):
        assert '<a href="https://shelf.example.org" rel="noreferrer noopener">Shelf</a>' in page
        assert "Sign in with: <bdi>Card</bdi>" in page
        assert page.index("Shelf") < page.index("Ms Ruiz") < page.index("help.example.org")
        assert '<a href="https://help.example.org" rel="noreferrer noopener">' in page
        assert 'href="mailto' not in page
    assert "by <bdi>Ana Ruiz</bdi>" in client.get(f"/classes/{classroom.pk}/home/").text


def test_families_read_our_words_in_their_language_and_the_teachers_as_written(
    classroom: Classroom,
) -> None:
    keep(classroom)
    token = make_family_link(classroom)[1]
    response = Client().get(f"/f/{token}/ar/home/")
    assert response.headers["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in response.text
    assert "أين نلتقي" in response.text
    assert 'dir="auto" lang="en"><a href="https://meet.example.org/m"' in response.text
    assert f'href="/f/{token}/es/home/" lang="es"' in response.text
    assert f'href="/f/{token}/ar/"' in response.text
    assert response.cookies == {}


def test_the_days_foot_leads_to_it(classroom: Classroom) -> None:
    token = make_family_link(classroom)[1]
    assert f'href="/f/{token}/es/home/"' in Client().get(f"/f/{token}/es/").text


def test_a_link_that_has_ended_opens_no_home_base(classroom: Classroom) -> None:
    link, token = make_family_link(classroom)
    link.revoked_at = NOW
    link.save()
    assert Client().get(f"/f/{token}/home/").status_code == 410


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"link": "https://shelf.example.org"}, "Give it a name"),
        ({"title": "Shelf", "link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"title": "Shelf", "link": "ftp://shelf.example.org"}, "begins with https:// or http://"),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"title": "Shelf\0"}, "Null characters are not allowed"),
    ],
)
def test_an_entry_that_does_not_hold_comes_back_as_typed(
    client: Client, classroom: Classroom, entry: dict[str, str], reason: str
) -> None:
    response = client.post(f"/classes/{classroom.pk}/home/edit/", spell(entry, welcome="Hi there"))
    assert response.status_code == 422
    assert reason in response.text
    assert "Hi there" in response.text
    assert not HomeBase.objects.exists()


@pytest.mark.parametrize("count", ["", "-1", "99999", "61", "two"])
def test_a_count_that_is_none_is_refused(client: Client, classroom: Classroom, count: str) -> None:
    data = spell(count=count)
    assert client.post(f"/classes/{classroom.pk}/home/edit/", data).status_code == 422


def test_steps_change_the_form_and_keep_nothing(client: Client, classroom: Classroom) -> None:
    rows = [
        {"title": "One"},
        {"title": "Two", "section": "contact"},
        {"title": "Three"},
        {"title": "Four"},
    ]

    def step(name: str) -> list[str]:
        response = client.post(f"/classes/{classroom.pk}/home/edit/", spell(*rows, step=name))
        assert response.status_code == 200
        return read_titles(response.text)

    assert step("up-2") == ["Three", "One", "Four", "Two"]
    assert step("down-0") == ["Three", "One", "Four", "Two"]
    assert step("up-0") == ["One", "Three", "Four", "Two"]
    assert step("remove-2") == ["One", "Four", "Two"]
    assert step("sideways-2") == step("up-77") == step("up-x") == ["One", "Three", "Four", "Two"]
    assert not HomeBase.objects.exists()


def test_an_added_entry_is_where_one_goes_on_typing(client: Client, classroom: Classroom) -> None:
    data = spell({"title": "One"}, step="add-resource", welcome="Hi")
    page = client.post(f"/classes/{classroom.pk}/home/edit/", data).text
    assert 'name="count" value="2"' in page
    field = page.partition('name="entry-1-title"')[2].partition(">")[0]
    assert "autofocus" in field
    assert page.count("autofocus") == 1


def test_after_a_step_the_focus_stays_with_what_was_moved(
    client: Client, classroom: Classroom
) -> None:
    rows = ({"title": "One"}, {"title": "Two"})
    address = f"/classes/{classroom.pk}/home/edit/"
    page = client.post(address, spell(*rows, step="up-1")).text
    assert 'value="down-0" autofocus' in page
    page = client.post(address, spell(*rows, step="remove-1")).text
    assert 'value="add-resource" autofocus' in page


def test_no_more_entries_are_taken_than_a_page_can_hold(
    client: Client, classroom: Classroom
) -> None:
    rows = [{"title": f"No {number}"} for number in range(60)]
    data = spell(*rows, step="add-resource")
    page = client.post(f"/classes/{classroom.pk}/home/edit/", data).text
    assert "There is no room for more entries." in page
    assert 'name="count" value="60"' in page


def test_an_edit_made_from_an_older_version_shows_both_and_overwrites_nothing(
    client: Client, classroom: Classroom
) -> None:
    keep(classroom)
    response = client.post(f"/classes/{classroom.pk}/home/edit/", spell(welcome="Good morning!"))
    assert response.status_code == 409
    assert "Hello!" in response.text
    assert response.text.count("Good morning!") == 2
    assert "Morning meeting, https://meet.example.org/m, School" in response.text
    assert 'name="version" value="1"' in response.text
    assert read_content(find_home_base(classroom.pk)) == CONTENT
    again = spell(welcome="Good morning!", version="1")
    assert client.post(f"/classes/{classroom.pk}/home/edit/", again).status_code == 302
    assert read_content(find_home_base(classroom.pk)) == HomeContent(welcome="Good morning!")


def test_the_same_words_twice_are_no_conflict_and_no_new_version(classroom: Classroom) -> None:
    keep(classroom)
    keep(classroom)
    assert HomeBase.objects.get().version == 1
    with pytest.raises(StaleHomeBase):
        keep(classroom, HomeContent(welcome="Other"))


def test_a_version_grows_with_every_change(classroom: Classroom) -> None:
    keep(classroom)
    keep(classroom, HomeContent(), version=1)
    row = HomeBase.objects.get()
    assert (row.version, row.entries, row.welcome) == (2, [], "")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "https://a b"])
def test_a_stored_link_of_another_kind_is_never_read(link: str) -> None:
    with pytest.raises(ValidationError):
        HomeEntry(section="resource", title="Bad", link=link)


def test_coordinators_look_and_do_not_write(client: Client, classroom: Classroom) -> None:
    keep(classroom)
    client.force_login(make_coordinator(classroom.school))
    page = client.get(f"/classes/{classroom.pk}/home/").text
    assert "Morning meeting" in page
    assert "Edit</a>" not in page
    assert client.get(f"/classes/{classroom.pk}/home/edit/").status_code == 403


def test_what_is_said_of_the_evening_stands_there_too(client: Client, classroom: Classroom) -> None:
    keep(classroom, HomeContent(evening="Read together."))
    page = client.get(f"/classes/{classroom.pk}/home/").text
    assert "This evening, if you like" in page
    assert "Read together." in page


def test_a_teachers_markup_is_shown_and_never_run(client: Client, classroom: Classroom) -> None:
    keep(classroom, HomeContent(welcome='<script>alert(1)</script> it\'s "fine"'))
    token = make_family_link(classroom)[1]
    assert "&lt;script&gt;alert(1)" in Client().get(f"/f/{token}/home/").text


def test_a_learners_link_opens_the_home_bases_of_the_learners_classes(classroom: Classroom) -> None:
    keep(classroom)
    learner = make_learner(classroom)
    root = f"/h/{make_home_link(learner)[1]}/of/{learner.pk}"
    assert "Morning meeting" in Client().get(f"{root}/home/").text
    art = make_classroom(classroom.school, name="Art")
    Enrollment.objects.create(learner=learner, classroom=art)
    choice = Client().get(f"{root}/es/home/").text
    assert "Morning meeting" not in choice
    assert f'href="{root}/es/home/{art.pk}/"' in choice
    one = Client().get(f"{root}/es/home/{classroom.pk}/").text
    assert "Morning meeting" in one
    assert f'href="{root}/fr/home/{classroom.pk}/" lang="fr"' in one
    other = make_classroom(classroom.school)
    assert Client().get(f"{root}/home/{other.pk}/").status_code == 404


def test_a_nudge_for_the_evening_stands_at_the_end_of_a_published_day(
    classroom: Classroom,
) -> None:
    make_block(classroom)
    publish(classroom)
    token = make_family_link(classroom)[1]
    learner = make_learner(classroom)
    pages = (f"/f/{token}/fr/", f"/h/{make_home_link(learner)[1]}/of/{learner.pk}/fr/")
    assert ["Ce soir" in Client().get(page).text for page in pages] == [False, False]
    keep(classroom, HomeContent(evening="Read a story <together>."))
    told = "Read a story &lt;together&gt;."
    assert [told in Client().get(page).text for page in pages] == [True, True]
