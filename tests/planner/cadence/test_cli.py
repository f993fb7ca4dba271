"""The command line: exit statuses, both formats, errors, and no Django anywhere."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cadence import Plan, shipped_policies, verdict_from_json
from planner.cadence.cli import main
from planner.cadence.documenting import write_documentation
from planner.cadence.measures import MEASURES
from planner.cadence.sketches import sketch_days

ROOT = Path(__file__).parents[3]
BROKEN = "tue 9:00 live math 75\ntue 11:00 live reading 74\ntue any time art 9 offline"
KEPT = BROKEN.replace("74", "75")


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    return tmp_path / "plan.json"


def write_plan(path: Path, text: str) -> str:
    path.write_text(Plan(days=sketch_days(text)).model_dump_json(by_alias=True, indent=1))
    return str(path)


def test_a_plan_that_keeps_its_musts_exits_0(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", write_plan(plan_file, KEPT), "--policy", "aps"]) == 0
    assert capsys.readouterr().out.endswith("Every other rule is kept.\n")


def test_a_plan_that_breaks_a_must_exits_1_and_says_which(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", write_plan(plan_file, BROKEN), "--policy", "aps"]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown[:4] == [
        "Class",
        "  Tuesday, 15 September",
        "    must   The class has 149 live minutes on Tuesday: 1 minute short of 150."
        " [aps live-minutes]",
        "           Add 1 live minute.",
    ]
    assert shown[-1] == "1 must broken, no shoulds broken and none open."


def test_a_verdict_is_printed_as_json(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", write_plan(plan_file, BROKEN), "--policy", "aps", "--format", "json"]
    assert main(arguments) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed.pop("kept") is False
    verdict = verdict_from_json(json.dumps(printed))
    assert [finding.rule_id for finding in verdict.findings] == ["live-minutes"]


def test_several_policies_are_asked_at_once(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", write_plan(plan_file, BROKEN), "--policy", "aps", "pragyata"])
    shown = capsys.readouterr().out
    assert "[aps live-minutes]" in shown
    assert "[pragyata live-minutes]" in shown


def test_without_a_policy_only_clashes_are_found(plan_file: Path) -> None:
    assert main(["check", write_plan(plan_file, BROKEN)]) == 0
    clash = "tue 9:00 live math 30\ntue 9:10 live art 30"
    assert main(["check", write_plan(plan_file, clash)]) == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["check", "nowhere.json"], "nowhere.json: cannot be read"),
        (["check", "{plan}", "--policy", "asp"], 'did you mean "aps"?'),
        (["check", "{plan}", "--policy", "nowhere.toml"], "nowhere.toml: cannot be read"),
    ],
)
def test_bad_input_exits_2_and_is_explained(
    arguments: list[str], complaint: str, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_plan(plan_file, KEPT)
    assert main([argument.replace("{plan}", path) for argument in arguments]) == 2
    assert complaint in capsys.readouterr().err


def test_a_bad_plan_exits_2_with_line_and_field(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(write_plan(plan_file, KEPT))
    path.write_text(path.read_text().replace('"minutes": 75', '"minutes": -5', 1))
    line = path.read_text().splitlines().index('     "minutes": -5,') + 1
    assert main(["check", str(path)]) == 2
    expected = f"{path}:{line}: days[0].blocks[0].minutes: it should be greater than 0, not -5\n"
    assert capsys.readouterr().err == expected


def test_the_measures_and_policies_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measures"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(MEASURES)
    assert main(["policies"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(shipped_policies())


@pytest.mark.parametrize("what", ["plan", "policy"])
def test_schemas_are_printed_as_json(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", what]) == 0
    assert "$defs" in json.loads(capsys.readouterr().out)


def test_the_documentation_is_up_to_date() -> None:
    documented = (ROOT / "docs" / "cadence.md").read_text()
    assert write_documentation() in documented, "run: python -m planner.cadence docs"


def test_the_engine_runs_without_django(plan_file: Path) -> None:
    path = write_plan(plan_file, BROKEN)
    code = (
        "import sys\n"
        "from planner.cadence.cli import main\n"
        f"status = main(['check', {path!r}, '--policy', 'aps', 'good-practice', 'pragyata'])\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "assert 'django' not in loaded, 'Django was imported'\n"
        "rooms = [n for n in sys.modules if n.startswith('planner.') and 'cadence' not in n]\n"
        "assert rooms == [], rooms\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "")


def test_the_module_is_a_command(plan_file: Path) -> None:
    path = write_plan(plan_file, KEPT)
    command = [sys.executable, "-m", "planner.cadence", "check", path, "--policy", "aps"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


def test_the_schema_of_a_policy_allows_what_files_write(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema", "policy"])
    defs = json.loads(capsys.readouterr().out)["$defs"]
    mode, _, _ = defs["Selection"]["properties"]["mode"]["anyOf"]
    assert mode["enum"] == ["live", "in_person", "async", "break"]
    assert "with" in defs["LongestRunRule"]["required"]
    assert "with" not in defs["MinutesRule"]["required"]


def test_the_schema_of_a_plan_allows_clock_times(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema", "plan"])
    start = json.loads(capsys.readouterr().out)["$defs"]["PlannedBlock"]["properties"]["start"]
    assert start["anyOf"] == [
        {"type": "integer", "minimum": 0, "exclusiveMaximum": 1440},
        {"type": "string", "pattern": "^[0-9]{1,2}:[0-5][0-9]$"},
        {"type": "null"},
    ]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "plan.txt"


def test_a_plan_in_the_short_notation_is_judged_as_it_stands(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes.write_text(f"# Tuesday\nclass grades=2\n{BROKEN}\n")
    assert main(["check", str(notes), "--policy", "aps"]) == 1
    assert "has 149 live minutes on Tuesday" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("tue 9:00 live math 30\ntue 9:30 liv art 30", 'plan.txt:2: "liv art": say what it is'),
        ("tue\nclosed soon", 'plan.txt:2: "closed soon": closed days are written'),
        ("# nothing yet", "plan.txt: plans no day"),
        ("tue kind=fun", 'plan.txt:1: kind: unknown word "fun"'),
        ("weeks 2020-01-06 to 2021-03-01\nmon-sun\n" * 20, "plan.txt: these are more than 5000"),
        ("tue " + "x" * 65_536, "plan.txt: is larger than a plan in short notation may be"),
    ],
)
def test_what_is_wrong_in_short_notation_is_told_with_its_line(
    notes: Path, capsys: pytest.CaptureFixture[str], text: str, complaint: str
) -> None:
    notes.write_text(text)
    assert main(["check", str(notes), "--policy", "aps"]) == 2
    assert complaint in capsys.readouterr().err


WEEKLY = """id = "weekly"
name = "Weekly"
version = "1"

