"""The task's editor: video, timer, ways to show it, and the way out of the device."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from async_tasks.models import Task
from planner.models import Block, Change
from planner.services.blocks import change_block, remove_block
from tests.async_tasks.test_task_page import address, make_task_block, posted
from tests.factories import MONDAY, NOW, make_coordinator, make_group, make_teacher, make_tool

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def block() -> Block:
    return make_task_block(screen="on")


@pytest.fixture
def teacher(client: Client, block: Block) -> Client:
    client.force_login(make_teacher(block.day.classroom))
    return client


def take_offline(client: Client, *blocks: Block, version: int | None = None) -> Any:
    """Press the button of one block's panel, or that of the bar over several."""
    week = f"/classes/{blocks[0].day.classroom_id}/weeks/{MONDAY}/blocks/"
    rows = Block.objects.in_bulk(block.pk for block in blocks)
    ticked = [f"{pk}:{version or row.version}" for pk, row in rows.items()]
    return client.post(week, {"block": ticked, "do": "away"})


def test_all_that_families_read_is_written_and_read_back(teacher: Client, block: Block) -> None:
    said = {
        "steps": "1. Read.\n2. Draw.",
        "video": "https://learn.example/1",
        "captions": "on",
        "instruction_minutes": "4",
        "timer": "10",
        "show_by": ["say", "draw"],
        "hand_in": "a photo",
        "offline_steps": "- Tell it to somebody.",
    }
    assert teacher.post(address(block), posted(block, **said)).status_code == 302
    block.refresh_from_db()
    assert block.instructions == (
        "Watch first, with captions: https://learn.example/1\nRead.\nDraw.\nTimer: 10 minutes\n"
        "Show it your way: say it or draw it.\nHand in: a photo"
    )
    initial = teacher.get(address(block)).context["form"].initial
    shown = {name: initial[name] for name in said}
    assert shown == {
        **said,
        "steps": "Read.\nDraw.",
        "captions": True,
        "instruction_minutes": 4,
        "timer": 10,
        "offline_steps": "Tell it to somebody.",
    }


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"video": "https://learn.example/1"}, "instruction_minutes"),
        ({"captions": "on"}, "captions"),
        ({"video": "javascript:alert(1)"}, "video"),
        ({"timer": "0"}, "timer"),
        ({"options": "Only one", "pick": "1"}, "options"),
        ({"options": "x\n" * 21, "pick": "1"}, "options"),
        ({"options": "Tell it\nSing it"}, "pick"),
        ({"options": "Tell it\nSing it", "pick": "2"}, "pick"),
        ({"options": "Tell it\nSing it", "pick": "0"}, "pick"),
        ({"pick": "1"}, "options"),
        ({"timer": "9" * 5000}, "timer"),
        ({"show_by": ["dance"]}, "show_by"),
    ],
)
def test_what_cannot_be_is_named(
    teacher: Client, block: Block, fields: dict[str, Any], wrong: str
) -> None:
    answer = teacher.post(address(block), posted(block, **fields))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]


def test_more_words_than_a_block_holds_are_refused_and_kept(teacher: Client, block: Block) -> None:
    words = {"steps": "x" * 3000, "options": "o" * 499 + "\n" + "p" * 500, "pick": "1"}
    answer = teacher.post(address(block), posted(block, **words))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["steps"]
    assert "p" * 500 in answer.content.decode()


def test_a_task_becomes_offline_in_one_action_with_its_own_steps_and_back_by_undo(
    teacher: Client, block: Block
) -> None:
    make_tool(block.day.classroom.school.district, name="Learn", host="learn.example")
    teacher.post(
        address(block),
        posted(
            block,
            steps="Watch it.\nType it.",
            link="https://learn.example/1",
            video="https://learn.example/2",
            instruction_minutes="5",
            timer="10",
            offline_steps="Tell it.\nDraw it.",
            coach_check="A drawing lies there.",
        ),
    )
    before = Block.objects.values().get(pk=block.pk)
    assert take_offline(teacher, block).status_code == 302
    block.refresh_from_db()
    assert (block.screen, block.link, block.tool, block.instruction_minutes) == (
        "off", "", None, None
    )  # fmt: skip
    assert block.instructions == "Tell it.\nDraw it.\nTimer: 10 minutes"
    assert block.coach_check == "A drawing lies there."
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    after = Block.objects.values().get(pk=block.pk)
    assert {**after, "version": 0} == {**before, "version": 0}


