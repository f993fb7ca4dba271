"""Whether any plan can keep the rules: proofs that none can, plans that do, and honest doubt."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cadence import Policy, Waiver, judge, load_policy
from planner.cadence.cli import main
from planner.cadence.contradictions import fill_gap, find_contradictions
from planner.cadence.possibility import Search, find_possibility
from planner.cadence.sketches import sketch_days

from .rules import policy_of
from .strategies import relaxed

SCHOOL = "class subjects=math\ntue hours=8:00-15:00\n"
AT_LEAST_150 = (
    'id = "a"\nmeasure = "minutes"\nof = { mode = "live" }\nwindow = "day"\nat_least = 150'
)
AT_MOST_90 = 'id = "b"\nmeasure = "minutes"\nof = { screen = "on" }\nwindow = "day"\nat_most = 90'
RUNS = (
    'id = "r"\nmeasure = "longest_run"\nwith = { away = 30 }\nof = { mode = "live" }\n'
    'window = "day"\nat_most = 20'
)


def test_a_floor_above_the_ceiling_of_a_wider_kind_contradicts_it() -> None:
    policy = policy_of(AT_LEAST_150, AT_MOST_90)
    found = find_possibility(sketch_days(SCHOOL), [policy])
    assert found.answer == "impossible"
    assert [each.rules for each in found.contradictions] == [((policy.id, "a"), (policy.id, "b"))]
    assert "at least 150 live minutes, but" in found.text


def test_a_floor_below_the_ceiling_of_a_wider_kind_does_not() -> None:
    policy = policy_of(AT_LEAST_150, AT_MOST_90.replace("at_most = 90", "at_most = 150"))
    assert find_contradictions(sketch_days(SCHOOL), [policy]) == ()


def test_a_ceiling_on_something_else_contradicts_nothing() -> None:
    other = AT_MOST_90.replace('screen = "on"', 'mode = "async"')
    policy = policy_of(AT_LEAST_150, other)
    assert find_contradictions(sketch_days(SCHOOL), [policy]) == ()


def test_short_runs_with_long_pauses_leave_too_little_room_in_a_short_day() -> None:
    policy = policy_of(AT_LEAST_150, RUNS)
    short = "tue hours=8:00-13:00"
    found = find_possibility(sketch_days(short), [policy])
    assert found.answer == "impossible"
    assert "room for 120 at most" in found.text


def test_fixed_times_can_make_a_rule_impossible() -> None:
    policy = policy_of(AT_LEAST_150)
    full = "tue hours=8:00-11:00\ntue 8:30 break assembly 60"
    found = find_possibility(sketch_days(full), [policy])
    assert (found.answer, [each.rules for each in found.contradictions]) == (
        "impossible",
        [((policy.id, "a"),)],
    )


def test_fixed_blocks_alone_can_be_too_much() -> None:
    policy = policy_of(AT_MOST_90)
    found = find_possibility(sketch_days("tue 9:00 live math 100"), [policy])
    assert found.answer == "impossible"
    assert "fixed already" in found.text


def test_what_a_fixed_block_breaks_by_itself_no_other_block_can_mend() -> None:
    printing = (
        'id = "p"\nmeasure = "having"\nwith = { fact = "printing" }\nof = { mode = "async" }\n'
        'window = "day"\nat_most = 0'
    )
    days = sketch_days("tue any time math 20 print")
    found = find_possibility(days, [policy_of(printing)])
    assert (found.answer, [each.rules for each in found.contradictions]) == (
        "impossible",
        [(("test", "p"),)],
    )
    freed = find_possibility(days, [policy_of(printing)], movable=[days[0].blocks[0].id])
    assert freed.answer == "possible"


def test_two_fixed_blocks_at_one_time_are_impossible_under_any_rules() -> None:
    days = sketch_days("tue 9:00 live math 30\ntue 9:10 live reading 30")
    found = find_possibility(days, [policy_of(AT_MOST_90)])
    assert (found.answer, [each.rules for each in found.contradictions]) == (
        "impossible",
        [(("always", "clash"),)],
    )


@pytest.mark.parametrize(
    ("plan", "rules", "text"),
    [
        (
            SCHOOL,
            (AT_LEAST_150, AT_MOST_90),
            "On Tuesday, “a” of Test asks for at least 150 live minutes, but “b” of Test allows at "
            "most 90 on-screen minutes.",
        ),
        (
            "tue hours=8:00-13:00",
            (AT_LEAST_150, RUNS),
            "On Tuesday, “a” of Test asks for at least 150 live minutes; there is room for 120 at "
            "most.",
        ),
        (
            "tue 9:00 live math 100",
            (AT_MOST_90,),
            "On Tuesday, “b” of Test allows at most 90 on-screen minutes; 100 on-screen minutes "
            "are fixed already.",
        ),
        (
            "tue 9:00 live math 40",
            (AT_MOST_90.replace('"day"', '"block"').replace("90", "30"),),
            "“Math” lasts 40 minutes on Tuesday: 10 minutes over 30. "
            "What breaks it stays as it is.",
        ),
        (
            "tue 9:00 live math 30\ntue 9:10 live reading 30",
            (AT_MOST_90,),
            "“Math” and “Reading” overlap by 20 minutes on Tuesday. What breaks it stays as it is.",
        ),
        (
            "tue hours=8:00-12:00",
            (
                AT_LEAST_150,
                AT_LEAST_150.replace('"a"', '"long"')
                .replace('"day"', '"block"')
                .replace("at_least = 150", "at_most = 30"),
                AT_LEAST_150.replace('"a"', '"few"')
                .replace('"minutes"', '"count"')
                .replace("at_least = 150", "at_most = 4"),
            ),
            "On Tuesday, “a” of Test asks for at least 150 live minutes; there is room for 120 at "
            "most.",
        ),
        (
            "tue hours=8:00-11:00",
            (
                AT_LEAST_150,
                AT_LEAST_150.replace('"a"', '"run"')
                .replace('"day"', '"run"\naway = 10')
                .replace("at_least = 150", "at_most = 30"),
            ),
            "On Tuesday, “a” of Test asks for at least 150 live minutes; there is room for 140 at "
            "most.",
        ),
    ],
)
def test_a_contradiction_says_what_is_asked_and_what_there_is(
    plan: str, rules: tuple[str, ...], text: str
) -> None:
    found = find_contradictions(sketch_days(plan), [policy_of(*rules)])
    assert [each.text for each in found] == [text]


def test_too_little_that_is_fixed_proves_nothing() -> None:
    assert (
        find_contradictions(
            sketch_days(f"{SCHOOL}tue 9:00 live math 30"), [policy_of(AT_LEAST_150)]
        )
        == ()
    )


def test_a_block_that_may_move_is_not_fixed() -> None:
    policy = policy_of(AT_MOST_90)
    days = sketch_days("tue 9:00 live math 100")
    found = find_possibility(days, [policy], movable=[days[0].blocks[0].id])
    assert found.answer == "possible"


@pytest.mark.parametrize("name", ["aps", "pragyata", "good-practice"])
def test_the_shipped_policies_can_be_kept_and_the_plan_that_is_shown_keeps_them(name: str) -> None:
    policy = load_policy(name)
    week = sketch_days(
        "class subjects=math,reading\nmon\ntue\nwed\nthu\nfri\n"
        "tue 12:00 lunch 45\nwed 12:00 lunch 45"
    )
    found = find_possibility(week, [policy], budget=3000)
    assert found.answer == "possible"
    assert judge(found.plan, [policy]).kept
    fixed = {block.id for day in week for block in day.blocks}
    assert fixed <= {block.id for day in found.plan for block in day.blocks}


def test_a_search_that_may_not_judge_does_not_know() -> None:
    found = find_possibility(sketch_days(SCHOOL), [policy_of(AT_LEAST_150, RUNS)], budget=1)
    assert found.answer == "not known"


def test_a_rule_that_another_policy_sets_aside_contradicts_nothing() -> None:
    state = policy_of(AT_LEAST_150)
    district = policy_of(AT_MOST_90).model_copy(update={"id": "district"})
    overriding = Policy.model_validate(
        district.model_dump()
        | {"overrides": [{"policy": state.id, "rules": ["a"], "why": "Ours holds here."}]}
    )
    assert find_contradictions(sketch_days(SCHOOL), [state, overriding]) == ()


@given(length=st.integers(1, 40), run=st.integers(1, 12), away=st.integers(1, 12))
def test_what_fits_a_gap_is_what_trying_every_minute_finds(
    length: int, run: int, away: int
) -> None:
    best = {0: 0}
    for minute in range(1, length + 1):
        best[minute] = max(
            best[minute - 1],
            *(n + best[max(0, minute - n - away)] for n in range(1, min(run, minute) + 1)),
        )
    assert fill_gap(length, run, away) == best[length]


AMOUNTS = st.integers(0, 200)
SELECTIONS = st.sampled_from(
    ['{ mode = "live" }', '{ screen = "on" }', '{ mode = "async" }', '{ mode = ["live", "async"] }']
)
RULES = (
    st.builds(
        'measure = "minutes"\nof = {}\nwindow = "day"\n{} = {}'.format,
        SELECTIONS,
        st.sampled_from(["at_least", "at_most", "exactly"]),
        AMOUNTS,
    )
    | st.builds(
        'measure = "{}"\nof = {}\nwindow = "{}"\n{} = {}'.format,
        st.sampled_from(["minutes", "count"]),
        SELECTIONS,
        st.sampled_from(["day", "block"]),
        st.sampled_from(["at_least", "at_most", "exactly"]),
        st.integers(0, 40),
    )
    | st.builds(
        'measure = "longest_run"\nwith = {{ away = {} }}\nof = {}\nwindow = "day"\n'
        "at_most = {}".format,
        st.integers(1, 60),
        SELECTIONS,
        st.integers(5, 60),
    )
)


@relaxed
@given(rules=st.lists(RULES, min_size=1, max_size=4), closes=st.integers(9, 12))
def test_no_plan_is_found_where_a_proof_says_that_there_is_none(
    rules: list[str], closes: int
) -> None:
    policy = policy_of(*(f'id = "r{number}"\n{rule}' for number, rule in enumerate(rules)))
    fixed = "tue 8:00 live math 20\ntue 8:30 break recess 20"
    days = sketch_days(f"tue hours=8:00-{closes}:00\n{fixed}")
    plan = Search([policy], {block.id for block in days[0].blocks}, 60).run(days)
    assert not (plan and find_contradictions(days, [policy]))


def test_the_command_line_answers_by_its_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statuses = {}
    for opens in (480, 660):
        frame = sketch_days("tue 12:00 lunch 45")[0]
        day = frame.model_copy(update={"opens": opens, "closes": 840})
        file = tmp_path / "plan.json"
        file.write_text(day.model_dump_json(by_alias=True))
        statuses[opens] = main(["possible", str(file), "--policy", "aps"])
    assert statuses == {480: 0, 660: 1}
    assert "No plan can keep these rules." in capsys.readouterr().out


def test_what_is_waived_makes_nothing_impossible() -> None:
    policy = policy_of(AT_LEAST_150, AT_MOST_90)
    days = sketch_days(SCHOOL)
    waived = Waiver(policy.id, "b", days[0].date, days[0].date, "A trip.")
    found = find_possibility(days, [policy], waivers=[waived])
    assert found.answer == "possible"
    assert judge(found.plan, [policy], waivers=[waived]).kept


def test_a_waiver_for_another_day_or_class_leaves_it_impossible() -> None:
    policy = policy_of(AT_LEAST_150, AT_MOST_90)
    days = sketch_days(SCHOOL)
    tomorrow = days[0].date + dt.timedelta(days=1)
    late = Waiver(policy.id, "b", tomorrow, tomorrow, "A trip.")
    elsewhere = Waiver(policy.id, "b", days[0].date, days[0].date, "A trip.", "another")
    for waiver in (late, elsewhere):
        assert find_possibility(days, [policy], waivers=[waiver]).answer == "impossible"


def test_a_search_that_is_told_to_stop_does_not_know() -> None:
    asked = [policy_of(AT_LEAST_150, RUNS)]
    assert find_possibility(sketch_days(SCHOOL), asked, stop=lambda: True).answer == "not known"


def test_a_week_is_mended_day_by_day_before_it_is_looked_at_whole() -> None:
    week = sketch_days("class subjects=math,reading\nmon-fri 11:30 lunch 30")
    found = find_possibility(week, [load_policy("aps")], budget=800)
    assert (found.answer, judge(found.plan, [load_policy("aps")]).kept) == ("possible", True)
