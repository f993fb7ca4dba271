"""The pages of a district's policies, as a coordinator goes through them."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planner.cadence import load_policy, parse_policy
from planner.models import Policy, PolicyUse, Rejudging, School, Trial
from planner.policy_lists import say_some_grades
from planner.services.publishing import preview_week, publish_week
from tests.factories import MONDAY, NOW, make_block, make_coordinator
from tests.planner.boards import HOUSE_RULES, make_board_school, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
LIVE = "says=&strength=must&authority=The+school&when__grades=&at_least="


@pytest.fixture
def monday_morning(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def school() -> School:
    school = make_board_school()
    make_published(school, "Ash", live=60)
    return school


@pytest.fixture
def coordinator(school: School, client: Client) -> Client:
    client.force_login(
        make_coordinator(school.district), "django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def base(school: School) -> str:
    return f"/districts/{school.district_id}"


def read(answer: Any) -> str:
    """An answer's words, without markup."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def begin(client: Client, base: str) -> tuple[Trial, str]:
    answer = client.post(f"{base}/policies/house/1/change/")
    trial = Trial.objects.get()
    assert answer["Location"] == f"{base}/trials/{trial.pk}/"
    return trial, answer["Location"]


def turn(client: Client, trial: Trial, at: str, at_least: int, rule: str = "live") -> Any:
    trial.refresh_from_db()
    data = {
        "seen": json.dumps(trial.find_rule(rule)),
        "strength": "must",
        "authority": "The school",
        "at_least": at_least,
        "says": "",
    }
    return client.post(f"{at}rules/{rule}/", data)


def test_the_list_says_where_policies_hold_and_what_comes_with_blendplan(
    coordinator: Client, base: str, school: School
) -> None:
    page = read(coordinator.get(f"{base}/policies/"))
    assert f"House rules 1 {school.name} all grades 16 Nov 2026 further notice" in page
    assert load_policy("aps").name in page


def test_a_shipped_policy_is_kept_and_put_in_force(coordinator: Client, base: str) -> None:
    coordinator.post(f"{base}/policies/adopt/", {"shipped": "aps"})
    kept = Policy.objects.get(identifier="aps")
    coordinator.post(
        f"{base}/policies/aps/{kept.version}/use/", {"grades": ["2"], "since": "2026-11-17"}
    )
    use = PolicyUse.objects.get(policy=kept)
    assert (use.since, use.grades, use.school) == (dt.date(2026, 11, 17), ["2"], None)
    assert Rejudging.objects.get().state == "done"


@pytest.mark.parametrize("since", ["2026-11-15", "9999-12-31", "soon", ""])
def test_a_policy_begins_today_or_later(coordinator: Client, base: str, since: str) -> None:
    coordinator.post(f"{base}/policies/adopt/", {"shipped": "aps"})
    version = Policy.objects.get(identifier="aps").version
    answer = coordinator.post(f"{base}/policies/aps/{version}/use/", {"since": since})
    assert (answer.status_code, PolicyUse.objects.count()) == (422, 1)


def test_two_versions_never_hold_at_once(coordinator: Client, base: str) -> None:
    answer = coordinator.post(f"{base}/policies/house/1/use/", {"since": "2026-11-20"})
    assert answer.status_code == 422
    assert "Version 1 holds there from 16 November 2026" in read(answer)


def test_a_policy_is_ended_but_not_in_the_past(coordinator: Client, base: str) -> None:
    use = PolicyUse.objects.get()
    late = coordinator.post(f"{base}/uses/{use.pk}/end/", {"until": "2026-11-01"})
    assert late.status_code == 422
    coordinator.post(f"{base}/uses/{use.pk}/end/", {"until": "2026-11-30"})
    use.refresh_from_db()
    assert use.until == dt.date(2026, 11, 30)


def test_a_policy_comes_in_as_a_file_and_goes_out_again(coordinator: Client, base: str) -> None:
    text = HOUSE_RULES.replace('id = "house"', 'id = "ours"')
    file = SimpleUploadedFile("ours.toml", text.encode())
    answer = coordinator.post(f"{base}/policies/import/", {"file": file})
    assert answer["Location"] == f"{base}/policies/ours/1/"
    for kind in ("toml", "json"):
        out = coordinator.get(f"{base}/policies/ours/1/policy.{kind}")
        back = parse_policy(out.content.decode(), "x", "json" if kind == "json" else "toml")
        assert back == parse_policy(text)
        assert out["Content-Disposition"] == f'attachment; filename="ours-1.{kind}"'


def test_a_slip_in_a_file_is_told_with_its_line_and_the_nearest_word(
    coordinator: Client, base: str
) -> None:
    text = HOUSE_RULES.replace('"minutes"', '"minuts"', 1)
    answer = coordinator.post(f"{base}/policies/import/", {"text": text})
    line = text[: text.index("minuts")].count("\n") + 1
    assert answer.status_code == 422
    assert f"the text:{line}: " in read(answer)
    assert "did you mean &quot;minutes&quot;?" in read(answer)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"id = 1", b"[" * 5000])
