"""Granting and revoking waivers, and everything that is judged while one counts."""

import datetime as dt

import pytest

from planner.cadence import Policy as CadencePolicy
from planner.models import Classroom, PolicyUse, Rejudging, School, Verdict, Waiver
from planner.records import read_record
from planner.services.waivers import AlreadyRevoked, find_rule, revoke_waiver
from planner.what_if import Tally, compare, find_scope
from tests.factories import MONDAY, NOW, make_block, make_classroom, make_user, make_waiver
from tests.planner.boards import TUESDAY, add_day, make_board_school, publish

pytestmark = pytest.mark.django_db
SUNDAY = MONDAY + dt.timedelta(days=6)
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def school() -> School:
    return make_board_school()


@pytest.fixture
def room(school: School) -> Classroom:
    return make_broken(school, "Cedar")


def make_broken(school: School, name: str) -> Classroom:
    """Two published days, each with half an hour live where an hour is asked."""
    room = make_classroom(school, name=name)
    add_day(room, MONDAY, live=30)
    add_day(room, TUESDAY, live=30)
    publish(room)
    return room


def count_broken(room: Classroom, stage: str = "published") -> dict[dt.date, int]:
    """How many musts each day of the class breaks, as stored."""
    days = Verdict.objects.filter(classroom=room, stage=stage, window="day")
    return dict(days.order_by("date").values_list("date", "musts_broken"))


def test_a_waiver_lets_a_day_keep_its_rules_at_once(room: Classroom) -> None:
    make_waiver(room)
    assert count_broken(room) == {MONDAY: 0, TUESDAY: 1}
    assert count_broken(room, "draft")[MONDAY] == 0
    verdict = Verdict.objects.get(classroom=room, stage="published", window="day", date=MONDAY)
    found = verdict.judged.findings[0]
    assert verdict.waived_rules == '[["house", "live", "must"]]'
    assert (found.outcome, found.waiver, found.waived_by, found.waived_until) == (
        "waived",
        "A burst pipe.",
        "Ana Ruiz",
        MONDAY,
    )


def test_a_waiver_of_one_class_is_none_of_another(school: School, room: Classroom) -> None:
    other = make_broken(school, "Maple")
    make_waiver(room, until=SUNDAY)
    assert count_broken(other) == {MONDAY: 1, TUESDAY: 1}


def test_a_waiver_of_the_school_is_for_all_its_classes(school: School, room: Classroom) -> None:
    other = make_broken(school, "Maple")
    make_waiver(school)
    assert [count_broken(each)[MONDAY] for each in (room, other)] == [0, 0]
    work = Rejudging.objects.get()
    assert (work.state, work.total, work.first, work.last) == ("done", 2, MONDAY, MONDAY)


def test_an_edit_is_judged_with_the_waiver(room: Classroom) -> None:
    make_waiver(room)
    make_block(room, title="Story", start=13 * 60, minutes=10)
    assert count_broken(room, "draft")[MONDAY] == 0


def test_revoking_judges_again_and_keeps_what_went_before(room: Classroom) -> None:
    waiver = make_waiver(room, until=SUNDAY)
    revoke_waiver(
        by=make_user(), waiver=waiver, revoked_from=TUESDAY, reason="Repaired.", now=LATER
    )
    assert count_broken(room) == {MONDAY: 0, TUESDAY: 1}
    waiver.refresh_from_db()
    assert (waiver.last, waiver.revoked_because) == (MONDAY, "Repaired.")


def test_a_waiver_revoked_from_its_first_day_never_counted(room: Classroom) -> None:
    waiver = make_waiver(room)
    by = make_user()
    revoke_waiver(by=by, waiver=waiver, revoked_from=MONDAY, reason="Wrong class.", now=LATER)
    assert count_broken(room) == {MONDAY: 1, TUESDAY: 1}
    assert [each for each, _ in read_record(room, MONDAY).waivers] == [waiver]


def test_a_waiver_is_revoked_once(room: Classroom) -> None:
    waiver, by = make_waiver(room), make_user()
    revoke_waiver(by=by, waiver=waiver, revoked_from=MONDAY, reason="First.", now=LATER)
    with pytest.raises(AlreadyRevoked):
        revoke_waiver(by=by, waiver=waiver, revoked_from=MONDAY, reason="Second.", now=LATER)
    assert Waiver.objects.get().revoked_because == "First."


def test_the_record_says_which_waiver_applied(room: Classroom) -> None:
    waiver = make_waiver(room)
    record = read_record(room, MONDAY)
    assert record.waivers == ((waiver, True),)
    assert [found.waiver for found in record.publications[0].findings] == ["A burst pipe."]
    assert read_record(room, TUESDAY).waivers == ()


def test_a_trial_counts_no_day_as_failing_that_is_waived(school: School, room: Classroom) -> None:
    mine = make_waiver(room)
    whole = make_waiver(school, since=TUESDAY, until=TUESDAY)
    scope = find_scope(school.district, "house", MONDAY)
    assert [each.first for each in scope.waivers[room.pk]] == [whole.since, mine.since]
    policy = CadencePolicy.model_validate(PolicyUse.objects.get().policy.document)
    tally = Tally()
    assert list(compare(scope, policy, policy, tally)) == [[]]
    assert (tally.days, tally.failed_before) == (2, 0)


def test_only_rules_that_are_asked_of_the_class_can_be_found(room: Classroom) -> None:
    found = find_rule(room, "house", "live", MONDAY, MONDAY)
    assert found is not None
    assert found.says == "At least an hour live each day."
    assert find_rule(room, "house", "consent", MONDAY, MONDAY) is None
    assert find_rule(room, "always", "clash", MONDAY, MONDAY) is None


def test_standings_follow_the_day() -> None:
    waiver = Waiver(since=TUESDAY, until=SUNDAY)
    days = (MONDAY, TUESDAY, SUNDAY, SUNDAY + dt.timedelta(days=1))
    assert [waiver.find_standing(day) for day in days] == ["coming", "now", "now", "ended"]
    waiver.revoked_from = SUNDAY
    assert [waiver.find_standing(day) for day in days] == ["coming", "now", "revoked", "revoked"]
