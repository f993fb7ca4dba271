"""The demonstration school: what it claims of each class is what the engine says."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.models import F
from django.test import override_settings
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from async_tasks.models import Task
from blendplan.demo.documents import WEEKDAYS, read_classes
from blendplan.demo.loading import find_monday, load_demonstration
from planner.cadence import Finding
from planner.cadence.plan import digest_words
from planner.families.household import AskedOfHome, read_household_day
from planner.families.household_page import make_household_page
from planner.families.short_homes import note_short_homes
from planner.families.spoken import speak_day
from planner.models import (
    Block,
    Classroom,
    Closure,
    District,
    FamilyLink,
    HomeLink,
    HomeOpening,
    Learner,
    MoodCheck,
    Policy,
    PolicyUse,
    SchoolDay,
    Snapshot,
    Stage,
    Verdict,
    week_dates,
)
from planner.review import review_week
from planner.services.home_translations import list_home_texts
from planner.services.homes import find_home_base, read_content
from planner.services.households import read_facts
from planner.services.publishing import preview_week
from sessions_live.missed import read_missed
from sessions_live.models import LiveSession
from tests.factories import MONDAY, NOW

# Without the mark there would be no test database at all, and this would be a person's own.
pytestmark = pytest.mark.django_db

NEXT_MONDAY = MONDAY + dt.timedelta(days=7)
KEPT, BROKEN = "kept", "broken"


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[District]:
    """The demonstration, loaded once for this module; no test changes it."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEMONSTRATION=True),
        transaction.atomic(),
    ):
        yield load_demonstration(now=NOW)
        transaction.set_rollback(True)


def get_class(key: str) -> Classroom:
    entry = next(entry for entry in read_classes() if entry.key == key)
    return Classroom.objects.select_related("school").get(name=entry.name)


def find_verdicts(key: str, monday: dt.date, stage: Stage) -> dict[str, str]:
    """Kept or broken for each weekday that has a stored verdict."""
    rows = Verdict.objects.of_week([get_class(key)], monday, stage)
    return {
        WEEKDAYS[row.date.weekday()]: KEPT if row.kept else BROKEN
        for row in rows
        if row.window == "day"
    }


def find_broken(key: str, weekday: str) -> list[Finding]:
    """The musts that this week's published day breaks."""
    date = MONDAY + dt.timedelta(days=WEEKDAYS.index(weekday))
    verdict = review_week(get_class(key), MONDAY, Stage.PUBLISHED).verdict
    return [finding for finding in verdict.of_day(date).findings if finding.strength == "must"]


THIS_WEEK = {
    "fairfax": (BROKEN, KEPT, BROKEN, KEPT, BROKEN),
    "arlington": (KEPT, KEPT, KEPT, KEPT, KEPT),
    "newhaven": (BROKEN, BROKEN, BROKEN, BROKEN, BROKEN),
    "flipflop": (KEPT, KEPT, KEPT, KEPT, KEPT),
    "lincolnshire": (KEPT, BROKEN, BROKEN, BROKEN, BROKEN),
    "bellevue": (BROKEN, BROKEN, BROKEN, BROKEN, BROKEN),
    "radnor": (BROKEN, BROKEN, BROKEN, BROKEN, BROKEN),
}


@pytest.mark.parametrize("key", THIS_WEEK)
def test_this_weeks_published_days_are_kept_or_broken_as_claimed(
    district: District, key: str
) -> None:
    expected = dict(zip(WEEKDAYS, THIS_WEEK[key], strict=True))
    assert find_verdicts(key, MONDAY, Stage.PUBLISHED) == expected
    assert find_verdicts(key, MONDAY, Stage.DRAFT) == expected


REASONS = [
    ("fairfax", "mon", {"monday-subjects"}),
    ("fairfax", "wed", {"approved-platform"}),
    ("fairfax", "fri", {"live-minutes"}),
    ("lincolnshire", "tue", {"live-minutes"}),
    ("lincolnshire", "wed", {"live-minutes", "school-day-only"}),
    ("bellevue", "tue", {"live-chunks"}),
    ("bellevue", "wed", {"live-chunks", "live-minutes"}),
    ("radnor", "wed", {"live-minutes", "no-printing"}),
]


@pytest.mark.parametrize(("key", "weekday", "rules"), REASONS)
def test_each_broken_day_breaks_the_rules_it_is_there_to_show(
    district: District, key: str, weekday: str, rules: set[str]
) -> None:
    assert {finding.rule_id for finding in find_broken(key, weekday)} == rules


