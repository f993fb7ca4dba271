"""What a session leaves for the absent: what is kept, and which recordings are refused."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from planner.models import Block, Tool
from planner.services.blocks import remove_block
from sessions_live.models import CatchUp
from sessions_live.services.catch_up import Recording, copy_catch_ups, save_catch_up
from tests.factories import NOW, make_block, make_classroom, make_teacher, make_tool, make_user

pytestmark = pytest.mark.django_db

SAFE = "https://video.canvas.example.org/r/1"
UNTIL = dt.date(2026, 12, 16)


@pytest.fixture(autouse=True)
def eight_o_clock(time_machine: Any) -> None:
    """Monday at eight in the morning in New York."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def block() -> Block:
    block = make_block(make_classroom(), title="Math lesson")
    district = block.day.classroom.school.district
    make_tool(district, name="Canvas", host="canvas.example.org", protected=True)
    make_tool(district, name="Clips", host="clips.example.org")
    return block


@pytest.fixture
def teacher(client: Client, block: Block) -> Client:
    client.force_login(make_teacher(block.day.classroom, name="Pat Example"))
    return client


def address(block: Block) -> str:
    return f"/blocks/{block.pk}/catch-up/"


def posted(block: Block, **fields: object) -> dict[str, object]:
    stored = CatchUp.objects.filter(block=block).first()
    return {"version": stored.version if stored else 0, **fields}


def recorded(block: Block, **fields: object) -> dict[str, object]:
    """The form with a recording that nothing is wrong with."""
    named = {"recording": SAFE, "recording_ends_on": str(UNTIL), "confirmed": "on", **fields}
    return posted(block, **named)


def save(block: Block, version: int = 0, **fields: Any) -> CatchUp:
    named = {"missed_work": "", "questions": "", "recording": None, "by": None, "now": NOW}
    return save_catch_up(block=block, version=version, **{**named, **fields})


def test_where_missed_work_is_and_questions_are_kept_and_the_plan_is_left_alone(
    teacher: Client, block: Block
) -> None:
    answer = teacher.post(
        address(block), posted(block, missed_work="In the blue folder.", questions="Why?\n\nHow?")
    )
    kept = CatchUp.objects.get(block=block)
    assert answer.status_code == 302
    assert (kept.missed_work, kept.question_list) == ("In the blue folder.", ["Why?", "How?"])
    assert block.day.classroom.changes.count() == 1


def test_a_recording_behind_a_sign_in_is_kept_with_who_watched_it_and_when_it_ends(
    teacher: Client, block: Block
) -> None:
    answer = teacher.post(
        address(block), recorded(block, recorded_part="The mini lesson"), follow=True
    )
    kept = CatchUp.objects.get(block=block)
    assert (kept.recording, kept.recorded_part, kept.recording_ends_on) == (
        SAFE,
        "The mini lesson",
        UNTIL,
    )
    assert (kept.confirmed_at, kept.confirmed_by is not None) == (NOW, True)
    page = answer.content.decode()
    assert "Whoever was absent sees this recording." in page
    assert "<bdi>Pat Example</bdi> watched it" in page


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://clips.example.org/1", "clips.example.org"),
        ("https://elsewhere.example/1", "elsewhere.example"),
        ("https://canvas.example.org.elsewhere.example/1", "canvas.example.org.elsewhere.example"),
    ],
)
def test_a_recording_on_an_open_host_is_refused_in_a_sentence_that_says_where_to_put_it(
    teacher: Client, block: Block, link: str, host: str
) -> None:
    answer = teacher.post(
        address(block), recorded(block, recording=link, missed_work="In the folder.")
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["recording"] == [
        f"A recording has to stand behind a sign-in, and {host} is not known to ask for one. "
        "Put it on Canvas."
    ]
    assert "In the folder." in answer.content.decode()
    assert not CatchUp.objects.exists()


def test_a_district_that_named_no_protected_place_is_told(teacher: Client, block: Block) -> None:
    Tool.objects.update(protected=False)
    answer = teacher.post(address(block), recorded(block))
    assert "Your district has not named any place that does." in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"confirmed": ""}, {"confirmed"}),
        ({"recording_ends_on": ""}, {"recording_ends_on"}),
        ({"recording_ends_on": "2026-11-15"}, {"recording_ends_on"}),
        ({"recording_ends_on": "2028-01-01"}, {"recording_ends_on"}),
        ({"recording_ends_on": "9999-12-31"}, {"recording_ends_on"}),
        ({"recording_ends_on": "soon", "confirmed": ""}, {"recording_ends_on", "confirmed"}),
        ({"recording": "javascript:alert(1)"}, {"recording"}),
        ({"recording": "https://" + "x" * 2000}, {"recording"}),
        ({"missed_work": "x" * 501}, {"missed_work"}),
        ({"questions": "x" * 2001}, {"questions"}),
    ],
)
def test_what_cannot_be_kept_is_shown_with_what_is_wrong(
    teacher: Client, block: Block, fields: dict[str, object], wrong: set[str]
) -> None:
    answer = teacher.post(address(block), recorded(block, **fields))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == wrong
    assert not CatchUp.objects.exists()


