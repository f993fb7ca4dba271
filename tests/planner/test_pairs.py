"""What two groups do at the same time, planned once: flip-flop and hybrid lessons."""

import datetime as dt

import pytest
from django.test import Client

from planner.models import Block, Change, Classroom, Group, Rotation, Stage
from planner.review import review_week
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_group,
    make_teacher,
    make_tool,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2)


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(subjects=["math"])


@pytest.fixture
def groups(classroom: Classroom) -> tuple[Group, Group]:
    return make_group(classroom, "Moons"), make_group(classroom, "Suns")


@pytest.fixture
def teacher(classroom: Classroom, client: Client) -> Client:
    """A browser in which the class's teacher is signed in."""
    client.force_login(make_teacher(classroom))
    return client


def address(classroom: Classroom, kind: str) -> str:
    return f"/classes/{classroom.pk}/weeks/{MONDAY}/{kind}/"


def flip_flop(groups: tuple[Group, Group], **fields: object) -> dict[str, object]:
    """What the form posts for two half hours on Tuesday, ten minutes between them."""
    usual = {
        "title": "Math",
        "subject": "math",
        "start": "09:00",
        "minutes": "30",
        "work": "Fractions",
        "screen": "off",
        "gap": "10",
        "first": groups[0].pk,
        "second": groups[1].pk,
        "days": [TUESDAY.isoformat()],
    }
    return {**usual, **fields}


def hybrid(groups: tuple[Group, Group], **fields: object) -> dict[str, object]:
    """What the form posts: Moons at school on Tuesday, Suns on Wednesday; others join."""
    usual = {
        "title": "Math",
        "subject": "math",
        "start": "09:00",
        "minutes": "45",
        "link": "https://meet.example.org/1",
        "home": "live",
        "screen": "on",
        f"school-{TUESDAY}": groups[0].pk,
        f"school-{WEDNESDAY}": groups[1].pk,
    }
    return {**usual, **fields}


def told() -> list[tuple[object, ...]]:
    rows = Block.objects.order_by("day__date", "start", "mode")
    return list(rows.values_list("day__date", "start", "mode", "title", "groups__name").distinct())