@pytest.mark.parametrize(
    ("weekday", "group"), [("tue", "Group A"), ("wed", "Group B"), ("thu", "Group B")]
)
def test_in_the_hybrid_class_one_group_keeps_the_rule_and_the_other_does_not(
    district: District, weekday: str, group: str
) -> None:
    assert {finding.group_name for finding in find_broken("newhaven", weekday)} == {group}


def test_bellevues_morning_is_one_long_run(district: District) -> None:
    [finding] = find_broken("bellevue", "tue")
    assert (finding.found, finding.limit) == (1, 2)


def test_the_next_week_of_lincolnshire_is_mended_in_its_draft(district: District) -> None:
    drafted = find_verdicts("lincolnshire", NEXT_MONDAY, Stage.DRAFT)
    assert drafted == {"mon": KEPT, "tue": KEPT, "wed": KEPT, "thu": KEPT}
    assert find_verdicts("lincolnshire", NEXT_MONDAY, Stage.PUBLISHED) == {}


def test_the_next_week_is_published_in_part(district: District) -> None:
    published = {
        key: "".join(weekday[0] for weekday in find_verdicts(key, NEXT_MONDAY, Stage.PUBLISHED))
        for key in THIS_WEEK
    }
    assert published == {
        "fairfax": "mtwt",
        "arlington": "mtw",
        "newhaven": "mtwt",
        "flipflop": "mtwt",
        "lincolnshire": "",
        "bellevue": "",
        "radnor": "",
    }


def test_one_class_changed_a_day_after_publishing_it(district: District) -> None:
    preview = preview_week(get_class("fairfax"), NEXT_MONDAY)
    changed = [day for day in preview.days if day.was_published and day.will_publish]
    assert [day.date for day in changed] == [NEXT_MONDAY + dt.timedelta(days=1)]


def test_no_day_has_a_clash(district: District) -> None:
    clashes = [
        finding
        for monday in (MONDAY, NEXT_MONDAY)
        for classroom in Classroom.objects.all()
        for finding in preview_week(classroom, monday).clashes
    ]
    assert clashes == []


def test_the_second_week_has_a_closed_day(district: District) -> None:
    closure = Closure.objects.get()
    assert closure.starts_on == NEXT_MONDAY + dt.timedelta(days=4)
    assert not Snapshot.objects.filter(day__date=closure.starts_on).exists()


def test_two_policies_are_in_force_and_one_is_only_kept(district: District) -> None:
    used = set(PolicyUse.objects.values_list("policy__identifier", flat=True))
    kept = set(Policy.objects.values_list("identifier", flat=True))
    assert (used, kept - used) == ({"aps", "good-practice"}, {"pragyata"})


def test_sessions_and_tasks_have_content_and_some_tasks_stand_in_several_blocks(
    district: District,
) -> None:
    shared = [task for task in Task.objects.all() if task.places.count() > 1]
    assert len(shared) > 10
    assert LiveSession.objects.exclude(outline="").count() > 50


def test_loading_content_leaves_one_gesture_a_draft(district: District) -> None:
    assert get_class("bellevue").changes.count() == 2


def test_learners_are_first_names_only(district: District) -> None:
    names = list(Learner.objects.values_list("first_name", flat=True))
    assert (len(names), [name for name in names if " " in name]) == (5, [])


def open_home(label: str) -> HomeOpening:
    """What the link of one of the demonstration's households opens."""
    home = HomeLink.objects.get(household__label=label)
    opening = HomeLink.find_opening(home.spell_token())
    assert opening is not None
    return opening


def test_two_siblings_missed_a_lesson_and_find_out_how_to_make_up_for_it(
    district: District,
) -> None:
    opening = open_home("H-1")
    found = {
        learner.first_name: [
            (each.block.title, len(each.questions), each.recording is not None)
            for each in read_missed(learner, NOW + dt.timedelta(days=2)).sessions
        ]
        for learner in opening.learners
    }
    assert found == {"Juno": [("Math lesson", 2, True)], "Otis": [("Math together", 2, True)]}


TOO_FEW = [
    ("H-1", "mon", []),
    ("H-1", "tue", [("9:10 am", []), ("10:30 am", []), ("1:30 pm", [])]),
    ("H-1", "fri", [("9:10 am", []), ("10:30 am", []), ("1:30 pm", ["Juno: Music, recorded"])]),
    ("H-2", "mon", [("9:00 am", [])]),
    ("H-2", "wed", [("9:00 am", ["Tam: Number game"]), ("10:50 am", [])]),
]


