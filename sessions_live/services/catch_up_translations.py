"""What a session leaves for the absent in other languages, in its teacher's words."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from planner.cadence.plan import Translation
from planner.models import Block, User
from planner.services.history import StaleEdit
from planner.services.translations import Text, Translations
from sessions_live.models import CatchUp
from sessions_live.services.sessions import hold_live_block


def list_left_texts(left: CatchUp) -> tuple[Text, ...]:
    """What a teacher wrote, in the order in which families read it."""
    texts = (
        Text("missed_work", "Where the missed work is", left.missed_work, longest=500),
        Text("recorded_part", "Which part it is", left.recorded_part, longest=120, is_line=True),
        Text(
            "questions",
            "Questions to think about",
            "\n".join(left.question_list),
            longest=2000,
            is_list=True,
        ),
    )
    return tuple(text for text in texts if text.original)


def read_translations(left: CatchUp) -> Translations:
    """What stands in the row."""
    return tuple(Translation(*each) for each in left.translations)


@transaction.atomic
def translate_catch_up(
    *, by: User | None, block: Block, version: int, translations: Translations, now: dt.datetime
) -> bool:
    """Keep these translations in place of those that there are; whether they are others.

    Raises StaleEdit, and writes nothing, where somebody was quicker.
    """
    hold_live_block(block)
    stored = CatchUp.objects.filter(block=block).first()
    if stored is not None and read_translations(stored) == translations:
        return False
    if stored is None or stored.version != version:
        raise StaleEdit((), ())
    CatchUp.objects.filter(pk=stored.pk).update(
        translations=translations, version=F("version") + 1, changed_at=now, changed_by=by
    )
    return True
