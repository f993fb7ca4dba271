"""Groups on the administration site: in their class, in reasonable number, never in a circle."""

from typing import Any

import pytest
from django.test import Client

from planner.models import Classroom, Group
from tests.factories import make_block, make_classroom, make_group
from tests.planner.test_admin import formset, staff

__all__ = ["staff"]

pytestmark = pytest.mark.django_db


def test_a_group_stays_in_its_class_and_goes_from_its_blocks(staff: Client) -> None:
    classroom, other = make_classroom(), make_classroom()
    group = make_group(classroom)
    block = make_block(classroom, groups=(group.pk,))
    data = {"classroom": other.pk, "name": "B", "kind": "cohort"}
    staff.post(f"/admin/planner/group/{group.pk}/change/", data)
    group.refresh_from_db()
    assert (group.classroom, group.name) == (classroom, "B")
    staff.post(f"/admin/planner/group/{group.pk}/delete/", {"post": "yes"})
    assert list(block.groups.all()) == []


def post_groups(staff: Client, classroom: Classroom, groups: dict[str, Any]) -> str:
    data = {"name": classroom.name, "grades": ["2"], "subjects": "", "delivery": "remote"}
    address = f"/admin/planner/classroom/{classroom.pk}/change/"
    return staff.post(address, {**data, **groups}).content.decode()


def test_two_groups_cannot_be_put_within_each_other_at_once(staff: Client) -> None:
    classroom = make_classroom()
    one, two = make_group(classroom, "A"), make_group(classroom, "B")
    rows = [
        {"id": each.pk, "name": each.name, "kind": "cohort", "within": other.pk}
        for each, other in ((one, two), (two, one))
    ]
    page = post_groups(staff, classroom, formset("groups", *rows, initial=2))
    assert "cannot be within itself" in page
    assert Group.objects.filter(within__isnull=False).count() == 0


def test_a_class_cannot_have_more_groups_than_a_document_holds(staff: Client) -> None:
    classroom = make_classroom()
    rows = [{"name": f"G{number}", "kind": "cohort"} for number in range(61)]
    assert "at most 60 groups" in post_groups(staff, classroom, formset("groups", *rows))
    assert not Group.objects.exists()