def test_another_recording_is_watched_anew_and_the_same_one_is_not(
    teacher: Client, block: Block
) -> None:
    teacher.post(address(block), recorded(block))
    same = teacher.post(address(block), recorded(block, confirmed="", missed_work="Folder"))
    other = teacher.post(address(block), recorded(block, recording=f"{SAFE}2", confirmed=""))
    assert (same.status_code, other.status_code) == (302, 422)
    assert set(other.context["form"].errors) == {"confirmed"}


def test_a_recording_that_has_ended_lets_the_rest_be_changed_and_says_that_it_ended(
    teacher: Client, block: Block
) -> None:
    ended = NOW.date() - dt.timedelta(days=1)
    save(block, recording=Recording(SAFE, "", ended))
    answer = teacher.post(
        address(block), recorded(block, recording_ends_on=str(ended), missed_work="x"), follow=True
    )
    assert CatchUp.objects.get(block=block).missed_work == "x"
    assert "no family sees this recording any more" in answer.content.decode()


def test_a_place_that_stopped_asking_for_a_password_is_said_on_the_page(
    teacher: Client, block: Block
) -> None:
    save(block, recording=Recording(SAFE, "", UNTIL))
    Tool.objects.update(protected=False)
    assert "nobody has to sign in" in teacher.get(address(block)).content.decode()


def test_a_recording_taken_away_takes_its_end_and_its_watcher_along(
    teacher: Client, block: Block
) -> None:
    teacher.post(address(block), recorded(block))
    teacher.post(address(block), recorded(block, recording="", confirmed=""))
    kept = CatchUp.objects.get(block=block)
    assert (kept.recording, kept.recording_ends_on, kept.confirmed_at, kept.confirmed_by) == (
        "",
        None,
        None,
        None,
    )


def test_the_database_takes_no_recording_that_never_ends(block: Block) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CatchUp.objects.create(block=block, recording=SAFE, confirmed_at=NOW)


def test_of_two_who_write_at_once_the_second_sees_both_and_overwrites_nothing(
    teacher: Client, block: Block
) -> None:
    mine = recorded(block, missed_work="In the red folder")
    save(block, by=make_user(), missed_work="In the blue folder")
    answer = teacher.post(address(block), mine)
    assert answer.status_code == 409
    told = [(row.theirs, row.yours) for row in answer.context["conflict"]]
    assert told == [
        ("In the blue folder", "In the red folder"),
        ("", SAFE),
        ("", str(UNTIL)),
    ]
    assert CatchUp.objects.get(block=block).missed_work == "In the blue folder"
    again = {**mine, "version": answer.context["form"].data["version"]}
    assert teacher.post(address(block), again).status_code == 302
    assert CatchUp.objects.get(block=block).missed_work == "In the red folder"


def test_a_block_that_was_taken_off_the_day_meanwhile_shows_what_was_typed(
    teacher: Client, block: Block
) -> None:
    mine = posted(block, missed_work="In the red folder")
    remove_block(by=None, block=block, version=block.version, now=NOW)
    answer = teacher.post(address(block), mine)
    assert (answer.status_code, answer.context["gone"]) == (409, True)
    assert "In the red folder" in answer.content.decode()


def test_a_block_of_another_kind_leaves_nothing_to_catch_up(teacher: Client, block: Block) -> None:
    task = make_block(block.day.classroom, mode="async", start=None, title="Read")
    assert teacher.get(address(task)).status_code == 404


def test_a_copied_lesson_brings_its_words_and_never_its_recording(block: Block) -> None:
    save(block, missed_work="Folder", questions="Why?", recording=Recording(SAFE, "", UNTIL))
    twin = make_block(block.day.classroom, start=700)
    copy_catch_ups({block.pk: twin.pk})
    copied = CatchUp.objects.get(block=twin)
    assert (copied.missed_work, copied.questions, copied.recording) == ("Folder", "Why?", "")


def test_the_session_page_leads_there(teacher: Client, block: Block) -> None:
    page = teacher.get(f"/blocks/{block.pk}/session/").content.decode()
    assert f'href="{address(block)}"' in page
    assert f'href="/blocks/{block.pk}/attendance/"' in page
