"""Trials: what they find, what they cost, and what becomes of them."""

import datetime as dt
import json
from typing import Any

import pytest

from planner import tasks
from planner.cadence import Policy as CadencePolicy
from planner.cadence import parse_policy
from planner.models import PolicyUse, Rejudging, School, Trial, Verdict
from planner.services.policies import store_policy
from planner.services.rejudging import ask_rejudging
from planner.services.trials import (
    OvertakenPolicy,
    StaleRule,
    TrialClosed,
    add_rule,
    ask_trial,
    begin_trial,
    change_rule,
    put_rule_back,
    remove_rule,
    save_trial,
)
from planner.services.work import claim_work
from planner.trial_results import read_result, write_changes
from planner.what_if import Tally, compare, find_scope
from tests.factories import MONDAY, NOW, make_closure, make_coordinator
from tests.planner.boards import HOUSE_RULES, TUESDAY, make_board_school, make_published

pytestmark = pytest.mark.django_db
NEXT_WEEK = MONDAY + dt.timedelta(days=7)


@pytest.fixture
def school() -> School:
    """House rules ask for an hour live; Ash has an hour, Birch an hour and a half."""
    school = make_board_school()
    make_published(school, "Ash", live=60)
    make_published(school, "Birch", live=90)
    return school


def begin(school: School) -> Trial:
    use = PolicyUse.objects.get(policy__district=school.district)
    return begin_trial(by=make_coordinator(school.district), policy=use.policy, now=NOW)


def turn(trial: Trial, **fields: Any) -> Trial:
    """Change the rule on live minutes."""
    rule = trial.find_rule("live")
    assert rule is not None
    change_rule(trial=trial, rule_id="live", seen=rule, rule={**rule, **fields}, now=NOW)
    trial.refresh_from_db()
    return trial


def judge(trial: Trial) -> Trial:
    scope = find_scope(trial.district, trial.policy.identifier, MONDAY)
    ask_trial(trial=trial, total=scope.count_days(), now=NOW)
    assert tasks.do_trial(Trial.objects.get(pk=trial.pk))
    return Trial.objects.get(pk=trial.pk)


def test_a_higher_floor_says_which_days_would_newly_fail(school: School) -> None:
    trial = judge(turn(begin(school), at_least=75))
    result = read_result(trial)
    assert result is not None
    assert result.headline == "1 of 2 class-days would newly fail."
    assert [(day.classroom.name, day.first) for day in result.failing] == [("Ash", MONDAY)]
    assert [(line.grade, line.days, line.fails) for line in result.grades] == [("2", 2, 1)]
    assert (trial.state, trial.done, trial.total) == ("done", 2, 2)


def test_a_lower_floor_says_which_days_would_newly_keep(school: School) -> None:
    make_published(school, "Cedar", live=30)
    result = read_result(judge(turn(begin(school), at_least=30)))
    assert result is not None
    assert ([day.classroom.name for day in result.keeping], result.fails) == (["Cedar"], 0)
    assert (result.failed_before, result.fails_after) == (1, 0)


def test_a_must_that_becomes_a_should_lets_its_days_keep(school: School) -> None:
    make_published(school, "Cedar", live=30)
    result = read_result(judge(turn(begin(school), strength="should")))
    assert result is not None
    assert (result.keeps, result.fails) == (1, 0)


def test_a_changed_week_is_counted_apart_from_days(school: School) -> None:
    trial = begin(school)
    rule = trial.find_rule("week")
    assert rule is not None
    change_rule(trial=trial, rule_id="week", seen=rule, rule={**rule, "at_most": 70}, now=NOW)
    result = read_result(judge(trial))
    assert result is not None
    assert (result.fails, result.longer_fails) == (0, 1)
    assert [day.when for day in result.failing] == ["the week of 16 November"]


def test_days_without_school_are_not_asked(school: School) -> None:
    make_closure(school, MONDAY)
    result = read_result(judge(turn(begin(school), at_least=75)))
    assert result is not None
    assert (result.days, result.headline) == (0, "Nothing is published yet that could be asked.")


def test_the_spreadsheet_has_every_changed_day(school: School) -> None:
    make_published(school, "=HYPERLINK()", live=60)
    lines = write_changes(judge(turn(begin(school), at_least=75))).splitlines()
    assert len(lines) == 3
    assert any("'=HYPERLINK()" in line for line in lines)


def test_a_trial_judges_as_the_stored_verdicts_do(school: School) -> None:
    make_published(school, "Cedar", live=30)
    result = read_result(judge(begin(school)))
    stored = Verdict.objects.filter(stage="published", window="day", musts_broken__gt=0).count()
    assert result is not None
    assert (result.failed_before, result.fails, result.keeps) == (stored, 0, 0)


def test_asking_about_more_classes_takes_no_more_queries(
    school: School, django_assert_num_queries: Any
) -> None:
    trial = turn(begin(school), at_least=75)
    for number in range(6):
        make_published(school, f"More {number}")
    scope = find_scope(trial.district, "house", MONDAY)
    present = CadencePolicy.model_validate(trial.policy.document)
    # The documents of twenty classes; the school of the first, and its closures.
    with django_assert_num_queries(3):
        list(compare(scope, present, trial.edited, Tally()))


