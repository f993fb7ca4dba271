"""Words for some learners: they come along with their block, and only their group reads them."""

import pytest
from django.test import Client

from planner.differences import compare_days
from planner.families.items import find_supports
from planner.models import Block, Change, Classroom, Stage
from planner.review import review_week
from planner.services.blocks import change_block
from planner.services.history import undo_change
from planner.services.publishing import preview_week, publish_week
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_family_link,
    make_group,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom()
    make_group(room, "Group A")
    make_group(room, "Group B")
    return room


def write(classroom: Classroom, text: str = "Read only the first page.") -> Block:
    block = make_block(classroom, mode="async", start=None, screen="off", title="Reading")
    group = classroom.groups.get(name="Group A")
    change_block(
        by=make_user(), block=block, version=1, fields={"supports": ((group.pk, text),)}, now=NOW
    )
    return Block.objects.get(pk=block.pk)


def test_words_for_a_group_are_undone_in_one_step(classroom: Classroom) -> None:
    block = write(classroom)
    change = Change.objects.latest("pk")
    undo_change(by=make_user(), change=change, now=NOW)
    undone = Block.objects.get(pk=block.pk)
    assert (len(block.supports), undone.supports) == (1, [])


def test_a_day_without_such_words_is_stored_as_before(classroom: Classroom) -> None:
    make_block(classroom)
    day = review_week(classroom, MONDAY, Stage.DRAFT).days[0]
    assert "supports" not in day.model_dump_json(by_alias=True)


def test_only_the_chosen_group_reads_its_words(client: Client, classroom: Classroom) -> None:
    write(classroom, "Read only the first page, with https://help.example/1")
    versions = preview_week(classroom, MONDAY).versions
    publish_week(
        by=None, classroom=classroom, monday=MONDAY, versions=versions, confirm_clash=False, now=NOW
    )
    _, token = make_family_link(classroom)
    ours, theirs = classroom.groups.order_by("name")
    found = {
        name: "Read only the first page" in client.get(address).content.decode()
        for name, address in {
            "nobody's": f"/f/{token}/{MONDAY}/",
            "ours": f"/f/{token}/{MONDAY}/?group={ours.pk}",
            "theirs": f"/f/{token}/{MONDAY}/?group={theirs.pk}",
        }.items()
    }
    assert found == {"nobody's": False, "ours": True, "theirs": False}


def test_publishing_names_them_among_what_changes(classroom: Classroom) -> None:
    block = write(classroom)
    old = review_week(classroom, MONDAY, Stage.DRAFT).days[0]
    Block.objects.filter(pk=block.pk).update(supports=[])
    new = review_week(classroom, MONDAY, Stage.DRAFT).days[0]
    assert [each.text for each in compare_days(old, new)] == [
        "Reading: new notes for some learners"
    ]
    assert find_supports(new.blocks[0], new.classroom.groups[0]) == []
