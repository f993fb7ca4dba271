"""Rules turned in their sentences, as text, and made from measures."""

import pytest
from django.http import QueryDict

from planner.cadence import CheckedRule, Policy, load_policy, parse_policy, shipped_policies
from planner.cadence.measures import MEASURES
from planner.forms.new_rule import NewRuleForm
from planner.forms.rules import RuleTextForm, SentenceForm
from planner.forms.sentences import Knob, document_rule, find_knobs, split_sentence, turn_knobs
from planner.policy_texts import spell_policy

SOURCE = "&strength=must&authority=The+school"


def find_rule(policy: Policy, rule_id: str) -> CheckedRule:
    return next(rule for rule in policy.checked_rules if rule.id == rule_id)


def read(rule: CheckedRule) -> str:
    """The sentence with each knob's place marked by its kind."""
    pieces, _ = split_sentence(rule)
    return "".join(f"[{each.kind}]" if isinstance(each, Knob) else each for each in pieces)


@pytest.fixture
def aps() -> Policy:
    return load_policy("aps")


def test_the_number_and_the_weekdays_stand_in_the_sentence(aps: Policy) -> None:
    rule = find_rule(aps, "live-minutes")
    assert read(rule) == "Live minutes each day, [weekdays]: at least [number]."


def test_a_grade_band_stands_in_the_sentence(aps: Policy) -> None:
    said = read(find_rule(aps, "monday-subjects"))
    assert said == (
        "Async minutes each [weekdays], grades [bands], for each subject: exactly [number]."
    )


@pytest.mark.parametrize("policy", shipped_policies(), ids=lambda policy: policy.id)
def test_knobs_left_alone_leave_every_shipped_rule_as_it_is(policy: Policy) -> None:
    for rule in policy.checked_rules:
        turned = {knob.name: knob.value for knob in find_knobs(rule)}
        assert turn_knobs(rule, turned) == document_rule(rule)


@pytest.mark.parametrize("policy", shipped_policies(), ids=lambda policy: policy.id)
@pytest.mark.parametrize("kind", ["toml", "json"])
def test_an_exported_policy_comes_back_the_same(policy: Policy, kind: str) -> None:
    text = spell_policy(policy, kind)
    assert parse_policy(text, "export", "json" if kind == "json" else "toml") == policy


def test_words_that_no_longer_fit_go_when_a_number_is_turned(aps: Policy) -> None:
    rule = find_rule(aps, "live-chunks")
    turned = {knob.name: knob.value for knob in find_knobs(rule)} | {"at_least": 3}
    document = turn_knobs(rule, turned)
    assert (document["says"], document["at_least"]) == ("", 3)


def test_a_turned_rule_is_checked_by_the_language(aps: Policy) -> None:
    data = QueryDict("says=&when__weekdays=tue&when__grades=K-2&at_least=180" + SOURCE)
    form = SentenceForm(data, rule=find_rule(aps, "live-minutes"), policy=aps)
    assert form.is_valid(), form.errors
    rule = form.cleaned_data["rule"]
    assert (rule["at_least"], rule["when"]["grades"]) == (180, ["K-2"])


def test_an_error_stands_at_the_word_that_it_is_about(aps: Policy) -> None:
    data = QueryDict("says=&when__grades=K-55&at_least=1000000" + SOURCE)
    form = SentenceForm(data, rule=find_rule(aps, "live-minutes"), policy=aps)
    assert not form.is_valid()
    assert form.errors["when__grades"] == [
        '"55" is not a grade; grades are PK, K and 1 to 12.',
    ]


def test_text_with_a_slip_says_its_line_and_the_nearest_word(aps: Policy) -> None:
    form = RuleTextForm(rule_id="live-minutes", policy=aps)
    text = form.initial["text"].replace('"minutes"', '"minuts"')
    wrong = RuleTextForm({"text": text}, rule_id="live-minutes", policy=aps)
    line = text[: text.index("minuts")].count("\n") + 1
    assert wrong.errors["text"] == [
        f'Line {line}: measure: unknown word "minuts"; did you mean "minutes"?'
    ]


def test_text_cannot_make_another_rule_of_it(aps: Policy) -> None:
    form = RuleTextForm(rule_id="live-minutes", policy=aps)
    text = form.initial["text"].replace('"live-minutes"', '"other"')
    assert not RuleTextForm({"text": text}, rule_id="live-minutes", policy=aps).is_valid()


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_form_with_its_own_parameters(aps: Policy, measure: str) -> None:
    form = NewRuleForm(measure=measure, policy=aps)
    names = [f"with__{name}" for name in MEASURES[measure].model_fields]
    assert [field.name for field in form.parameters] == names


def test_a_new_rule_is_made_from_its_parts_under_a_free_id(aps: Policy) -> None:
    data = "modes=live&window=day&bound=between&limit=2+to+4&with__away=5&weekdays=mon"
    form = NewRuleForm(QueryDict(data + SOURCE), measure="runs", policy=aps)
    assert form.is_valid(), form.errors
    rule = form.cleaned_data["rule"]
    told = (rule["id"], rule["between"], rule["with"], rule["when"]["weekdays"])
    assert told == ("runs", [2, 4], {"away": 5}, ["mon"])


@pytest.mark.parametrize("limit", ["inf", "nan", "many", "", "1 to 2 to 3"])
def test_a_limit_that_is_none_is_told_at_its_field(aps: Policy, limit: str) -> None:
    data = QueryDict(f"modes=live&window=day&bound=at_least&limit={limit}" + SOURCE)
    form = NewRuleForm(data, measure="minutes", policy=aps)
    assert not form.is_valid()
