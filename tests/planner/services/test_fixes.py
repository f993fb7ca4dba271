"""A fix is carried out as one gesture, proved once more, and taken back in one step."""

import datetime as dt

import pytest

from async_tasks.services import TaskContent, save_task
from planner.cadence.changes import Alter
from planner.models import Block, Change, Classroom, Stage
from planner.review import review_week
from planner.services.blocks import change_block
from planner.services.fixes import (
    NotOurs,
    OfferedFix,
    Outdated,
    carry_out_fix,
    read_offer,
    read_week_to_fix,
    seek_fixes,
    spell_states,
)
from planner.services.history import StaleEdit, read_states, undo_change
from planner.services.many import make_offline
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_teacher,
    make_tool,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def room() -> Classroom:
    """A class whose Tuesday is 12 live minutes short, with a task to print."""
    room = make_classroom(subjects=["math", "reading"])
    put_policy_in_force(room.school.district)
    make_block(room, TUESDAY, title="Morning meeting", start=510, minutes=60)
    make_block(room, TUESDAY, title="Math", start=600, minutes=48)
    make_block(room, TUESDAY, title="Lunch", mode="break", start=690, minutes=45)
    make_block(room, TUESDAY, title="Art", start=780, minutes=30)
    make_block(
        room, TUESDAY, title="Log", mode="async", start=None, screen="on", needs_printing=True
    )
    return room


def offer_all(room: Classroom, date: dt.date | None = TUESDAY) -> list[OfferedFix]:
    week = read_week_to_fix(room, MONDAY)
    return [week.offer(fix, date) for fix in seek_fixes(week, date, lambda: False).offers]


def broken_musts(room: Classroom, date: dt.date = TUESDAY) -> list[str]:
    found = review_week(room, MONDAY, Stage.DRAFT).of_day(date).findings
    return [f.rule_id for f in found if f.strength == "must" and f.outcome == "broken"]


def carry_out(room: Classroom, offer: OfferedFix) -> Change:
    sent = read_offer(offer.seal(), room)
    return carry_out_fix(by=make_teacher(room), classroom=room, offer=sent, now=NOW)


def test_every_offer_keeps_the_musts_and_is_taken_back_in_one_step(room: Classroom) -> None:
    before = list(Block.objects.standing().values("title", "start", "minutes", "needs_printing"))
    assert broken_musts(room) == ["live-minutes", "no-printing"]
    assert len(offer_all(room)) == 3
    for place in range(3):
        change = carry_out(room, offer_all(room)[place])
        assert broken_musts(room) == []
        assert change.what.startswith("Fixed Tuesday: ")
        undo_change(by=make_teacher(room), change=change, now=NOW)
        stands = Block.objects.standing().values("title", "start", "minutes", "needs_printing")
        assert list(stands) == before


def test_a_block_that_somebody_changed_meanwhile_is_not_overwritten(room: Classroom) -> None:
    (offer, *_) = offer_all(room)
    log = Block.objects.get(title="Log")
    change_block(by=None, block=log, version=1, fields={"minutes": 20}, now=NOW)
    with pytest.raises(StaleEdit) as refused:
        carry_out(room, offer)
    assert [state.title for state in refused.value.theirs] == ["Log"]
    assert Block.objects.get(title="Log").needs_printing


def test_a_block_that_was_taken_away_meanwhile_is_a_conflict(room: Classroom) -> None:
    (offer, *_) = offer_all(room)
    log = Block.objects.get(title="Log")
    Block.objects.filter(pk=log.pk).update(removed_at=NOW, version=2)
    with pytest.raises(StaleEdit) as refused:
        carry_out(room, offer)
    assert [state.removed for state in refused.value.yours] == [False]


def test_a_fix_that_keeps_no_promise_any_more_is_not_done(room: Classroom) -> None:
    (offer, *_) = offer_all(room)
    assert "Lengthen “Morning meeting” to 72 minutes" in offer.what
    make_block(room, TUESDAY, title="Visit", mode="break", start=575, minutes=10)
    with pytest.raises(Outdated):
        carry_out(room, offer)
    assert Change.objects.filter(what__startswith="Fixed").count() == 0


def test_a_fix_of_what_was_pinned_meanwhile_is_not_done(room: Classroom) -> None:
    (offer, *_) = offer_all(room)
    Block.objects.filter(title="Morning meeting").update(pinned=True)
    with pytest.raises(Outdated):
        carry_out(room, offer)


