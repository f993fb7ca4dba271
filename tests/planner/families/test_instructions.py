"""What a block asks, in parts: our words in the page's language, the teacher's as they are."""

from django.utils.translation import override

from planner.cadence.plan import PlannedBlock
from planner.families.instructions import read_instructions
from planner.families.session_words import FamilyWords, spell_for_families
from planner.families.task_words import TaskWords, spell_task

TASK = TaskWords(
    steps=("Lee una página.",),
    options=("Contarlo", "Cantarlo"),
    pick=1,
    video="https://learn.example/1",
    timer=10,
    show_by=("say", "draw"),
    hand_in="una foto",
)


def make_task(text: str) -> PlannedBlock:
    return PlannedBlock(
        id="t", mode="async", title="Kites", minutes=20, screen="off", instructions=text
    )


def make_session(text: str) -> PlannedBlock:
    return PlannedBlock(id="s", mode="live", title="Math", start=540, minutes=20, instructions=text)


def test_each_part_of_a_task_stands_alone() -> None:
    with override("es"):
        parts = read_instructions(make_task(spell_task(TASK)))
    assert [piece.text for piece in parts.text] == ["Lee una página."]
    assert (parts.video, parts.video_words) == ("https://learn.example/1", "Ver primero")
    assert parts.choose == "Elija 1 de estas 2:"
    assert [(option.name, option.words) for option in parts.options] == [
        ("Contarlo", "Contarlo"),
        ("Cantarlo", "Cantarlo"),
    ]
    assert (parts.timer, parts.timer_words) == (10, "10 minutos")
    assert parts.ways == ("decirlo", "dibujarlo")
    assert parts.hand_in == "una foto"


def test_what_follows_a_lesson_is_said_in_the_pages_language_and_kept_by_one_name() -> None:
    words = FamilyWords(words="Look.", bring="a drum", work_time=("solo", "stay_on"))
    with override("fr"):
        parts = read_instructions(make_session(spell_for_families(words)))
    assert [(option.name, option.words) for option in parts.options] == [
        ("log off and work alone", "se déconnecter et travailler seul"),
        ("stay on and work quietly", "rester et travailler en silence"),
    ]
    assert (parts.bring, parts.choose) == ("a drum", "Après la leçon, choisir :")


def test_words_that_are_not_ours_stay_one_text() -> None:
    text = "Read.\nChoose 3 of these 2:\nwhatever"
    parts = read_instructions(make_task(text))
    assert "".join(piece.text for piece in parts.text) == text
    assert parts.options == ()
