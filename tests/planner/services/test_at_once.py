"""Many at once, on real connections: nothing is lost and nothing is half-written."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from planner.models import Block, Change, FamilyLink, SchoolDay, Stage, Verdict
from planner.review import review_week
from planner.secret_access import open_family_link
from planner.services.blocks import add_block, change_block
from planner.services.history import StaleEdit
from planner.services.links import note_use
from planner.services.policies import rejudge_from
from tests.factories import (
    MONDAY,
    NOW,
    make_block,
    make_classroom,
    make_family_link,
    put_policy_in_force,
)

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = MONDAY + dt.timedelta(days=1)
PEOPLE, TRIES = 6, 5


def all_at_once(work: Callable[[int], int]) -> list[int]:
    """Let several threads do the same work, each on a connection of its own."""

    def on_own_connection(number: int) -> int:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(on_own_connection, range(PEOPLE)))


def test_of_edits_that_collide_one_wins_and_the_others_are_told() -> None:
    block = make_block(make_classroom(), TUESDAY)

    def edit(number: int) -> int:
        won = 0
        for attempt in range(TRIES):
            seen = Block.objects.select_related("day__classroom__school").get(pk=block.pk)
            fields = {"title": f"By {number}, try {attempt}"}
            try:
                change_block(by=None, block=seen, version=seen.version, fields=fields, now=NOW)
            except StaleEdit:
                continue
            won += 1
        return won

    won = sum(all_at_once(edit))
    last = Change.objects.latest("pk")
    now = Block.objects.get(pk=block.pk)
    assert (now.version, Change.objects.count()) == (1 + won, 1 + won)
    assert now.title == last.after[0]["title"]


def test_blocks_added_at_once_all_stand_and_the_verdict_knows_them() -> None:
    room = make_classroom()
    put_policy_in_force(room.school.district)

    def add(number: int) -> int:
        for step in range(TRIES):
            start = 480 + (number * TRIES + step) * 10
            fields = {"mode": "live", "title": "Math", "start": start, "minutes": 5}
            add_block(by=None, classroom=room, date=TUESDAY, fields=fields, now=NOW)
        return TRIES

    assert sum(all_at_once(add)) == PEOPLE * TRIES
    assert Block.objects.standing().count() == PEOPLE * TRIES
    assert SchoolDay.objects.get().version == 1 + PEOPLE * TRIES
    verdict = Verdict.objects.get(stage=Stage.DRAFT, window="day", date=TUESDAY)
    rules = {found.rule_id for found in verdict.judged.findings}
    assert sum_live() == 150
    assert "live-minutes" not in rules


def sum_live() -> int:
    """Live minutes that stand."""
    return sum(Block.objects.standing().values_list("minutes", flat=True))


def test_judging_again_and_editing_at_once_end_with_a_true_verdict() -> None:
    room = make_classroom()
    put_policy_in_force(room.school.district)
    blocks = [make_block(room, TUESDAY, start=480 + 30 * number) for number in range(PEOPLE)]

    def work(number: int) -> int:
        for _ in range(TRIES):
            if number % 2:
                rejudge_from(district=room.school.district, school=None, first=MONDAY, now=NOW)
            else:
                block = Block.objects.get(pk=blocks[number].pk)
                fields = {"minutes": block.minutes + 1}
                change_block(by=None, block=block, version=block.version, fields=fields, now=NOW)
        return TRIES

    all_at_once(work)
    stored = Verdict.objects.get(stage=Stage.DRAFT, window="day", date=TUESDAY)
    judged = review_week(room, MONDAY, Stage.DRAFT).of_day(TUESDAY)
    assert stored.judged.findings == judged.findings


def test_an_address_opens_while_somebody_else_writes_for_long() -> None:
    link, token = make_family_link(make_classroom())
    began = threading.Event()
    over = threading.Event()

    def hold() -> None:
        with transaction.atomic():
            FamilyLink.objects.filter(pk=link.pk).update(label="Being changed")
            began.set()
            over.wait(10)
        connection.close()

    if connection.vendor != "sqlite":
        pytest.skip("other databases have more than one writer")
    writer = threading.Thread(target=hold)
    writer.start()
    began.wait(10)
    opening = open_family_link(token, NOW)
    note_use(FamilyLink, opening=opening, today=MONDAY)
    unnoted = FamilyLink.objects.get(pk=link.pk).last_used_on
    over.set()
    writer.join()
    note_use(FamilyLink, opening=opening, today=MONDAY)
    assert (unnoted, FamilyLink.objects.get(pk=link.pk).last_used_on) == (None, MONDAY)
