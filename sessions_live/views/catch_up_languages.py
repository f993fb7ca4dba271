"""What a live session leaves to those who were absent, in other languages."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner.cadence.plan import Language
from planner.families.texts import cover_texts, retranslate
from planner.forms.translations import TranslationForm
from planner.models import Block, User
from planner.models.roster import LANGUAGES
from planner.services.history import StaleEdit
from planner.views.answers import show_content, signed_in
from planner.views.disagreements import list_disagreements
from sessions_live.access import (
    NotLive,
    find_catch_up,
    get_block_being_edited,
    get_live_block_to_plan,
)
from sessions_live.models import CatchUp
from sessions_live.services.catch_up_translations import (
    list_left_texts,
    read_translations,
    translate_catch_up,
)
from sessions_live.views.answers import answer_not_live, is_gone


@require_http_methods(["GET", "HEAD", "POST"])
def edit_translations(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The texts with what they say in the language; posted, they are kept."""
    user, posted = signed_in(request), request.method == "POST"
    try:
        block = get_block_being_edited(user, pk) if posted else get_live_block_to_plan(user, pk)
    except NotLive as other:
        return answer_not_live(request, other)
    if language == block.day.classroom.language:
        raise Http404("This is the language that the class writes in.")
    spoken = cast(Language, language)
    left = find_catch_up(block)
    if posted:
        return save_posted(request, user, block, left, spoken)
    return render_form(request, block, left, make_form(left, spoken), spoken)


def make_form(left: CatchUp, language: Language, data: QueryDict | None = None) -> TranslationForm:
    """The form, with what was posted if anything was."""
    return TranslationForm(
        data,
        language=language,
        texts=list_left_texts(left),
        said={each.of: each for each in read_translations(left) if each.language == language},
        initial={"version": left.version},
    )


def save_posted(
    request: HttpRequest, user: User, block: Block, left: CatchUp, language: Language
) -> HttpResponse:
    """Keep what was posted: 422 where it cannot be read, 409 where somebody was quicker."""
    form = make_form(left, language, request.POST)
    if not form.is_valid():
        return render_form(request, block, left, form, language, status=422)
    try:
        is_new = translate_catch_up(
            by=user,
            block=block,
            version=form.cleaned_data["version"],
            translations=retranslate(
                form.texts, read_translations(left), language, form.said, form.still
            ),
            now=timezone.now(),
        )
    except StaleEdit:
        return render_conflict(request, user, block.pk, language)
    said = "Saved. Whoever is noted as absent reads it at once." if is_new else "Nothing to change."
    messages.success(request, said)
    return redirect("sessions_live:translate_catch_up", block.pk, language)


def render_conflict(request: HttpRequest, user: User, pk: UUID, language: Language) -> HttpResponse:
    """Both versions, and a form that still holds this person's: saved again, it is meant."""
    block = get_block_being_edited(user, pk)
    left = find_catch_up(block)
    stands, data = make_form(left, language), request.POST.copy()
    data["version"] = str(left.version)
    form = make_form(left, language, data)
    form.is_valid()
    told = list_disagreements(
        (str(pair.field.label), str(stands.initial[pair.text.name]), form.said[pair.text.name])
        for pair in form.pairs
    )
    more = {"conflict": told, "gone": is_gone(block)}
    return render_form(request, block, left, form, language, status=409, **more)


def render_form(
    request: HttpRequest,
    block: Block,
    left: CatchUp,
    form: TranslationForm,
    language: Language,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The whole page around the form."""
    written = cast(Language, block.day.classroom.language)
    more |= {
        "coverage": cover_texts(list_left_texts(left), read_translations(left), written),
        "language": LANGUAGES[language],
        "code": language,
        "original": LANGUAGES[written],
        "original_code": written,
    }
    template = "sessions_live/catch_up_translation.html"
    return show_content(request, template, block, form, status, **more)
