"""Mutation testing: mutmut changes the engine in thousands of ways, and the tests must notice.

`python -m tests.mutants` has mutmut write all mutants into a copy of the project, and runs pytest
there with this module as its plugin. The tests are collected once; each mutant gets a process of
its own, forked before anything was judged, so that nothing compiled and remembered without the
mutant hides it. There the tests that reach the changed function run, the quickest first, until one
fails.
mutmut's own run would collect the tests anew for each mutant, which takes ten times as long. The
answers stand where mutmut keeps its own: `mutmut show` and `mutmut browse` know them, and
`python -m tests.mutants tell` prints the list for docs/mutants.md.

All of them take many hours. `--sample 400` tries so many of all mutants, chosen by chance and tried
in the order in which they were chosen: whenever it is stopped, what was tried is a sample of the
whole, and `tell --sample 400` says between which shares of survivors the truth lies.
"""

import argparse
import gc
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

FOLDER = Path("mutants")
TESTS = "tests/planner/cadence"
SLOW = ("properties", "quick_ways", "strangers")
"""Modules of tests that try many examples. They are left out: a mutant should not need them."""
OPTIONS = (
    *("-p", "no:cacheprovider", "-q", "--rootdir=.", TESTS),
    *(f"--ignore={TESTS}/test_{name}.py" for name in SLOW),
)
KILLED, SURVIVED, UNREACHED, TIMEOUT = 1, 0, 33, 36
"""As mutmut has them."""
OPEN = (None, SURVIVED, UNREACHED)
MEMORY = 4 * 1024**3
PATIENCE = 5
"""A mutant may take so many times as long as its tests do, and so many seconds more."""

SEED = 2026
ENGINE = Path("planner/cadence")

Answers = dict[str, int | None]
"""What came of each mutant of a file; None before it was tried."""
Reached = dict[str, list[tuple[float, int]]]
"""By function: the tests that reach it, as places in the list of tests, with their seconds."""


def main(patterns: Sequence[str], sample: int) -> None:
    """Write the mutants and try those that fit a pattern and are not known to be killed."""
    FOLDER.mkdir(exist_ok=True)
    os.environ["MUTANT_UNDER_TEST"] = "mutant_generation"
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)
    # Few examples, the same for each mutant; what is reached is noted from the first import on.
    few = {"CI": "1", "EXAMPLES": "5", "MUTANT_UNDER_TEST": "stats"}
    os.environ.update(few, MUTANTS=" ".join(patterns) or "*", MUTANTS_SAMPLE=str(sample))
    os.chdir(FOLDER)
    command = [sys.executable, "-m", "pytest", "-p", "tests.mutants", "-s", *OPTIONS]
    sys.exit(subprocess.run(command, check=False).returncode)


def pytest_runtestloop(session: pytest.Session) -> bool:
    """In place of running the tests: find what each reaches, then let them meet the mutants."""
    at_import = set(state()._stats)
    # What the forked processes leave alone need not be copied for them.
    gc.freeze()
    gc.disable()
    reached = find_reached(session.items)
    known = {path: read_answers(path) for path in sorted(ENGINE.rglob("*.py.meta"))}
    wanted = choose_mutants(known, os.environ["MUTANTS"].split(), int(os.environ["MUTANTS_SAMPLE"]))
    for number, (path, name) in enumerate(wanted, 1):
        answers = known[path]
        if answers[name] in OPEN:
            function = name.partition("__mutmut_")[0]
            answers[name] = try_mutant(name, session.items, sorted(reached.get(function, [])))
            if answers[name] == UNREACHED and function in at_import:
                answers[name] = try_from_the_start(name)
            write_answers(path, answers)
        came_of_it = dict(Counter(known[path][name] for path, name in wanted[:number]))
        print(f"\r{number} of {len(wanted)}: {came_of_it} {name}", end="", flush=True)
    print()
    return True


def choose_mutants(
    known: Mapping[Path, Answers], patterns: Sequence[str], sample: int
) -> list[tuple[Path, str]]:
    """The mutants that fit a pattern; of these so many by chance, the same in every run."""
    fitting = [
        (path, name)
        for path, answers in known.items()
        for name in answers
        if any(fnmatch(name, pattern) for pattern in patterns)
    ]
    if not sample:
        return fitting
    # In an order that is each mutant's own, code that changes changes little of the sample.
    return sorted(fitting, key=lambda each: sha256(f"{SEED} {each[1]}".encode()).digest())[:sample]


def read_answers(path: Path) -> Answers:
    """What is known of a file's mutants."""
    answers: Answers = json.loads(path.read_text())["exit_code_by_key"]
    return answers


def write_answers(path: Path, answers: Answers) -> None:
    """Store what is known of a file's mutants, beside what else mutmut says of them."""
    said = json.loads(path.read_text()) | {"exit_code_by_key": answers}
    path.write_text(json.dumps(said, indent=4))