def test_a_flip_flop_is_mirrored_and_one_step(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    answer = teacher.post(address(classroom, "flip-flop"), flip_flop(groups))
    assert answer.status_code == 302
    rows = [row for row in told() if row[2] != "break"]
    assert rows == [
        (TUESDAY, 540, "async", "Fractions", "Suns"),
        (TUESDAY, 540, "live", "Math", "Moons"),
        (TUESDAY, 580, "async", "Fractions", "Moons"),
        (TUESDAY, 580, "live", "Math", "Suns"),
    ]
    swap = Block.objects.get(mode="break")
    assert (swap.start, swap.minutes, swap.groups.count()) == (570, 10, 2)
    change = Change.objects.get()
    assert change.what == "Made a flip-flop of Math on Tuesday"
    teacher.post(f"/changes/{change.pk}/undo/")
    assert not Block.objects.standing().exists()


def test_each_half_of_a_flip_flop_is_judged_for_its_group(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    put_policy_in_force(classroom.school.district)
    teacher.post(address(classroom, "flip-flop"), flip_flop(groups, minutes=60))
    day = review_week(classroom, MONDAY, Stage.DRAFT).of_day(TUESDAY)
    live = [found for found in day.findings if found.rule_id == "live-minutes"]
    assert {found.found for found in live} == {60}


def test_a_flip_flop_without_a_pause_has_no_break_and_names_its_own_work(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    teacher.post(address(classroom, "flip-flop"), flip_flop(groups, gap=0, work=""))
    assert not Block.objects.filter(mode="break").exists()
    assert Block.objects.filter(title="Math, on your own").count() == 2


def test_looking_at_a_flip_flop_shows_each_groups_strip_and_makes_nothing(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    put_policy_in_force(classroom.school.district)
    fields = flip_flop(groups, look="1")
    page = teacher.post(address(classroom, "flip-flop"), fields).content.decode()
    assert "How these days would be" in page
    assert "120 live minutes short" in page
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": ""}, "title", "required"),
        ({"minutes": "0"}, "minutes", "greater than or equal to 1"),
        ({"start": "23:00"}, "minutes", "past midnight"),
        ({"start": "noon"}, "start", "valid time"),
        ({"gap": "-1"}, "gap", "greater than or equal to 0"),
        ({"days": []}, "days", "required"),
        ({"days": ["2026-11-21"]}, "days", "not one of the available"),
        ({"first": "0"}, "first", "not one of the available"),
        ({"link": "javascript:alert(1)"}, "link", "valid URL"),
    ],
)
def test_a_flip_flop_that_cannot_be_is_answered_by_its_field(
    teacher: Client,
    classroom: Classroom,
    groups: tuple[Group, Group],
    fields: dict[str, object],
    field: str,
    words: str,
) -> None:
    answer = teacher.post(address(classroom, "flip-flop"), flip_flop(groups, **fields))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert not Block.objects.exists()


def test_the_halves_are_for_two_groups(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    fields = flip_flop(groups, second=groups[0].pk)
    answer = teacher.post(address(classroom, "flip-flop"), fields)
    assert "two different groups" in answer.content.decode()


def test_a_closed_day_is_not_offered(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    make_closure(classroom.school, TUESDAY, "Snow")
    page = teacher.get(address(classroom, "flip-flop")).content.decode()
    assert f'value="{WEDNESDAY}"' in page
    assert f'value="{TUESDAY}"' not in page


def test_a_class_without_two_groups_is_told_what_it_needs(
    teacher: Client, classroom: Classroom
) -> None:
    make_group(classroom, "Readers", kind="small_group")
    for kind, words in (("flip-flop", "needs two groups"), ("hybrid", "needs two cohorts")):
        answer = teacher.get(address(classroom, kind))
        assert (answer.status_code, words in answer.content.decode()) == (200, True)
        assert teacher.post(address(classroom, kind), {"title": "Math"}).status_code == 422


def test_a_hybrid_lesson_has_a_face_at_school_and_one_at_home(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    meet = make_tool(classroom.school.district)
    answer = teacher.post(address(classroom, "hybrid"), hybrid(groups))
    assert answer.status_code == 302
    assert told() == [
        (TUESDAY, 540, "in_person", "Math", "Moons"),
        (TUESDAY, 540, "live", "Math", "Suns"),
        (WEDNESDAY, 540, "in_person", "Math", "Suns"),
        (WEDNESDAY, 540, "live", "Math", "Moons"),
    ]
    assert set(Block.objects.filter(mode="live").values_list("tool", "link")) == {
        (meet.pk, "https://meet.example.org/1")
    }
    assert set(Block.objects.filter(mode="in_person").values_list("link", flat=True)) == {""}
    assert Change.objects.get().what == "Planned Math for school and home on Tuesday and Wednesday"


def test_those_at_home_may_work_on_their_own(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    fields = hybrid(groups, home="async", work="Shapes at home", screen="off")
    teacher.post(address(classroom, "hybrid"), fields)
    home = Block.objects.filter(mode="async")
    assert set(home.values_list("title", "screen", "minutes")) == {("Shapes at home", "off", 45)}


def test_a_hybrid_lesson_needs_a_day(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    fields = hybrid(groups, **{f"school-{TUESDAY}": "", f"school-{WEDNESDAY}": ""})
    answer = teacher.post(address(classroom, "hybrid"), fields)
    assert answer.status_code == 422
    assert "at least one day" in answer.content.decode()


def test_a_full_day_takes_no_more(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    for step in range(97):
        make_block(classroom, TUESDAY, start=480 + step, minutes=1)
    answer = teacher.post(address(classroom, "flip-flop"), flip_flop(groups))
    assert answer.status_code == 422
    assert "full" in " ".join(answer.context["form"].errors["days"])


def face(block: Block, group: Group, **fields: object) -> dict[str, object]:
    """What the form of one block's faces posts."""
    usual = {
        "at_school": group.pk,
        "home": "live",
        "link": "https://meet.example.org/1",
        "screen": "off",
        "version": block.version,
    }
    return {**usual, **fields}


def test_a_block_gets_both_faces_and_loses_them_by_undo(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    block = make_block(classroom, TUESDAY, link="https://meet.example.org/1")
    answer = teacher.post(f"/blocks/{block.pk}/face/", face(block, groups[1]))
    assert answer.status_code == 302
    assert told() == [
        (TUESDAY, 540, "in_person", "Math", "Suns"),
        (TUESDAY, 540, "live", "Math", "Moons"),
    ]
    home = Block.objects.get(mode="live")
    assert (home.face_of_id, home.link) == (block.pk, "https://meet.example.org/1")
    panel = teacher.get(f"/blocks/{block.pk}/panel/").content.decode()
    assert "They move together." in panel
    teacher.post(f"/changes/{Change.objects.latest('pk').pk}/undo/")
    assert Block.objects.standing().get().mode == "live"


def test_a_face_at_home_may_be_own_time_work(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    block = make_block(classroom, TUESDAY, mode="async", screen="on", due_on=TUESDAY, due_at=900)
    fields = face(block, groups[0], home="async", work="Shapes at home")
    teacher.post(f"/blocks/{block.pk}/face/", fields)
    home = Block.objects.get(mode="async")
    assert (home.title, home.screen, home.link) == ("Shapes at home", "off", "")
    assert Block.objects.get(mode="in_person").due_on is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"at_school": ""}, "required"),
        ({"at_school": "0"}, "not one of the available"),
        ({"home": "async", "work": ""}, "Say what those at home do."),
        ({"link": "javascript:alert(1)"}, "valid URL"),
        ({"version": ""}, "required"),
    ],
)
def test_a_face_that_cannot_be_is_answered_with_words(
    teacher: Client,
    classroom: Classroom,
    groups: tuple[Group, Group],
    fields: dict[str, object],
    words: str,
) -> None:
    block = make_block(classroom, TUESDAY)
    answer = teacher.post(f"/blocks/{block.pk}/face/", face(block, groups[0], **fields))
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors)


def test_a_task_without_a_time_gets_no_face(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    block = make_block(classroom, TUESDAY, mode="async", screen="on", start=None)
    answer = teacher.post(f"/blocks/{block.pk}/face/", face(block, groups[0]))
    assert "Give the block a time first" in answer.content.decode()


def test_a_stale_face_overwrites_nothing(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    block = make_block(classroom, TUESDAY)
    teacher.post(f"/blocks/{block.pk}/move/", {"later": 5, "version": 1})
    answer = teacher.post(f"/blocks/{block.pk}/face/", face(block, groups[0]))
    assert answer.status_code == 409
    assert Block.objects.get().mode == "live"


def test_whoever_has_the_turn_is_offered_as_at_school(
    teacher: Client, classroom: Classroom, groups: tuple[Group, Group]
) -> None:
    moons, suns = groups
    turns = [[suns.pk], [moons.pk], []]
    Rotation.objects.create(classroom=classroom, turns=turns, starts_on=MONDAY)
    page = teacher.get(address(classroom, "hybrid"))
    initial = page.context["form"].initial
    offered = [initial[f"school-{MONDAY + dt.timedelta(days=step)}"] for step in range(5)]
    assert offered == [suns.pk, moons.pk, "", suns.pk, moons.pk]
    block = make_block(classroom, TUESDAY)
    face_page = teacher.get(f"/blocks/{block.pk}/face/")
    assert face_page.context["form"].initial["at_school"] == moons.pk
