"""What-if over a whole district: published class-days under a policy and under its edited twin."""

import argparse
import time
from collections.abc import Sequence

from django.core.management import call_command
from django.db import connection

from planner.cadence import Policy, load_policy
from planner.what_if import Scope, Tally, compare
from tests.bench.class_days import DAYS_EACH, FIRST_MONDAY, store_class_days
from tests.bench.judging import decode_all

WANTED = 100_000


def edit(policy: Policy) -> Policy:
    """The policy with one number changed: three live hours a day instead of two and a half."""
    document = policy.model_dump(mode="json", by_alias=True)
    for rule in document["rules"]:
        if rule["id"] == "live-minutes":
            rule["at_least"] = 180
    return Policy.model_validate(document)


def main(words: Sequence[str]) -> None:
    """`what_if --days 100000`"""
    parser = argparse.ArgumentParser(prog="make bench ARGS=what_if")
    parser.add_argument("--days", type=int, default=10_000)
    number = parser.parse_args(words).days
    call_command("migrate", verbosity=0)
    keys = store_class_days(number)
    present, days = load_policy("aps"), len(keys) * DAYS_EACH
    begun = time.process_time()
    decode_all(keys)
    read = time.process_time() - begun
    tally = Tally()
    begun = time.process_time()
    changed = sum(
        map(len, compare(Scope(tuple(keys), FIRST_MONDAY), present, edit(present), tally))
    )
    taken = time.process_time() - begun
    print(f"{days:,} published class-days on {connection.vendor}: {tally.fails:,} would newly fail")
    print(
        f"what if one number changes{days / taken:>10,.0f} a second, {read / taken:.3f} of reading"
    )
    print(f"{WANTED:,} class-days take {WANTED * taken / days:.0f} s; {changed:,} changes listed")
