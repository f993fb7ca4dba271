"""What a block says in other languages: kept with it, through every gesture, and published."""

import datetime as dt

import pytest

from planner.cadence.plan import PlannedDay, Translation, digest_words
from planner.models import Block, Change, Classroom, SchoolDay, Stage, week_dates
from planner.review import review_week
from planner.services.copying import propose_copy
from planner.services.history import StaleEdit, undo_change
from planner.services.pairs import Face, OwnWork, give_face
from planner.services.proposals import Proposal, carry_out
from planner.services.publishing import preview_week
from planner.services.templates import (
    find_names,
    propose_template,
    skeleton_of,
    take_out_names,
)
from planner.services.translations import name_support
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_group,
    make_learner,
    make_user,
)
from tests.planner.families.days import publish
from tests.planner.translating import translate

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + dt.timedelta(days=1)


def tell(block: Block) -> list[tuple[str, str]]:
    """Which texts are translated, and how."""
    return [(each[0], each[3]) for each in block.translations]


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom()


@pytest.fixture
def math(classroom: Classroom) -> Block:
    return translate(make_block(classroom), ("title", "Math", "Matemáticas"))


def test_a_translation_is_undone_in_one_step(math: Block) -> None:
    undo_change(by=make_user(), change=Change.objects.latest("pk"), now=NOW)
    assert (tell(math), Block.objects.get(pk=math.pk).translations) == (
        [("title", "Matemáticas")],
        [],
    )


def test_a_translation_made_from_an_older_version_overwrites_nothing(math: Block) -> None:
    math.version -= 1
    with pytest.raises(StaleEdit):
        translate(math, ("title", "Math", "Mates"))
    assert tell(Block.objects.get(pk=math.pk)) == [("title", "Matemáticas")]


def test_the_document_carries_it_and_stays_as_it_was_without(
    classroom: Classroom, math: Block
) -> None:
    make_block(classroom, TUESDAY)
    monday, tuesday = review_week(classroom, MONDAY, Stage.DRAFT).days[:2]
    read = PlannedDay.model_validate_json(monday.model_dump_json(by_alias=True))
    assert read.blocks[0].translations == (
        Translation("title", "es", digest_words("Math"), "Matemáticas"),
    )
    assert "translations" not in tuesday.model_dump_json(by_alias=True)
    assert "language" not in tuesday.model_dump_json(by_alias=True)


def test_no_verdict_depends_on_it(classroom: Classroom) -> None:
    block = make_block(classroom)
    before = review_week(classroom, MONDAY, Stage.DRAFT).verdict
    translate(block, ("title", "Math", "Matemáticas"))
    assert review_week(classroom, MONDAY, Stage.DRAFT).verdict == before


def test_a_new_one_is_something_to_publish(classroom: Classroom) -> None:
    block = make_block(classroom)
    publish(classroom)
    translate(block, ("title", "Math", "Matemáticas"))
    told = [each.text for day in preview_week(classroom, MONDAY).days for each in day.differences]
    publish(classroom)
    snapshot = SchoolDay.objects.get(date=MONDAY).published
    assert told == ["Math: new translation"]
    assert snapshot is not None
    assert snapshot.plan.blocks[0].translations[0].text == "Matemáticas"


def copy_monday(source: Classroom, target: Classroom) -> Block:
    def propose() -> Proposal:
        return propose_copy(source, target, [(MONDAY, TUESDAY)], what="Copied").proposal

    carry_out(by=None, classroom=target, propose=propose, seal=propose().seal, now=NOW)
    return Block.objects.get(day__classroom=target, day__date=TUESDAY)


def test_a_copy_says_the_same_in_other_languages(classroom: Classroom, math: Block) -> None:
    assert tell(copy_monday(classroom, classroom)) == [("title", "Matemáticas")]


def test_words_for_a_group_go_to_the_group_of_that_name_in_another_class(
    classroom: Classroom,
) -> None:
    ours, lost = make_group(classroom, "A"), make_group(classroom, "B")
    other = make_classroom(classroom.school)
    theirs = make_group(other, "A")
    block = make_block(classroom, supports=((ours.pk, "Slowly."), (lost.pk, "Fast.")))
    names = name_support(ours.pk), name_support(lost.pk)
    translate(block, (names[0], "Slowly.", "Despacio."), (names[1], "Fast.", "Rápido."))
    copy = copy_monday(classroom, other)
    assert (copy.supports, tell(copy)) == (
        [[theirs.pk, "Slowly."]],
        [(name_support(theirs.pk), "Despacio.")],
    )


def test_words_for_a_group_come_along_within_a_class_whomever_the_block_is_for(
    classroom: Classroom,
) -> None:
    group = make_group(classroom, "A")
    make_block(classroom, supports=((group.pk, "Slowly."),))
    assert copy_monday(classroom, classroom).supports == [[group.pk, "Slowly."]]


def test_a_template_takes_along_what_it_takes_of_the_original(classroom: Classroom) -> None:
    block = make_block(classroom, coach_check="Ask.", instructions="Read.")
    translate(
        block,
        ("title", "Math", "Matemáticas"),
        ("coach_check", "Ask.", "Pregunte."),
        ("words", "Read.", "Lee."),
    )
    week = skeleton_of(classroom, MONDAY)
    other = make_classroom(classroom.school)

    def propose() -> Proposal:
        return propose_template(other, MONDAY, week, replace=False, what="Put in").proposal

    carry_out(by=None, classroom=other, propose=propose, seal=propose().seal, now=NOW)
    put = Block.objects.get(day__classroom=other, day__date__in=week_dates(MONDAY))
    assert tell(put) == [("title", "Matemáticas"), ("coach_check", "Pregunte.")]


def test_no_learners_name_gets_into_a_template_by_way_of_a_translation(
    classroom: Classroom,
) -> None:
    make_learner(classroom, first_name="Juno")
    block = make_block(classroom, title="Juno's table")
    translate(block, ("title", "Juno's table", "La mesa de Juno"))
    week = skeleton_of(classroom, MONDAY)
    clean = take_out_names(classroom, week).blocks[0]
    assert find_names(classroom, week) == ("Juno's table", "La mesa de Juno")
    assert (clean.title, clean.translations) == (
        "…'s table",
        (Translation("title", "es", digest_words("…'s table"), "La mesa de …"),),
    )


def test_a_face_with_work_of_its_own_has_not_the_lessons_title(classroom: Classroom) -> None:
    first, second = make_group(classroom, "A"), make_group(classroom, "B")
    block = make_block(classroom, instructions="Read.")
    block = translate(block, ("title", "Math", "Matemáticas"), ("words", "Read.", "Lee."))
    face = Face(first.pk, second.pk, OwnWork("Practice", "off"))
    give_face(by=make_user(), block=block, version=block.version, face=face, now=NOW)
    told = {each.title: tell(each) for each in Block.objects.all()}
    assert told == {
        "Math": [("title", "Matemáticas"), ("words", "Lee.")],
        "Practice": [("words", "Lee.")],
    }
