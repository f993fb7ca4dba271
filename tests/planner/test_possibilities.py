"""The pages that ask whether a day or a week can be kept at all."""

import pytest
from django.test import Client

from planner.cadence import judge
from planner.models import Classroom, Policy, School
from planner.possibilities import answer_question, put_question, show_example
from tests.factories import (
    MONDAY,
    make_block,
    make_classroom,
    make_closure,
    make_coordinator,
    make_school,
    make_teacher,
    make_waiver,
)
from tests.planner.boards import HOUSE_RULES, enforce, make_board_school

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LITTLE_SCREEN = """
id = "little"
name = "Little screen"
version = "1"

[[rules]]
id = "screen"
says = "At most half an hour on screen each day."
strength = "must"
measure = "minutes"
of = { screen = "on" }
window = "day"
at_most = 30
source = { authority = "The district" }

[[rules]]
id = "year"
says = "At least ninety hours live in a year."
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "year"
at_least = 5400
source = { authority = "The district" }
"""


@pytest.fixture
def school() -> School:
    return make_board_school()


@pytest.fixture
def room(school: School) -> Classroom:
    room = make_classroom(school, name="Cedar")
    make_block(room, title="Lunch", mode="break", start=12 * 60, minutes=45)
    make_block(room, title="Math", minutes=30)
    return room


def never() -> bool:
    return False


def test_a_plan_is_found_around_what_stays_and_keeps_every_must(room: Classroom) -> None:
    question = put_question(room, MONDAY, "day")
    titles = {b.title for b in question.days[0].blocks if b.id in question.usually_fixed}
    answer = answer_question(question, question.usually_fixed, never)
    assert (titles, answer.found.answer, answer.is_kept_already) == ({"Lunch"}, "possible", False)
    assert judge(answer.found.plan, question.policies).kept
    (example,) = answer.example
    assert [shown.block.title for shown in example.blocks if shown.is_fixed] == ["Lunch"]
    assert {shown.fate for shown in example.blocks if not shown.is_fixed} & {"new", "changed"}


def test_a_week_is_asked_with_its_own_rules_and_a_day_without(room: Classroom) -> None:
    day, week = (put_question(room, MONDAY, span) for span in ("day", "week"))
    assert [rule.id for rule in day.policies[0].checked_rules] == ["live", "offline"]
    assert [rule.id for rule in week.policies[0].checked_rules] == ["live", "offline", "week"]
    assert (len(day.days), len(week.days)) == (1, 5)
    assert (day.left_out, week.left_out) == (("At most five hours live in a week.",), ())
    answer = answer_question(week, week.usually_fixed, never)
    assert answer.found.answer == "possible"
    assert judge(answer.found.plan, week.policies).kept


def test_rules_that_exclude_each_other_are_told_in_sentences(
    client: Client, school: School, room: Classroom
) -> None:
    enforce(school, LITTLE_SCREEN)
    client.force_login(make_teacher(room), BACKEND)
    text = client.get(f"/classes/{room.pk}/days/{MONDAY}/possible/").content.decode()
    assert "No: no plan can keep these rules that day." in text
    assert "House rules: At least an hour live each day." in text
    assert "Little screen: At most half an hour on screen each day." in text
    assert "2 rules about a longer time are not asked" in text


def test_what_is_waived_is_not_asked(school: School, room: Classroom) -> None:
    enforce(school, LITTLE_SCREEN)
    make_waiver(room)
    question = put_question(room, MONDAY, "day")
    assert answer_question(question, question.usually_fixed, never).found.answer == "possible"


def test_when_the_time_is_over_it_is_not_known(room: Classroom) -> None:
    question = put_question(room, MONDAY, "day")
    answer = answer_question(question, question.usually_fixed, lambda: True)
    assert (answer.found.answer, answer.example) == ("not known", ())


def test_the_form_says_which_blocks_stay(client: Client, room: Classroom) -> None:
    client.force_login(make_teacher(room), BACKEND)
    page = f"/classes/{room.pk}/days/{MONDAY}/possible/"
    free = client.get(page, {"asked": "1", "span": "day"}).context
    assert [shown.is_fixed for shown in free["days"][0].blocks] == [False, False]
    every = [block.id for block in free["question"].days[0].blocks]
    held = client.get(page, {"asked": "1", "fixed": [*every, "nonsense"]}).context
    assert [shown.is_fixed for shown in held["days"][0].blocks] == [True, True]
    assert held["answer"].found.answer == "possible"