@pytest.mark.parametrize(("label", "weekday", "told"), TOO_FEW)
def test_siblings_on_one_device_are_told_when_it_is_too_few_and_what_can_move(
    district: District, label: str, weekday: str, told: list[tuple[str, list[str]]]
) -> None:
    opening, date = open_home(label), MONDAY + dt.timedelta(days=WEEKDAYS.index(weekday))
    devices, _ = read_facts(opening.household_id)
    asked = AskedOfHome(opening, devices, opening.local_now(NOW), date, "")
    page = make_household_page(read_household_day(asked, "/h/home/"))
    assert [
        (each.start, [f"{move.child.name}: {move.title}" for move in each.moves])
        for each in page.clashes
    ] == told


def test_a_teacher_is_told_of_a_household_that_cannot_be_live(district: District) -> None:
    classroom = get_class("fairfax")
    notes = note_short_homes(classroom, review_week(classroom, MONDAY, Stage.DRAFT).days)
    assert [len(notes[date]) for date in week_dates(MONDAY)] == [0, 4, 4, 4, 3]


def test_a_home_base_is_read_and_questions_wait_for_their_teacher(district: District) -> None:
    classroom = get_class("fairfax")
    base = read_content(find_home_base(classroom.pk))
    assert {entry.section for entry in base.entries} == {"meeting", "resource", "time", "contact"}
    told = classroom.messages.order_by("pk")
    assert [(each.kind, each.about, each.settled_at is None) for each in told] == [
        ("question", "Math lesson", False),
        ("question", "", True),
        ("feedback", "", True),
    ]
    assert MoodCheck.objects.of_class(classroom, MONDAY).count() == 1


def test_a_home_base_is_in_spanish_but_for_names_and_addresses(district: District) -> None:
    content = read_content(find_home_base(get_class("fairfax").pk))
    fitting = {each.original for each in content.translations if each.language == "es"}
    texts = list_home_texts(content)
    left = [text.original for text in texts if digest_words(text.original) not in fitting]
    assert left == ["Lunch", "Ms. Alder", "alder@demo.blendplan.example, answers until 4 pm"]


def test_one_teachers_days_are_in_spanish_and_their_titles_in_arabic(district: District) -> None:
    snapshot = Snapshot.objects.get(
        day__classroom__name="Arlington day, grade 4", day__date=MONDAY + dt.timedelta(days=1)
    )
    with override("es"):
        spanish = speak_day(snapshot.plan, "en")
    with override("ar"):
        arabic = speak_day(snapshot.plan, "en")
    untranslated = [
        sum(one.title == other.title for one, other in zip(snapshot.plan.blocks, said, strict=True))
        for said in (spanish.blocks, arabic.blocks)
    ]
    assert untranslated == [0, 0]
    assert "La carta creció unas líneas." in {block.coach_check for block in spanish.blocks}
    assert "The letter grew by a few lines." in {block.coach_check for block in arabic.blocks}


def test_every_class_names_its_source_and_marks_readings() -> None:
    assert [entry.key for entry in read_classes() if not entry.source or not entry.notes] == []
    readings = {entry.key for entry in read_classes() if "our reading" in " ".join(entry.notes)}
    assert readings == set(THIS_WEEK) - {"flipflop"}


def test_every_class_has_an_address_for_families(district: District) -> None:
    assert FamilyLink.objects.count() == SchoolDay.objects.values("classroom").distinct().count()


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (dt.date(2026, 11, 16), dt.date(2026, 11, 16)),
        (dt.date(2026, 11, 20), dt.date(2026, 11, 16)),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 23)),
        (dt.date(2026, 11, 22), dt.date(2026, 11, 23)),
    ],
)
def test_on_a_weekend_the_demonstration_starts_with_the_coming_week(
    today: dt.date, monday: dt.date
) -> None:
    assert find_monday(today) == monday


def test_a_hybrid_lesson_is_planned_once(district: District) -> None:
    faces = Block.objects.filter(face_of__isnull=False)
    kinds = faces.values_list("day__classroom__delivery", "face_of__mode")
    assert set(kinds) == {("hybrid", "in_person")}
    place = {name: F(name) for name in ("day", "start", "minutes")}
    assert not faces.exclude(**{f"face_of__{name}": same for name, same in place.items()}).exists()
