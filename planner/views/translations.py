"""A block in other languages, in its teacher's own words: nothing is translated by anybody else."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from planner import access
from planner.cadence.plan import Language
from planner.cadence.words import say_count
from planner.families.texts import list_texts, retranslate, say_elsewhere, tell_coverage
from planner.forms.translations import BlockTranslationForm
from planner.models import Block, Change, User, week_dates
from planner.models.roster import LANGUAGES
from planner.services.copying import read_days
from planner.services.history import StaleEdit
from planner.services.translations import (
    keep_translations,
    recall_translations,
    translations_of,
)
from planner.views.answers import show_content, signed_in
from planner.views.disagreements import list_disagreements


@require_safe
def show_languages(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The languages that there are, each with how far the block is said in it."""
    block = access.get_block_to_plan(signed_in(request), pk)
    context = {
        "edited": block,
        "classroom": block.day.classroom,
        "coverage": tell_coverage(block),
    }
    return render(request, "planner/languages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def translate_block(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The block's texts with what they say in the language; posted, they are kept."""
    user, posted = signed_in(request), request.method == "POST"
    block = access.get_block_to_plan(user, pk, even_removed=posted)
    if language == block.day.classroom.language:
        raise Http404("This is the language that the class writes in.")
    spoken = cast(Language, language)
    if posted:
        return save_posted(request, user, block, spoken)
    return render_form(request, block, make_form(block, spoken), spoken)


def make_form(
    block: Block, language: Language, data: QueryDict | None = None
) -> BlockTranslationForm:
    """The form, with what was posted if anything was; new words are looked for in other blocks."""
    texts = list_texts(block)
    said = {each.of: each for each in translations_of(block) if each.language == language}
    originals = [text.original for text in texts if text.name not in said]
    room = block.day.classroom
    return BlockTranslationForm(
        data,
        language=language,
        texts=texts,
        said=said,
        recalled={} if data else recall_translations(room, language, originals),
        initial={"version": block.version},
    )


def save_posted(request: HttpRequest, user: User, block: Block, language: Language) -> HttpResponse:
    """Keep what was posted: 422 where it cannot be read, 409 where somebody was quicker."""
    form = make_form(block, language, request.POST)
    if not form.is_valid():
        return render_form(request, block, form, language, status=422)
    try:
        change = save(user, block, form, language)
    except StaleEdit:
        return render_conflict(request, user, block.pk, language)
    address = reverse("planner:translate", args=[block.pk, language])
    if change is not None:
        return redirect(f"{address}?saved={change.pk}")
    messages.success(request, "Nothing to change.")
    return redirect(address)


def save(user: User, block: Block, form: BlockTranslationForm, language: Language) -> Change | None:
    """Write what the form says, where it is asked for in the week's other blocks too; None where
    all of them say it already."""
    classroom = block.day.classroom
    texts, stands = list_texts(block), translations_of(block)
    said = retranslate(texts, stands, language, form.said, form.still)
    updates, versions = {block.pk: said}, {block.pk: form.cleaned_data["version"]}
    if form.cleaned_data["everywhere"]:
        days = read_days(classroom, week_dates(block.day.monday)).values()
        others = [each for day in days for each in day if each.pk != block.pk]
        for other, words in say_elsewhere(said, language, others):
            updates[other.pk], versions[other.pk] = words, other.version
    if block.version == versions[block.pk] and said == stands:
        del updates[block.pk], versions[block.pk]
    if not updates:
        return None
    what = f"Put {block.title} into {LANGUAGES[language]}"
    more = len(updates.keys() - {block.pk})
    return keep_translations(
        by=user,
        classroom=classroom,
        updates=updates,
        versions=versions,
        what=f"{what}, and {say_count(more, 'more block')}" if more else what,
        now=timezone.now(),
    )


def render_conflict(request: HttpRequest, user: User, pk: UUID, language: Language) -> HttpResponse:
    """Both versions, and a form that still holds this person's: saved again, it is meant."""
    block = access.get_block_to_plan(user, pk, even_removed=True)
    stands, data = make_form(block, language), request.POST.copy()
    data["version"] = str(block.version)
    form = make_form(block, language, data)
    form.is_valid()
    told = [
        (str(pair.field.label), str(stands.initial[pair.text.name]), form.said[pair.text.name])
        for pair in form.pairs
    ]
    more = {"conflict": list_disagreements(told), "gone": block.removed_at is not None}
    return render_form(request, block, form, language, status=409, **more)


def render_form(
    request: HttpRequest,
    block: Block,
    form: BlockTranslationForm,
    language: Language,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The whole page around the form."""
    more |= {
        "coverage": tell_coverage(block),
        "language": LANGUAGES[language],
        "code": language,
        "original": LANGUAGES[cast(Language, block.day.classroom.language)],
        "original_code": block.day.classroom.language,
    }
    return show_content(request, "planner/translation.html", block, form, status, **more)
