"""A block turned around: what has a translation says that, and what it said is found again."""

from django.utils.translation import override

from planner.cadence.plan import PlannedBlock, Translation, digest_words
from planner.families.spoken import find_original, speak_block

TASK = (
    "Watch first: https://video.example/1\nRead it.\nDraw it.\n"
    "Choose 1 of these 2:\n\u2022 A leaf\n\u2022 A stone\n"
    "Timer: 20 minutes\nHand in: in the blue box"
)
TEXTS = {
    "title": ("Reading", "Lectura", "القراءة"),
    "words": ("Read it.\nDraw it.", "Léelo.\nDibújalo.", "نقرأ معا.\nنرسم معا."),
    "options": ("A leaf\nA stone", "Una hoja\nUna piedra", "ورقة\nحجر"),
    "hand_in": ("in the blue box", "en la caja azul", "في الصندوق الأزرق"),
    "coach_check": ("Ask to see it.", "Pida verlo.", "اطلبوا رؤيتها."),
}


def plan_task(*translations: Translation) -> PlannedBlock:
    return PlannedBlock(
        id="1",
        mode="async",
        screen="off",
        title="Reading",
        minutes=30,
        instructions=TASK,
        coach_check="Ask to see it.",
        translations=translations,
    )


def say(of: str, text: str | None = None, original: str | None = None) -> Translation:
    """A text of the task in Spanish."""
    return Translation(of, "es", digest_words(original or TEXTS[of][0]), text or TEXTS[of][1])


def test_each_text_that_has_a_translation_says_that() -> None:
    with override("es"):
        said = speak_block(plan_task(*map(say, TEXTS)), "en")
    assert (said.title, said.coach_check) == ("Lectura", "Pida verlo.")
    assert said.instructions == (
        "Watch first: https://video.example/1\nLéelo.\nDibújalo.\n"
        "Choose 1 of these 2:\n\u2022 Una hoja\n\u2022 Una piedra\nTimer: 20 minutes\n"
        "Hand in: en la caja azul"
    )


def test_what_it_said_before_is_found_again() -> None:
    with override("es"):
        said = speak_block(plan_task(say("options")), "en")
    assert find_original(said, "Una hoja\nUna piedra") == "A leaf\nA stone"
    assert find_original(said, said.title) == "Reading"


def test_a_translation_of_an_older_text_is_not_said() -> None:
    with override("es"):
        said = speak_block(plan_task(say("title", original="Math")), "en")
    assert (said.title, said.translations) == ("Reading", ())


def test_other_languages_are_left_out() -> None:
    with override("fr"):
        said = speak_block(plan_task(say("title")), "en")
    assert (said.title, said.translations) == ("Reading", ())


def test_a_class_that_writes_in_the_language_needs_none() -> None:
    with override("es"):
        said = speak_block(plan_task(say("title")), "es")
    assert (said.title, said.language) == ("Reading", "es")


def test_a_list_of_choices_that_became_shorter_stays_as_it_was_written() -> None:
    with override("es"):
        said = speak_block(plan_task(say("options", "Una hoja"), say("hand_in")), "en")
    assert "\u2022 A leaf\n\u2022 A stone" in said.instructions
    assert "Hand in: en la caja azul" in said.instructions


def test_a_lesson_has_its_words_and_what_to_bring() -> None:
    block = plan_task().model_copy(
        update={
            "mode": "live",
            "screen": None,
            "instructions": "We count.\nBring: a pencil",
            "translations": (
                say("words", "Contamos.", "We count."),
                say("bring", "un lápiz", "a pencil"),
            ),
        }
    )
    with override("es"):
        assert speak_block(block, "en").instructions == "Contamos.\nBring: un lápiz"