def test_pinned_blocks_breaks_and_lessons_at_school_stay(room: Classroom) -> None:
    Block.objects.filter(title="Math").update(pinned=True)
    make_block(room, TUESDAY, title="Gym", mode="in_person", start=840, minutes=30)
    stays = set(Block.objects.filter(title__in=["Math", "Lunch", "Gym"]).values_list("pk"))
    for offer in offer_all(room):
        assert stays.isdisjoint((pk,) for pk in offer.versions)


def test_what_was_not_offered_for_this_class_is_refused(room: Classroom) -> None:
    (offer, *_) = offer_all(room)
    for text in ("", "nonsense", offer.seal() + "x", offer.model_dump_json()):
        with pytest.raises(NotOurs):
            read_offer(text, room)
    with pytest.raises(NotOurs):
        read_offer(offer.seal(), make_classroom())


def test_what_is_offered_reads_back_as_it_was(room: Classroom) -> None:
    for offer in offer_all(room):
        assert read_offer(offer.seal(), room) == offer


def test_a_session_moves_to_an_approved_tool_of_the_district(room: Classroom) -> None:
    tool = make_tool(room.school.district)
    Block.objects.filter(title="Log").update(needs_printing=False)
    Block.objects.filter(title="Math").update(minutes=60, link="https://zoom.example.com/1")
    assert broken_musts(room) == ["approved-platform"]
    (offer, *_) = offer_all(room)
    carry_out(room, offer)
    math = Block.objects.get(title="Math")
    assert (math.tool, math.link, broken_musts(room)) == (tool, "", [])


def test_a_block_that_is_split_keeps_what_it_says_in_both_halves(room: Classroom) -> None:
    group = make_group(room)
    wednesday = TUESDAY + dt.timedelta(days=1)
    make_block(
        room, wednesday, title="Long", minutes=150, groups=(group.pk,), instructions="Bring paper"
    )
    offers = offer_all(room, wednesday)
    offer = next(offer for offer in offers if "Split “Long” in two" in offer.what)
    change = carry_out(room, offer)
    halves = Block.objects.standing().filter(title="Long")
    assert [(b.start, b.minutes, b.instructions) for b in halves] == [
        (540, 75, "Bring paper"),
        (620, 75, "Bring paper"),
    ]
    assert [[g.pk for g in b.groups.all()] for b in halves] == [[group.pk]] * 2
    assert broken_musts(room, wednesday) == []
    undo_change(by=make_teacher(room), change=change, now=NOW)
    assert [b.minutes for b in Block.objects.standing().filter(title="Long")] == [150]


def test_an_added_block_is_for_the_group_that_misses_it(room: Classroom) -> None:
    first, second = make_group(room, "A"), make_group(room, "B")
    wednesday = TUESDAY + dt.timedelta(days=1)
    make_block(room, wednesday, start=540, minutes=60)
    make_block(room, wednesday, start=620, minutes=60)
    make_block(room, wednesday, start=720, minutes=30, groups=(first.pk,))
    Block.objects.filter(day__date=wednesday).update(pinned=True)
    (offer, *_) = offer_all(room, wednesday)
    carry_out(room, offer)
    (added,) = Block.objects.filter(day__date=wednesday, pinned=False)
    assert [group.pk for group in added.groups.all()] == [second.pk]
    assert broken_musts(room, wednesday) == []


def test_the_faces_of_a_lesson_stay_together(room: Classroom) -> None:
    math = Block.objects.get(title="Math")
    Block.objects.filter(title="Art").update(face_of=math)
    offers = offer_all(room)
    assert len(offers) > 0
    assert not any(title in offer.what for offer in offers for title in ("“Math”", "“Art”"))


def test_a_task_that_a_fix_takes_offline_says_what_it_says_by_hand(room: Classroom) -> None:
    log = Block.objects.get(title="Log")
    words = TaskContent(
        steps=("Watch it.",),
        offline_steps=("Tell it.",),
        link="https://meet.example.org/1",
        video="https://meet.example.org/2",
        instruction_minutes=5,
    )
    save_task(by=None, block=log, version=1, task_version=0, content=words, now=NOW)
    stood = read_states(room, [log.pk])
    by_hand = make_offline(by=None, classroom=room, seen={log.pk: 2}, what="Offline", now=NOW)
    undo_change(by=make_teacher(room), change=by_hand, now=NOW)
    fix = OfferedFix(
        classroom=room.pk,
        monday=MONDAY,
        date=TUESDAY,
        changes=(Alter(TUESDAY, str(log.pk), "screen", "off"),),
        versions={log.pk: 4},
        what="Make “Log” offline",
    )
    states, _ = spell_states(read_week_to_fix(room, MONDAY), fix, stood)
    assert [state.model_dump(mode="json") for state in states] == by_hand.after
    assert (states[0].link, states[0].instructions) == ("", "Tell it.")
