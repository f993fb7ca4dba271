"""A class's home base in other languages, in its teachers' own words."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner import access
from planner.cadence.plan import Language
from planner.families.texts import cover_texts, retranslate
from planner.forms.home_base import spell_posted
from planner.forms.translations import TranslationForm
from planner.models import Classroom, User
from planner.models.roster import LANGUAGES
from planner.services.home_translations import list_home_texts
from planner.services.homes import (
    HomeContent,
    StaleHomeBase,
    find_home_base,
    keep_home_base,
    read_content,
)
from planner.views.answers import signed_in
from planner.views.disagreements import list_disagreements
from planner.views.home_base import offer_back
from planner.views.step_back import take_step_back


@require_http_methods(["GET", "HEAD", "POST"])
def translate_home_base(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The home base's texts with what they say in the language; posted, they are kept."""
    user = signed_in(request)
    classroom = access.get_classroom_to_plan(user, pk)
    if language == classroom.language:
        raise Http404("This is the language that the class writes in.")
    spoken = cast(Language, language)
    if request.method == "POST":
        return save_posted(request, user, classroom, spoken)
    content, version = read_standing(classroom)
    return render_form(request, classroom, content, make_form(content, version, spoken), spoken)


def read_standing(classroom: Classroom) -> tuple[HomeContent, int]:
    """What the home base says, and its version; 0 where there is none yet."""
    row = find_home_base(classroom.pk)
    return read_content(row), 0 if row is None else row.version


def make_form(
    content: HomeContent, version: int, language: Language, data: QueryDict | None = None
) -> TranslationForm:
    """The form, with what was posted if anything was."""
    said = {each.of: each for each in content.translations if each.language == language}
    return TranslationForm(
        data,
        language=language,
        texts=list_home_texts(content),
        said=said,
        initial={"version": version},
    )


def save_posted(
    request: HttpRequest, user: User, classroom: Classroom, language: Language
) -> HttpResponse:
    """Keep what was posted: 422 where it cannot be read, 409 where somebody was quicker."""
    before, version = read_standing(classroom)
    form = make_form(before, version, language, request.POST)
    if not form.is_valid():
        return render_form(request, classroom, before, form, language, status=422)
    said = retranslate(form.texts, before.translations, language, form.said, form.still)
    try:
        kept = keep_home_base(
            by=user,
            classroom=classroom,
            version=form.cleaned_data["version"],
            content=before.model_copy(update={"translations": said}),
            now=timezone.now(),
        )
    except StaleHomeBase:
        return render_conflict(request, classroom, language)
    address = reverse("planner:translate_home_base", args=[classroom.pk, language])
    if kept is None:
        messages.success(request, "Nothing to change.")
    else:
        offer_back(request, address, classroom, spell_posted(before, kept.version))
    return redirect(address)


def render_conflict(request: HttpRequest, classroom: Classroom, language: Language) -> HttpResponse:
    """Both versions, and a form that still holds this person's: saved again, it is meant."""
    content, version = read_standing(classroom)
    stands, data = make_form(content, version, language), request.POST.copy()
    data["version"] = str(version)
    form = make_form(content, version, language, data)
    form.is_valid()
    conflict = list_disagreements(
        (str(pair.field.label), str(stands.initial[pair.text.name]), form.said[pair.text.name])
        for pair in form.pairs
    )
    return render_form(request, classroom, content, form, language, status=409, conflict=conflict)


def render_form(
    request: HttpRequest,
    classroom: Classroom,
    content: HomeContent,
    form: TranslationForm,
    language: Language,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The whole page around the form."""
    written = cast(Language, classroom.language)
    context = {
        "classroom": classroom,
        "form": form,
        "coverage": cover_texts(list_home_texts(content), content.translations, written),
        "language": LANGUAGES[language],
        "code": language,
        "original": LANGUAGES[written],
        "original_code": written,
        "step_back": take_step_back(request) if status == 200 else None,
        **more,
    }
    return render(request, "planner/home_base_translation.html", context, status=status)
