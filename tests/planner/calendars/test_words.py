"""What a feed says of its own accord is said in its language; what a teacher wrote stays."""

import icalendar
import pytest
from django.utils.translation import override
from hypothesis import given

from planner.cadence.plan import PlannedBlock, PlannedTool, Translation, digest_words
from planner.calendars.events import StoredEvent
from planner.calendars.feed import feed_window, join_feed
from planner.calendars.words import word_event
from tests.planner.calendars.classes import (
    FRIDAY,
    LATER,
    ZONE,
    make_block,
    make_day,
    make_task,
    publish,
)
from tests.planner.calendars.test_calendar_text import TITLES

ZOOM = PlannedTool(name="Zoom, at home", meeting=True)


def read_event(event: StoredEvent, language: str, whose: str = "") -> dict[str, str]:
    """Title, place and note as a calendar reads them."""
    with override(language):
        text = word_event(event, whose)
    (read,) = icalendar.Calendar.from_ical(text.replace("VEVENT", "VCALENDAR")).walk()
    names = ("SUMMARY", "LOCATION", "DESCRIPTION")
    return {name: str(read[name]) for name in names if name in read}


def test_a_live_session_is_told_in_spanish() -> None:
    (event,) = publish(make_day(make_block(title="Math", groups=("a",), tool=ZOOM)))

    assert read_event(event, "es") == {
        "SUMMARY": "Math (Group A)",
        "LOCATION": "En línea (Zoom, at home)",
        "DESCRIPTION": "Abra la página de la clase para entrar.",
    }


def test_time_at_school_is_told_in_arabic() -> None:
    (event,) = publish(make_day(make_block(title="Lab", mode="in_person")))

    assert read_event(event, "ar") == {"SUMMARY": "Lab", "LOCATION": "في المدرسة"}


def test_a_task_for_any_time_is_told_in_ukrainian() -> None:
    (event,) = publish(make_day(make_task(minutes=80)))

    assert read_event(event, "uk") == {
        "SUMMARY": "Reading log",
        "DESCRIPTION": "Будь-коли сьогодні, 1 година 20 хвилин. Пристрій не потрібен.",
    }


def test_a_task_at_its_time_says_only_that_no_device_is_needed() -> None:
    (event,) = publish(make_day(make_task(start="13:00")))

    assert read_event(event, "pt")["DESCRIPTION"] == "Não precisa de aparelho."


def test_what_is_cancelled_says_so_in_each_language() -> None:
    day = make_day(make_block(title="Math", tool=ZOOM))
    (event,) = publish(make_day(), previous=publish(day), at=LATER)

    assert read_event(event, "fr") == {
        "SUMMARY": "Annulé : Math",
        "LOCATION": "En ligne (Zoom, at home)",
    }


def test_a_title_that_the_feed_gave_is_translated_and_a_teachers_own_is_not() -> None:
    link = make_block(title="https://meet.example/j/1", groups=("a",))
    own = make_block("own", title="Live session", start="11:00")
    given_one, written = publish(make_day(link, own))

    assert read_event(given_one, "es")["SUMMARY"] == "Clase en vivo (Group A)"
    assert read_event(written, "es")["SUMMARY"] == "Live session"


def test_whose_it_is_stands_before_the_title_and_after_the_news() -> None:
    day = make_day(make_block(title="Math"))
    (held,) = publish(day)
    (cancelled,) = publish(make_day(), previous=(held,), at=LATER)

    assert read_event(held, "en", "M: ")["SUMMARY"] == "M: Math"
    assert read_event(cancelled, "en", "M: ")["SUMMARY"] == "Cancelled: M: Math"


@pytest.mark.parametrize("language", ["es", "ar", "zh-hans"])
def test_only_words_differ_between_languages(language: str) -> None:
    events = publish(make_day(make_block(tool=ZOOM), make_task(), make_block("lab", start=700)))
    words = ("SUMMARY", "LOCATION", "DESCRIPTION")
    with override(language):
        pairs = [(event.text, word_event(event)) for event in events]

    for before, after in pairs:
        lines = zip(unfold(before), unfold(after), strict=True)
        assert {old.split(":")[0] for old, new in lines if old != new} <= set(words)


def unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").splitlines()


@given(TITLES)
def test_any_title_and_any_tool_are_found_again_in_their_text(title: str) -> None:
    tool = PlannedTool(name=title[:120], meeting=True)
    (event,) = publish(make_day(make_block(title=title, tool=tool)))
    read = read_event(event, "es", "M: ")

    assert read["SUMMARY"].startswith("M: ")
    assert read["LOCATION"].startswith("En línea")
    assert max(len(line) for line in event.text.encode().split(b"\r\n")) <= 75


def join(language: str, tasks: bool = True) -> str:
    events = publish(make_day(make_block(), make_task(), make_block("lab", mode="in_person")))
    feed = join_feed(events, "Room 4", ZONE, language, *feed_window(FRIDAY), tasks=tasks)
    return feed.decode().replace("\r\n ", "")


def test_a_feed_says_in_its_language_how_late_it_may_be() -> None:
    lines = join("es").splitlines()

    assert "NAME;LANGUAGE=en:Room 4" in lines
    assert (
        "DESCRIPTION;LANGUAGE=es:Su calendario puede llevar horas de retraso. "
        "La página de la clase siempre está al día." in lines
    )


def test_a_feed_without_tasks_keeps_what_happens_with_others() -> None:
    with_tasks, without = join("en"), join("en", tasks=False)

    assert [uid for uid in ("math", "lab", "log") if f"UID:block-{uid}@" in with_tasks] == [
        *("math", "lab", "log")
    ]
    assert [uid for uid in ("math", "lab", "log") if f"UID:block-{uid}@" in without] == [
        *("math", "lab")
    ]


def call_it(title: str, language: str = "es", original: str = "Math") -> PlannedBlock:
    """A lesson whose title is put into another language."""
    said = Translation("title", language, digest_words(original), title)  # type: ignore[arg-type]
    return make_block(title="Math", groups=("a",), translations=(said,))


def test_a_title_is_told_in_the_language_into_which_its_teacher_put_it() -> None:
    (event,) = publish(make_day(call_it("الرياضيات", "ar")))

    titles = [read_event(event, language)["SUMMARY"] for language in ("ar", "es", "en")]
    assert titles == ["الرياضيات (Group A)", "Math (Group A)", "Math (Group A)"]


def test_a_title_made_from_an_older_one_is_not_told() -> None:
    (event,) = publish(make_day(call_it("Arte", original="Art")))

    assert read_event(event, "es")["SUMMARY"] == "Math (Group A)"


def test_what_is_cancelled_is_named_as_families_know_it() -> None:
    (event,) = publish(make_day(), previous=publish(make_day(call_it("Mates"))), at=LATER)

    assert read_event(event, "es", "A: ")["SUMMARY"] == "Cancelado: A: Mates (Group A)"


def test_no_address_gets_into_a_feed_by_way_of_a_translation() -> None:
    (event,) = publish(make_day(call_it("Mates https://meet.example/j/1")))

    assert read_event(event, "es")["SUMMARY"] == "Mates (Group A)"


def test_a_new_translation_is_news_like_a_new_title() -> None:
    before = publish(make_day(make_block(title="Math", groups=("a",))))
    (event,) = publish(make_day(call_it("Mates")), previous=before, at=LATER)

    assert (event.sequence, event.changed > before[0].changed) == (before[0].sequence, True)


def test_an_english_feed_of_a_class_that_writes_in_spanish_tells_its_english_titles() -> None:
    (event,) = publish(make_day(call_it("Maths", "en")))
    first, last = feed_window(FRIDAY)
    feed = join_feed([event], "Class", ZONE, "en", first, last).decode()

    assert "SUMMARY:Maths (Group A)" in feed