def tell(patterns: Sequence[str], sample: int) -> None:
    """Print what came of the mutants, by module or of the sample, and what survivors change."""
    known = {path: read_answers(path) for path in sorted((FOLDER / ENGINE).rglob("*.py.meta"))}
    if sample:
        mutants = choose_mutants(known, patterns, sample)
        tried = [(path, name) for path, name in mutants if known[path][name] is not None]
        tell_share(len(mutants), [known[path][name] for path, name in tried])
    else:
        whole = {path: mine for path, mine in known.items() if mine and None not in mine.values()}
        tried = choose_mutants(whole, patterns, 0)
        for path, answers in whole.items():
            tell_module(path, answers)
    for path, name in sorted(tried):
        if known[path][name] in OPEN:
            tell_survivor(path, name)


def tell_module(path: Path, answers: Answers) -> None:
    """A row of the table."""
    living = sum(answer in OPEN for answer in answers.values())
    word = str(path.relative_to(FOLDER / ENGINE)).removesuffix(".py.meta")
    share = f"{100 * living / len(answers):.1f} %"
    print(f"| `{word}` | {len(answers)} | {len(answers) - living} | {living} | {share} |")


def tell_share(chosen: int, answers: Sequence[int | None]) -> None:
    """The share of survivors in a sample, and where that of all mutants lies (19 times in 20)."""
    living, number = sum(answer in OPEN for answer in answers), len(answers)
    print(f"{number} of the {chosen} chosen were tried, {living} survived", end="")
    if number:
        low, high = (100 * share for share in find_interval(living, number))
        print(f": {100 * living / number:.1f} % (of all: {low:.1f} to {high:.1f} %)", end="")
    print()


def find_interval(hits: int, number: int) -> tuple[float, float]:
    """Wilson's interval for a share, at 95 percent."""
    z, share = 1.96, hits / number
    middle = share + z * z / (2 * number)
    reach = z * math.sqrt((share * (1 - share) + z * z / (4 * number)) / number)
    whole = 1 + z * z / number
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def tell_survivor(path: Path, name: str) -> None:
    """What a survivor changes."""
    source = str(path.relative_to(FOLDER)).removesuffix(".meta")
    diff = get_diff_for_mutant(name, path=source).splitlines()
    changed = [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    print(f"\n{name.removeprefix('planner.cadence.')}", *changed, sep="\n")


def find_reached(items: Sequence[pytest.Item]) -> Reached:
    """What each test reaches, each in a process of its own: none profits from what another made."""
    reached: Reached = defaultdict(list)
    begun = time.perf_counter()
    for place, item in enumerate(items):
        reading, writing = os.pipe()

        def note(item: pytest.Item = item, writing: int = writing) -> int:
            state()._stats.clear()
            failed = is_failing(item)
            seconds = time.process_time()
            with os.fdopen(writing, "w") as pipe:
                json.dump([seconds, *state()._stats], pipe)
            return KILLED if failed else SURVIVED

        pid = fork(note, 600)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            seconds, *functions = json.load(pipe)
        if wait(pid) != SURVIVED:
            raise pytest.UsageError(f"{item.nodeid} fails without any mutant")
        for function in functions:
            reached[function].append((seconds, place))
    print(f"{len(items)} tests in {time.perf_counter() - begun:.0f} seconds", flush=True)
    return reached


def try_mutant(name: str, items: Sequence[pytest.Item], tests: list[tuple[float, int]]) -> int:
    """Whether one of the tests that reach a mutant kills it."""
    if not tests:
        return UNREACHED

    def meet() -> int:
        set_mutant_under_test(name)
        return KILLED if any(is_failing(items[place]) for _, place in tests) else SURVIVED

    return wait(fork(meet, PATIENCE + int(PATIENCE * sum(seconds for seconds, _ in tests))))


def try_from_the_start(name: str) -> int:
    """The same for what is done when the engine is imported: all tests, in a new Python."""
    command = [sys.executable, "-m", "pytest", "-x", *OPTIONS]
    done = subprocess.run(
        command, env={**os.environ, "MUTANT_UNDER_TEST": name}, capture_output=True, check=False
    )
    return KILLED if done.returncode else SURVIVED


def is_failing(item: pytest.Item) -> bool:
    """Whether a test fails, with all that is set up and taken down for it."""
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def fork(work: Callable[[], int], seconds: int) -> int:
    """A process that does the work quietly and ends with its answer, or is ended in time."""
    pid = os.fork()
    if pid:
        return pid
    answer = KILLED
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        # Of this processor's time, so that a busy machine ends nothing too early.
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        answer = work()
    finally:
        os._exit(answer)


def wait(pid: int) -> int:
    """The answer of a process; one that had to be ended took too long."""
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return TIMEOUT if code < 0 else code


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make mutants ARGS=")
    parser.add_argument("patterns", nargs="*", help="such as planner.cadence.windows.*, or tell")
    parser.add_argument("--sample", type=int, default=0, help="so many, chosen by chance")
    given = parser.parse_args()
    if given.patterns[:1] == ["tell"]:
        tell(given.patterns[1:] or ["*"], given.sample)
    else:
        main(given.patterns, given.sample)
