"""Pinned blocks: a fact for planning, which families and their documents never hear of."""

import pytest
from django.test import Client

from planner.cadence.plan import PlannedBlock
from planner.models import Block, Stage
from planner.review import review_week, spell_document
from tests.factories import MONDAY, make_block, make_classroom, make_teacher

pytestmark = pytest.mark.django_db


def test_a_block_is_pinned_and_unpinned_by_its_form(client: Client) -> None:
    block = make_block(make_classroom())
    client.force_login(make_teacher(block.day.classroom))
    fields = {"mode": "live", "title": "Math", "date": MONDAY, "start": "09:00", "minutes": 30}
    client.post(f"/blocks/{block.pk}/", {**fields, "version": 1, "pinned": "on"})
    assert Block.objects.get().pinned
    assert "checked" in str(client.get(f"/blocks/{block.pk}/").context["form"]["pinned"])
    client.post(f"/blocks/{block.pk}/", {**fields, "version": 2})
    assert not Block.objects.get().pinned


def test_the_draft_knows_that_a_block_is_pinned_and_what_is_stored_does_not() -> None:
    block = make_block(make_classroom())
    loose = review_week(block.day.classroom, MONDAY, Stage.DRAFT).days[0]
    Block.objects.update(pinned=True)
    pinned = review_week(block.day.classroom, MONDAY, Stage.DRAFT).days[0]
    assert [each.pinned for each in (*loose.blocks, *pinned.blocks)] == [False, True]
    assert spell_document(pinned) == spell_document(loose)


def test_a_document_from_outside_may_say_that_a_block_is_pinned() -> None:
    said = {"id": "a", "mode": "break", "title": "Lunch", "start": 720, "minutes": 30}
    assert PlannedBlock.model_validate({**said, "pinned": True}).pinned
    assert not PlannedBlock.model_validate(said).pinned


def test_the_week_marks_a_pinned_block(client: Client) -> None:
    room = make_block(make_classroom(), pinned=True).day.classroom
    client.force_login(make_teacher(room))
    assert "Stays here" in client.get(f"/classes/{room.pk}/weeks/{MONDAY}/").content.decode()
