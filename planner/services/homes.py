"""A class's home base: where to meet, what to use, when, whom to ask; read, and kept."""

import datetime as dt
from typing import Annotated, Literal, get_args

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field

from planner.cadence.plan import Translation
from planner.models import Classroom, HomeBase, User
from planner.models.homes import LONGEST_EVENING

Section = Literal["meeting", "resource", "time", "contact"]
SECTIONS: tuple[Section, ...] = get_args(Section)
"""In the order of the page."""
CALLED: dict[Section, str] = {
    "meeting": "meeting link",
    "resource": "resource",
    "time": "time",
    "contact": "contact",
}
"""What teachers call an entry of each section."""
EVENING = "evening"
"""How translations name what is said of the evening."""
MOST_ENTRIES = 60
MOST_TRANSLATIONS = 2_000
"""Of all texts of a home base, in all languages."""
LONGEST_TITLE = 120
LONGEST_LINK = 2000
LONGEST_WORDS = 300
LONGEST_TEXT = 2000
"""Letters of the welcome, and of how to get help."""


class HomeEntry(BaseModel):
    """A line of a home base: a meeting link, a resource, a time or somebody to ask."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: Section
    title: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]
    link: Annotated[str, Field(max_length=LONGEST_LINK, pattern=r"^(https?://\S+)?$")] = ""
    """A web address or nothing."""
    sign_in: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    """What to sign in with; empty where nothing is needed or nothing was said."""
    words: Annotated[str, Field(max_length=LONGEST_WORDS)] = ""


HomeTranslations = Annotated[tuple[Translation, ...], Field(max_length=MOST_TRANSLATIONS)]


class HomeContent(BaseModel):
    """All that a class's home base says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    welcome: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    getting_help: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    evening: Annotated[str, Field(max_length=LONGEST_EVENING)] = ""
    """A nudge for the evening, such as to read together; it counts nowhere."""
    entries: Annotated[tuple[HomeEntry, ...], Field(max_length=MOST_ENTRIES)] = ()
    translations: HomeTranslations = ()
    """What its texts say in other languages; `home_translations` names the texts."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said yet."""
        return not (self.welcome or self.getting_help or self.evening or self.entries)


class StaleHomeBase(Exception):
    """Somebody else changed the home base since the edit was begun, to something else."""


def find_home_base(classroom_id: int) -> HomeBase | None:
    """The row of a class's home base, with who changed it last; None before it is first kept."""
    return HomeBase.objects.filter(classroom=classroom_id).select_related("changed_by").first()


def read_content(row: HomeBase | None) -> HomeContent:
    """What a stored home base says; nothing where there is none. Raises ValidationError where the
    row holds what no form of ours let through."""
    if row is None:
        return HomeContent()
    texts = {name: getattr(row, name) for name in ("welcome", "getting_help", "evening")}
    translations = (*row.translations, *row.evening_translations)
    return HomeContent.model_validate(
        {**texts, "entries": row.entries, "translations": translations}
    )


@transaction.atomic
def keep_home_base(
    *, by: User | None, classroom: Classroom, version: int, content: HomeContent, now: dt.datetime
) -> HomeBase | None:
    """Keep what a class's home base says, as made from a version (0 for none yet).

    Answers with the row, or None where it says that already. Raises StaleHomeBase, and writes
    nothing, when somebody was quicker.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    row = find_home_base(classroom.pk)
    if read_content(row) == content:
        return None
    if version != (0 if row is None else row.version):
        raise StaleHomeBase
    kept = HomeBase(classroom=classroom) if row is None else row
    kept.version = version + 1
    kept.changed_at, kept.changed_by = now, by
    kept.welcome, kept.getting_help = content.welcome, content.getting_help
    kept.evening = content.evening
    kept.entries = [entry.model_dump() for entry in content.entries]
    kept.translations = [each for each in content.translations if each.of != EVENING]
    kept.evening_translations = [each for each in content.translations if each.of == EVENING]
    kept.save()
    return kept
