"""Home bases with words in other languages."""

from planner.cadence.plan import Language, Translation, digest_words
from planner.models import Classroom
from planner.services.homes import HomeContent, HomeEntry, find_home_base, keep_home_base
from planner.services.homes import read_content as read
from tests.factories import NOW

SHELF = HomeEntry(
    section="resource", title="Reading shelf", link="https://shelf.example.org", words="Any book."
)
MEETING = HomeEntry(
    section="meeting", title="Morning meeting", link="https://meet.example.org", sign_in="Card"
)
CONTENT = HomeContent(
    welcome="Welcome!", evening="Read together.", getting_help="Call us.", entries=(SHELF, MEETING)
)


def keep(classroom: Classroom, content: HomeContent) -> None:
    """Let the home base say this, whatever it said."""
    row = find_home_base(classroom.pk)
    version = 0 if row is None else row.version
    keep_home_base(by=None, classroom=classroom, version=version, content=content, now=NOW)


def stands(classroom: Classroom) -> HomeContent:
    """What the home base says."""
    return read(find_home_base(classroom.pk))


def translated(*said: tuple[str, str, str], language: Language = "es") -> HomeContent:
    """The home base with translations: of which text, what it says, what that is elsewhere."""
    return CONTENT.model_copy(
        update={
            "translations": tuple(
                Translation(of, language, digest_words(original), text)
                for of, original, text in said
            )
        }
    )
