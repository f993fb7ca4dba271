"""One step back where no block changes, after somebody else changed the same thing."""

import pytest
from django.test import Client

from planner.models import Classroom, Closure
from planner.services.rotations import keep_rotation
from tests.factories import MONDAY, NOW, make_classroom, make_coordinator, make_group, make_teacher
from tests.planner.test_cohort_calendar import DAYS, close, group, names_there, take_turns

pytestmark = pytest.mark.django_db


@pytest.fixture
def classroom() -> Classroom:
    room = make_classroom(delivery="hybrid")
    make_group(room, "A")
    make_group(room, "B")
    return room


def test_a_step_back_takes_no_turns_away_that_somebody_else_has_made_since(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_teacher(classroom))
    here = f"/classes/{classroom.pk}/rotation/"
    client.post(here, {"turns": "A, A, B, B, -", "starts_on": MONDAY})
    client.post(here, {"turns": "B", "starts_on": MONDAY})
    step = client.get(here).context["step_back"]
    a, b = (group(classroom, name) for name in "AB")
    keep_rotation(classroom=classroom, turns=((a,), (b,)), starts_on=MONDAY, now=NOW)
    answer = client.post(step.action, step.fields)
    assert answer.status_code == 409
    [row] = answer.context["conflict"]
    assert (row.theirs, row.yours) == ("A, B", "A, A, B, B, -")
    assert names_there(classroom) == ["A", "B", "A", "B", "A"]
    client.post(here, {**step.fields, "seen": answer.context["seen"]})
    assert names_there(classroom) == ["A", "A", "B", "B", ""]


def test_a_step_back_to_no_turns_leaves_those_that_somebody_else_has_made_since(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_teacher(classroom))
    here = f"/classes/{classroom.pk}/rotation/"
    client.post(here, {"turns": "A, B", "starts_on": MONDAY})
    step = client.get(here).context["step_back"]
    take_turns(classroom)
    answer = client.post(step.action, step.fields)
    assert answer.status_code == 409
    assert "They were not taken away." in answer.content.decode()
    assert names_there(classroom) == ["A", "A", "B", "B", ""]


def test_of_two_who_write_turns_at_once_the_later_sees_both(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_teacher(classroom))
    here = f"/classes/{classroom.pk}/rotation/"
    seen = client.get(here).context["seen"]
    take_turns(classroom)
    answer = client.post(here, {"turns": "B", "starts_on": MONDAY, "seen": seen})
    assert answer.status_code == 409
    assert names_there(classroom) == ["A", "A", "B", "B", ""]


def test_a_step_back_closes_no_days_that_somebody_else_has_closed_since(
    client: Client, classroom: Classroom
) -> None:
    client.force_login(make_coordinator(classroom.school))
    here = f"/schools/{classroom.school_id}/closures/"
    client.post(here, {"reason": "Snow", "starts_on": DAYS[1], "ends_on": DAYS[2]})
    client.post(f"{here}{Closure.objects.get().pk}/lift/")
    step = client.get(here).context["step_back"]
    close(classroom, DAYS[2], holds=False)
    answer = client.post(step.action, step.fields)
    assert answer.status_code == 409
    assert "Somebody else closed some of these days meanwhile" in answer.content.decode()
    assert Closure.objects.count() == 1
    client.post(here, {name: text for name, text in step.fields.items() if name != "seen"})
    assert Closure.objects.count() == 2