def test_several_tasks_become_offline_as_one_does_in_one_gesture(
    teacher: Client, block: Block
) -> None:
    other = make_task_block(block, date=TUESDAY, screen="either", title="Maps")
    said = {
        "steps": "Watch it.",
        "link": "https://learn.example/1",
        "video": "https://learn.example/2",
        "instruction_minutes": "5",
    }
    for each in (block, other):
        teacher.post(address(each), posted(each, **said, offline_steps=f"Tell {each.title}."))
    before = list(Block.objects.order_by("pk").values())
    take_offline(teacher, block, other)
    facts = Block.objects.order_by("day__date").values_list(
        "screen", "link", "instruction_minutes", "instructions"
    )
    assert list(facts) == [
        ("off", "", None, f"Tell {block.title}."),
        ("off", "", None, "Tell Maps."),
    ]
    assert Change.objects.latest("pk").what == "Made 2 blocks offline"
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    after = list(Block.objects.order_by("pk").values())
    assert [{**row, "version": 0} for row in after] == [{**row, "version": 0} for row in before]


def test_without_steps_of_their_own_the_others_stay(teacher: Client, block: Block) -> None:
    Block.objects.filter(pk=block.pk).update(instructions="Read.\nDraw.")
    take_offline(teacher, block)
    block.refresh_from_db()
    assert (block.screen, block.instructions) == ("off", "Read.\nDraw.")


def test_a_task_in_two_blocks_becomes_offline_in_both_as_one_gesture(
    teacher: Client, block: Block
) -> None:
    other = make_task_block(block, date=TUESDAY, screen="on")
    teacher.post(address(block), posted(block, steps="Read.", shared=[str(other.pk)]))
    take_offline(teacher, block)
    assert set(Block.objects.values_list("screen", flat=True)) == {"off"}
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    assert set(Block.objects.values_list("screen", flat=True)) == {"on"}


def test_a_block_that_somebody_changed_meanwhile_is_not_overwritten(
    teacher: Client, block: Block
) -> None:
    change_block(by=None, block=block, version=1, fields={"title": "Theirs"}, now=NOW)
    answer = take_offline(teacher, block, version=1)
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert Block.objects.get(pk=block.pk).screen == "on"


def test_a_block_taken_off_meanwhile_stays_off_its_day(teacher: Client, block: Block) -> None:
    remove_block(by=None, block=block, version=1, now=NOW)
    assert take_offline(teacher, block, version=1).status_code == 409


def test_what_needs_no_device_already_leaves_no_history(teacher: Client, block: Block) -> None:
    take_offline(teacher, block)
    count = Change.objects.count()
    assert take_offline(teacher, block).status_code == 302
    assert Change.objects.count() == count


def test_the_steps_kept_ready_come_along_into_the_form_after_a_conflict(
    teacher: Client, block: Block
) -> None:
    stale = posted(block, steps="Mine.", offline_steps="Mine, without.")
    teacher.post(address(block), posted(block, steps="Theirs.", offline_steps="Theirs, without."))
    answer = teacher.post(address(block), stale)
    rows = {row.label: (row.theirs, row.yours) for row in answer.context["conflict"]}
    assert rows["Steps without a device"] == ("Theirs, without.", "Mine, without.")
    assert Task.objects.get().offline_steps == "Theirs, without."


def test_a_coordinator_may_not_take_a_task_offline(client: Client, block: Block) -> None:
    client.force_login(make_coordinator(block.day.classroom.school))
    assert take_offline(client, block).status_code == 403


def test_a_choice_board_is_one_block_whose_minutes_count_once(
    teacher: Client, block: Block
) -> None:
    board = {"options": "1. Tell it\n2. Sing it\n3. Build it", "pick": "2"}
    teacher.post(address(block), posted(block, **board))
    saved = Block.objects.get()
    assert saved.minutes == block.minutes
    assert saved.instructions == (
        "Choose 2 of these 3:\n\u2022 Tell it\n\u2022 Sing it\n\u2022 Build it"
    )
    initial = teacher.get(address(block)).context["form"].initial
    assert (initial["options"], initial["pick"]) == ("Tell it\nSing it\nBuild it", 2)


def test_words_for_a_group_are_written_to_the_block_and_read_back(
    teacher: Client, block: Block
) -> None:
    group, other = (make_group(block.day.classroom, name) for name in ("Group A", "Group B"))
    words = {f"support_{group.pk}": "Read only\r\nthe first page.", f"support_{other.pk}": ""}
    teacher.post(address(block), posted(block, steps="Read.", **words))
    saved = Block.objects.get()
    assert saved.supports == [[group.pk, "Read only\nthe first page."]]
    assert "first page" not in saved.instructions
    initial = teacher.get(address(block)).context["form"].initial
    assert initial[f"support_{group.pk}"] == "Read only\nthe first page."