[[rules]]
id = "week"
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "week"
at_least = 90
source = { authority = "A test" }

[[rules]]
id = "load"
strength = "must"
measure = "minutes"
of = { mode = "live" }
window = "week"
key = "teacher"
at_most = 900
source = { authority = "A test" }
"""


@pytest.mark.parametrize(
    ("closed", "status"), [("closed 2020-09-17 to 2020-09-18", 1), ("closed 2020-09-18", 0)]
)
def test_closed_days_decide_whether_a_week_is_still_open(
    notes: Path, tmp_path: Path, closed: str, status: int
) -> None:
    policy = tmp_path / "weekly.toml"
    policy.write_text(WEEKLY)
    notes.write_text(f"mon-wed 9:00 live math 20\n{closed}")
    assert main(["check", str(notes), "--policy", str(policy)]) == status


def test_rules_that_had_nothing_to_judge_are_named(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "weekly.toml"
    policy.write_text(WEEKLY)
    notes.write_text("mon 9:00 live math 90")
    assert main(["check", str(notes), "--policy", str(policy)]) == 0
    idle, last = capsys.readouterr().out.strip().split("\n\n")
    assert idle.splitlines()[0] == "Nothing in this plan for:"
    assert [line.split(":")[0].strip() for line in idle.splitlines()[1:]] == ["weekly load"]
    assert last == "Every other rule is kept."
    notes.write_text("class teachers=Ana\nmon 9:00 live math 90")
    main(["check", str(notes), "--policy", str(policy)])
    assert capsys.readouterr().out == "Every rule is kept.\n"