def test_only_one_worker_takes_a_trial_up(school: School) -> None:
    trial = begin(school)
    ask_trial(trial=trial, total=2, now=NOW)
    twice = [Trial.objects.get(pk=trial.pk) for _ in range(2)]
    assert [claim_work(each, now=NOW) for each in twice] == [True, False]


def test_work_whose_worker_was_lost_can_be_taken_up_again(school: School) -> None:
    trial = begin(school)
    ask_trial(trial=trial, total=2, now=NOW)
    assert claim_work(trial, now=NOW)
    later = NOW + dt.timedelta(minutes=5)
    trial.refresh_from_db()
    assert trial.has_no_worker(later)
    assert claim_work(trial, now=later)


def test_changing_a_rule_makes_what_was_found_untrue(school: School) -> None:
    trial = turn(judge(turn(begin(school), at_least=75)), at_least=80)
    assert (trial.state, trial.result, trial.changes) == ("draft", None, "")


def test_two_people_at_one_rule_do_not_overwrite_each_other(school: School) -> None:
    trial = begin(school)
    seen = trial.find_rule("live")
    assert seen is not None
    turn(trial, at_least=75)
    with pytest.raises(StaleRule) as stale:
        change_rule(trial=trial, rule_id="live", seen=seen, rule={**seen, "at_least": 90}, now=NOW)
    assert stale.value.now is not None
    assert stale.value.now["at_least"] == 75


def test_two_people_who_add_a_rule_of_one_name_both_keep_theirs(school: School) -> None:
    trial = begin(school)
    rule = trial.find_rule("live")
    assert rule is not None
    added = [add_rule(trial=trial, rule={**rule, "id": "minutes"}, now=NOW) for _ in range(3)]
    trial.refresh_from_db()
    assert added == ["minutes", "minutes-2", "minutes-3"]
    assert [each["id"] for each in trial.document["rules"]][-3:] == added


def test_a_removed_rule_goes_back_to_its_place(school: School) -> None:
    trial = begin(school)
    before = json.loads(json.dumps(trial.document["rules"]))
    remove_rule(trial=trial, rule_id="live", now=NOW)
    put_rule_back(trial=trial, rule_id="live", now=NOW)
    trial.refresh_from_db()
    assert [rule["id"] for rule in trial.document["rules"]] == [rule["id"] for rule in before]


def test_a_saved_trial_follows_the_old_version_from_its_date(school: School) -> None:
    trial = turn(begin(school), at_least=75)
    kept, _ = save_trial(trial=trial, version="2", since=NEXT_WEEK, overtake=False, now=NOW)
    uses = PolicyUse.objects.order_by("since").values_list("policy__version", "since", "until")
    assert list(uses) == [
        ("1", MONDAY, NEXT_WEEK - dt.timedelta(days=1)),
        ("2", NEXT_WEEK, None),
    ]
    assert kept.document["rules"][0]["at_least"] == 75
    assert trial.policy.document["rules"][0]["at_least"] == 60


def test_a_trial_is_saved_once(school: School) -> None:
    trial = turn(begin(school), at_least=75)
    save_trial(trial=trial, version="2", since=NEXT_WEEK, overtake=False, now=NOW)
    with pytest.raises(TrialClosed):
        save_trial(trial=trial, version="3", since=NEXT_WEEK, overtake=False, now=NOW)


def test_a_version_of_somebody_else_is_not_overtaken_unawares(school: School) -> None:
    mine, theirs = turn(begin(school), at_least=75), turn(begin(school), at_least=90)
    save_trial(trial=theirs, version="2", since=TUESDAY, overtake=False, now=NOW)
    with pytest.raises(OvertakenPolicy):
        save_trial(trial=mine, version="3", since=NEXT_WEEK, overtake=False, now=NOW)
    save_trial(trial=mine, version="3", since=NEXT_WEEK, overtake=True, now=NOW)
    assert PolicyUse.objects.count() == 3


def test_a_trial_leaves_plans_and_verdicts_alone(school: School) -> None:
    before = list(Verdict.objects.values_list("pk", "findings", "judged_at"))
    judge(turn(begin(school), at_least=75))
    assert list(Verdict.objects.values_list("pk", "findings", "judged_at")) == before


def test_much_is_judged_again_in_the_background(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.services.rejudging.LITTLE", 1)
    later = NOW + dt.timedelta(hours=1)
    work = ask_rejudging(
        by=None, district=school.district, school=None, first=MONDAY, reason="Why", now=later
    )
    assert (work.state, work.total) == ("waiting", 2)
    assert tasks.do_rejudging_now(work)
    work.refresh_from_db()
    assert (work.state, work.done) == ("done", 2)
    assert not Verdict.objects.filter(judged_at=NOW).exists()


def test_a_little_is_judged_again_at_once(school: School) -> None:
    work = ask_rejudging(
        by=None, district=school.district, school=school, first=MONDAY, reason="Why", now=NOW
    )
    assert (work.state, work.done, work.total) == ("done", 2, 2)
    assert Rejudging.objects.count() == 1


def test_a_kept_version_of_other_rules_is_refused(school: School) -> None:
    other = parse_policy(HOUSE_RULES.replace("at_least = 60", "at_least = 61"))
    with pytest.raises(ValueError, match="give a new version"):
        store_policy(district=school.district, policy=other)
