"""Judging published class-days from their stored documents, beside only reading and decoding them.

Every way takes its turn in each round, on the same documents, so that a busy moment hits all alike.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections
from pydantic_core import from_json

from planner.cadence import judge_documents
from planner.cadence.documents import read_documents
from tests.bench.class_days import DAYS_EACH, choose_policies, read_documents_of, store_class_days
from tests.bench.peers import Facts, Judge, find_facts, load_peers

ROUNDS = 5
PEER_DAYS = 2_000
"""For so many days the facts are held ready for the other engines."""
GOAL, LEAST = 0.4, 0.25


@dataclass
class Way:
    """A way of going over class-days, and the seconds that each took, round by round."""

    name: str
    run: Callable[[], int]
    days: int
    by_the_clock: bool = False
    rounds: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Class-days a second."""
        return self.days / statistics.median(self.rounds)

    def time(self) -> None:
        """One round: processor time, or time on the clock where two processors share the work."""
        clock = time.perf_counter if self.by_the_clock else time.process_time
        begun = clock()
        self.run()
        self.rounds.append(clock() - begun)


def decode_all(keys: Sequence[int]) -> int:
    """Read and decode every document: the limit for whatever judges them."""
    return sum(len(from_json(text)["blocks"]) for text in read_documents_of(keys))


def judge_all(keys: Sequence[int]) -> int:
    """Read and judge every document, and count the letters of all findings' texts."""
    judged = judge_documents(read_documents_of(keys), choose_policies())
    return sum(len(f.text) for each in judged for f in each.verdict.findings)


def judge_in_two(pool: ProcessPoolExecutor, keys: Sequence[int]) -> int:
    """The same, half of the classes in each of two processes."""
    middle = len(keys) // 2
    return sum(pool.map(judge_all, [keys[:middle], keys[middle:]]))


def measure_memory(keys: Sequence[int]) -> float:
    """The most memory in megabytes that a process of its own takes to judge these classes."""
    words = [
        sys.executable,
        "-m",
        "tests.bench",
        "judging",
        "--memory",
        *map(str, (keys[0], keys[-1])),
    ]
    done = subprocess.run(words, check=True, capture_output=True, text=True, env=os.environ)
    return float(done.stdout)


def choose_ways(keys: Sequence[int], pool: ProcessPoolExecutor) -> list[Way]:
    """The limit first; the clock's own limit before the two processes."""
    number = len(keys) * DAYS_EACH
    return [
        Way("reading and decoding only", lambda: decode_all(keys), number),
        Way("ours: 15 rules, with texts", lambda: judge_all(keys), number),
        Way("reading only, by the clock", lambda: decode_all(keys), number, by_the_clock=True),
        Way("ours in two processes, same", lambda: judge_in_two(pool, keys), number, True),
    ]


def choose_peer_ways(keys: Sequence[int]) -> tuple[list[Way], list[str]]:
    """The other engines on facts held ready, and the names of those that are missing."""
    some = keys[: max(1, PEER_DAYS // DAYS_EACH)]
    facts = [find_facts(day) for day in read_documents(read_documents_of(some))]
    ways, missing = [], []
    for name, judge in load_peers().items():
        if judge is None:
            missing.append(name)
        else:
            ways.append(Way(name, bind_facts(judge, facts), len(facts)))
    return ways, missing


def bind_facts(judge: Judge, facts: Sequence[Facts]) -> Callable[[], int]:
    """The judge with its facts."""
    return lambda: judge(facts)


def time_in_turn(ways: Iterable[Way]) -> None:
    """All ways in every round; a first, smaller one is left out by taking the median."""
    for _ in range(ROUNDS):
        for way in ways:
            way.time()


def spell_ours(ways: Sequence[Way]) -> list[str]:
    """Our ways beside the limit on their own clock."""
    limit, ours, clock_limit, in_two = ways
    share = ours.rate / limit.rate
    mark = "✓" if share >= GOAL else "at least 0.25 ✓" if share >= LEAST else "✗"
    return [
        f"{'class-days':<34}{'a second':>10}{'of limit':>10}{'wanted':>9}",
        f"{limit.name:<34}{limit.rate:>10,.0f}{1:>10.3f}",
        f"{ours.name:<34}{ours.rate:>10,.0f}{share:>10.3f}{GOAL:>7.2f} {mark}",
        f"{in_two.name:<34}{in_two.rate:>10,.0f}{in_two.rate / clock_limit.rate:>10.3f}",
    ]


def spell_peers(ways: Sequence[Way], limit: Way, missing: Sequence[str]) -> list[str]:
    """The other engines: their ten rules alone, and after reading what the facts are made from."""
    lines = [f"{'ten rules, facts given to them':<34}{'alone':>10}{'and read':>10}{'of limit':>9}"]
    for way in ways:
        both = 1 / (1 / way.rate + 1 / limit.rate)
        lines.append(f"{way.name:<34}{way.rate:>10,.0f}{both:>10,.0f}{both / limit.rate:>9.3f}")
    return lines + [f"{name:<34}{'not installed: see `make bench`':>10}" for name in missing]


def compare_judging(number: int) -> None:
    """Store the class-days and print the tables."""
    call_command("migrate", verbosity=0)
    keys = store_class_days(number)
    memory = [(len(some) * DAYS_EACH, measure_memory(some)) for some in (keys[:5], keys)]
    connections.close_all()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        judge_in_two(pool, keys[:2])
        ways = choose_ways(keys, pool)
        peers, missing = choose_peer_ways(keys)
        time_in_turn([*ways, *peers])
    print(f"{len(keys) * DAYS_EACH:,} published class-days on {connection.vendor}")
    print("\n".join([*spell_ours(ways), "", *spell_peers(peers, ways[0], missing), ""]))
    print(", ".join(f"{size:.0f} MB at the most for {days:,} class-days" for days, size in memory))


def print_memory(first: int, last: int) -> None:
    """Judge the classes between two keys, and print the most memory that it took."""
    documents = read_documents_of(range(first, last + 1))
    print(max(find_own_memory() for _ in judge_documents(documents, choose_policies())))


def find_own_memory() -> float:
    """Megabytes of this process's own: pages of a file that it maps, as SQLite does, are not."""
    _, resident, shared, *_ = Path("/proc/self/statm").read_text().split()
    return (int(resident) - int(shared)) * resource.getpagesize() / 2**20


def main(words: Sequence[str]) -> None:
    """`judging --days 100000`"""
    parser = argparse.ArgumentParser(prog="make bench ARGS=judging")
    parser.add_argument("--days", type=int, default=10_000)
    parser.add_argument("--memory", type=int, nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.memory:
        print_memory(*given.memory)
    else:
        compare_judging(given.days)