def test_a_file_that_is_no_policy_is_answered_in_words(
    coordinator: Client, base: str, content: bytes
) -> None:
    file = SimpleUploadedFile("x.toml", content)
    assert coordinator.post(f"{base}/policies/import/", {"file": file}).status_code == 422


def test_a_rule_turned_on_trial_is_tried_and_saved(coordinator: Client, base: str) -> None:
    trial, at = begin(coordinator, base)
    assert turn(coordinator, trial, at, 75)["Location"] == f"{at}?rule=live#rule-live"
    coordinator.post(f"{at}run/")
    coordinator.post(f"{at}run/here/")
    page = read(coordinator.get(at))
    assert "1 of 1 class-days would newly fail." in page
    assert "It was: Must: At least an hour live each day." in page
    sheet = coordinator.get(f"{at}changes.csv").content.decode()
    assert "Ash,2,2026-11-16,2026-11-16,fails" in sheet
    saved = coordinator.post(f"{at}save/", {"version": "2", "since": "2026-11-17"})
    assert saved["Location"] == f"{base}/policies/house/2/"
    assert coordinator.get(at)["Location"] == f"{base}/policies/house/2/"
    assert [use.policy.version for use in PolicyUse.objects.order_by("since")] == ["1", "2"]


def test_nothing_changed_is_nothing_to_save(coordinator: Client, base: str) -> None:
    _, at = begin(coordinator, base)
    answer = coordinator.post(f"{at}save/", {"version": "2", "since": "2026-11-17"})
    assert answer.status_code == 422
    assert "Nothing is changed yet" in read(answer)


def test_a_version_needs_a_name_of_its_own(coordinator: Client, base: str) -> None:
    trial, at = begin(coordinator, base)
    turn(coordinator, trial, at, 75)
    for version in ("1", "2/3", ""):
        answer = coordinator.post(f"{at}save/", {"version": version, "since": "2026-11-17"})
        assert answer.status_code == 422


def test_somebody_elses_change_of_the_rule_is_shown_not_lost(
    coordinator: Client, base: str
) -> None:
    trial, at = begin(coordinator, base)
    data = {"seen": json.dumps(trial.find_rule("live")), "strength": "must", "says": ""}
    turn(coordinator, trial, at, 75)
    answer = coordinator.post(
        f"{at}rules/live/", {**data, "authority": "The school", "at_least": 90}
    )
    assert answer.status_code == 409
    assert "Somebody changed this rule since you opened it" in read(answer)
    trial.refresh_from_db()
    rule = trial.find_rule("live")
    assert rule is not None
    assert rule["at_least"] == 75


def test_a_rule_is_left_out_and_put_back(coordinator: Client, base: str) -> None:
    trial, at = begin(coordinator, base)
    page = read(coordinator.post(f"{at}rules/live/remove/", follow=True))
    assert "3 rules , 1 changed" in page.replace("rules,", "rules ,")
    coordinator.post(f"{at}rules/live/put-back/")
    trial.refresh_from_db()
    assert len(trial.document["rules"]) == 4


def test_a_rule_is_added_from_a_measure(coordinator: Client, base: str) -> None:
    trial, at = begin(coordinator, base)
    data = {"strength": "should", "authority": "We", "window": "day", "bound": "at_most"}
    answer = coordinator.post(
        f"{at}measures/longest_run/", {**data, "limit": "45", "with__away": "10", "modes": "live"}
    )
    assert answer["Location"] == f"{at}?rule=longest-run#rule-longest-run"
    trial.refresh_from_db()
    rule = trial.find_rule("longest-run")
    assert rule is not None
    assert (rule["at_most"], rule["with"]) == (45, {"away": 10})


def test_a_version_may_have_dots_and_slashes(coordinator: Client, base: str) -> None:
    text = HOUSE_RULES.replace('id = "house"', 'id = "va.code"').replace(
        'version = "1"', 'version = "22.1/2 β"'
    )
    answer = coordinator.post(f"{base}/policies/import/", {"text": text}, follow=True)
    assert answer.status_code == 200
    assert "version 22.1/2 β" in read(answer)


def test_the_record_of_a_day_says_every_publication_and_the_rules_then(
    coordinator: Client, school: School
) -> None:
    room = school.classrooms.get()
    make_block(room, MONDAY, start=600, minutes=30, title="More math")
    versions = preview_week(room, MONDAY).versions
    publish_week(
        by=None, classroom=room, monday=MONDAY, versions=versions, confirm_clash=True, now=NOW
    )
    page = read(coordinator.get(f"/classes/{room.pk}/days/{MONDAY}/record/"))
    assert page.index("Publication 2 What families see") < page.index("Publication 1")
    assert "Monday 16 November 2026, 8:00 am" in page
    assert "10:00 to 10:30 am More math" in page
    assert f"House rules version 1 · {school.name} , all grades" in page


def test_a_day_that_nobody_planned_has_a_record_too(coordinator: Client, school: School) -> None:
    room = school.classrooms.get()
    page = read(coordinator.get(f"/classes/{room.pk}/days/2026-11-18/record/"))
    assert "Nothing was published for this day" in page


def test_grades_are_said_as_people_say_them() -> None:
    assert say_some_grades([]) == "all grades"
    assert say_some_grades(["2", "K", "1", "5"]) == "grades K-2 and grade 5"
