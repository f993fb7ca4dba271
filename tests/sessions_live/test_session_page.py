"""The session page: what it keeps, what families get of it, and how it answers trouble."""

import pytest
from django.test import Client

from planner.models import Block
from planner.services.blocks import change_block, remove_block
from planner.services.history import undo_change
from sessions_live.models import LiveSession
from tests.factories import (
    NOW,
    make_block,
    make_classroom,
    make_coordinator,
    make_teacher,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def block() -> Block:
    return make_block(make_classroom(), title="Math lesson")


@pytest.fixture
def teacher(client: Client, block: Block) -> Client:
    client.force_login(make_teacher(block.day.classroom))
    return client


def address(block: Block) -> str:
    return f"/blocks/{block.pk}/session/"


def posted(block: Block, **fields: object) -> dict[str, object]:
    session = LiveSession.objects.filter(block=block).first()
    return {
        "version": Block.objects.get(pk=block.pk).version,
        "session_version": 0 if session is None else session.version,
        **fields,
    }


def test_what_families_should_know_is_written_into_the_block(teacher: Client, block: Block) -> None:
    answer = teacher.post(
        address(block),
        posted(block, words="Cameras are welcome.", bring="a ruler", work_time=["stay_on", "solo"]),
    )
    block.refresh_from_db()
    assert answer.status_code == 302
    assert block.instructions == (
        "Cameras are welcome.\n"
        "Bring: a ruler\n"
        "After the lesson, choose: log off and work alone or stay on and work quietly."
    )


def test_an_outline_stays_with_the_teacher_and_leaves_the_plan_alone(
    teacher: Client, block: Block
) -> None:
    teacher.post(address(block), posted(block, outline="Hello\nMini lesson"))
    assert LiveSession.objects.get(block=block).steps == ["Hello", "Mini lesson"]
    assert Block.objects.get(pk=block.pk).version == block.version
    assert block.day.classroom.changes.count() == 1


def test_undo_brings_back_the_old_words_and_the_page_shows_them(
    teacher: Client, block: Block
) -> None:
    teacher.post(address(block), posted(block, bring="a ruler"))
    change = block.day.classroom.changes.latest("pk")
    undo_change(by=make_user(), change=change, now=NOW)
    form = teacher.get(address(block)).context["form"]
    assert form.initial["bring"] == ""


def test_words_typed_elsewhere_are_shown_and_kept(teacher: Client, block: Block) -> None:
    fields = {"instructions": "Wear blue."}
    change_block(by=None, block=block, version=1, fields=fields, now=NOW)
    form = teacher.get(address(block)).context["form"]
    teacher.post(address(block), posted(block, **{**form.initial, "bring": "a hat"}))
    assert Block.objects.get(pk=block.pk).instructions == "Wear blue.\nBring: a hat"


def test_just_saved_words_can_be_undone_from_the_page(teacher: Client, block: Block) -> None:
    answer = teacher.post(address(block), posted(block, bring="a ruler"), follow=True)
    change = block.day.classroom.changes.latest("pk")
    assert f'action="/changes/{change.pk}/undo/"' in answer.content.decode()


def test_the_usual_order_is_offered_only_where_there_is_no_outline(
    teacher: Client, block: Block
) -> None:
    first = teacher.get(address(block) + "?usual").context["form"].initial["outline"]
    teacher.post(address(block), posted(block, outline="My own"))
    later = teacher.get(address(block) + "?usual").context["form"].initial["outline"]
    assert (first.startswith("Hello"), later) == (True, "My own")


def test_a_block_of_another_kind_has_no_session_and_says_where_its_content_is(
    teacher: Client, block: Block
) -> None:
    task = make_block(block.day.classroom, mode="async", start=None, title="Read")
    answer = teacher.get(address(task))
    assert answer.status_code == 404
    assert f"/blocks/{task.pk}/task/" in answer.content.decode()


def test_an_unknown_option_is_refused_with_what_was_typed(teacher: Client, block: Block) -> None:
    answer = teacher.post(address(block), posted(block, bring="a drum", work_time=["nap"]))
    assert answer.status_code == 422
    assert "a drum" in answer.content.decode()
    assert not LiveSession.objects.exists()


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30])
def test_a_version_that_cannot_be_is_answered_not_crashed(
    teacher: Client, block: Block, version: str
) -> None:
    answer = teacher.post(address(block), posted(block) | {"version": version})
    assert answer.status_code in {409, 422}


def test_a_stale_edit_shows_both_versions_and_can_be_saved_again(
    teacher: Client, block: Block
) -> None:
    stale = posted(block, bring="a drum")
    teacher.post(address(block), posted(block, bring="a flute"))
    answer = teacher.post(address(block), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("a flute" in page, "a drum" in page) == (True, True)
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in ("version", "session_version", "bring")}
    assert teacher.post(address(block), again).status_code == 302
    assert Block.objects.get(pk=block.pk).instructions == "Bring: a drum"


def test_two_people_writing_one_outline_meet_too(teacher: Client, block: Block) -> None:
    stale = posted(block, outline="Mine")
    teacher.post(address(block), posted(block, outline="Theirs"))
    assert teacher.post(address(block), stale).status_code == 409
    assert LiveSession.objects.get(block=block).outline == "Theirs"


def test_words_for_a_block_taken_away_meanwhile_are_not_lost(teacher: Client, block: Block) -> None:
    stale = posted(block, bring="a drum")
    remove_block(by=None, block=block, version=1, now=NOW)
    answer = teacher.post(address(block), stale)
    assert answer.status_code == 409
    assert "a drum" in answer.content.decode()
    assert "Save</button>" not in answer.content.decode()


def test_a_coordinator_may_not_write_and_a_stranger_may_not_know(
    client: Client, block: Block
) -> None:
    client.force_login(make_coordinator(block.day.classroom.school))
    seen = client.get(address(block)).status_code
    client.force_login(make_user())
    unseen = client.get(address(block)).status_code
    assert (seen, unseen) == (403, 404)