def test_a_day_that_is_kept_is_said_to_be(client: Client, room: Classroom) -> None:
    make_block(room, title="Reading", start=10 * 60, minutes=40)
    client.force_login(make_teacher(room), BACKEND)
    text = client.get(f"/classes/{room.pk}/days/{MONDAY}/possible/").content.decode()
    assert "Yes: it is kept as it is planned." in text


def test_a_day_without_school_and_a_class_without_rules_are_told(
    client: Client, room: Classroom
) -> None:
    make_closure(room.school, MONDAY, "Snow")
    client.force_login(make_teacher(room), BACKEND)
    page = f"/classes/{room.pk}/days/{MONDAY}/possible/"
    assert "No school then." in client.get(page).content.decode()
    assert client.get(f"{page}?span=week").context["answer"].found.answer == "possible"
    free = make_classroom(make_school())
    client.force_login(make_teacher(free), BACKEND)
    assert (
        "No rule asks anything"
        in client.get(f"/classes/{free.pk}/days/{MONDAY}/possible/").content.decode()
    )


def test_a_version_that_holds_nowhere_can_be_asked(
    client: Client, school: School, room: Classroom
) -> None:
    use = enforce(school, HOUSE_RULES.replace('version = "1"', 'version = "2"'))
    strict = HOUSE_RULES.replace('version = "1"', 'version = "3"').replace("= 60", "= 500")
    kept = enforce(make_school(school.district), strict).policy
    client.force_login(make_coordinator(school.district), BACKEND)
    begin = f"/districts/{school.district_id}/policies/house/3/possible/"
    typed: dict[str, str] = {"classroom": str(room.pk), "date": str(MONDAY), "span": "day"}
    answer = client.get(begin, typed, follow=True)
    assert [row.version for row in answer.context["question"].policies] == ["3"]
    assert answer.context["answer"].found.answer == "impossible"
    assert (use.policy.version, kept.version) == ("2", "3")
    wrong = client.get(begin, {**typed, "date": "soon", "classroom": "0"})
    assert (wrong.status_code, sorted(wrong.context["form"].errors)) == (422, ["classroom", "date"])


@pytest.mark.parametrize("named", ["0", "x", "²", "9" * 40])
def test_a_version_that_is_not_kept_is_not_found(
    client: Client, school: School, room: Classroom, named: str
) -> None:
    client.force_login(make_coordinator(school), BACKEND)
    page = f"/classes/{room.pk}/days/{MONDAY}/possible/?with={named}"
    assert client.get(page).status_code == 404


def test_teachers_cannot_ask_for_versions_that_they_may_not_read(
    client: Client, room: Classroom
) -> None:
    client.force_login(make_teacher(room), BACKEND)
    page = f"/classes/{room.pk}/days/{MONDAY}/possible/?with={Policy.objects.get().pk}"
    assert client.get(page).status_code == 404


def test_the_margin_asks_where_a_must_is_broken(client: Client, room: Classroom) -> None:
    client.force_login(make_teacher(room), BACKEND)
    week = f"/classes/{room.pk}/weeks/{MONDAY}/"
    link = f'href="/classes/{room.pk}/days/{MONDAY}/possible/'
    assert client.get(week).content.decode().count(link) == 1
    make_block(room, title="Reading", start=10 * 60, minutes=40)
    assert client.get(week).content.decode().count(link) == 0


def test_the_example_tells_what_became_of_each_block(room: Classroom) -> None:
    (day,) = put_question(room, MONDAY, "day").days
    lunch, math = sorted(day.blocks, key=lambda block: block.title)
    longer = math.model_copy(update={"minutes": 60})
    new = math.model_copy(update={"id": "new", "title": "Story", "start": 600})
    (shown,) = show_example([day], [day.model_copy(update={"blocks": (longer, new)})], ())
    assert [(each.block.title, each.fate) for each in shown.blocks] == [
        ("Math", "changed"),
        ("Story", "new"),
    ]
    assert shown.left_out == (lunch.title,)
