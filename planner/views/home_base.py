"""A class's home base as its teachers see it: the families' page, and the form that changes it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from planner import access
from planner.cadence.plan import Language
from planner.families.home_base import make_home_base
from planner.families.texts import cover_texts
from planner.forms.home_base import HomeBaseForm, Step, change_entries, spell_form, spell_posted
from planner.models import Classroom
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
from planner.views.disagreements import Disagreement
from planner.views.step_back import StepBack, offer_step_back, take_step_back


@require_safe
def show_home_base(request: HttpRequest, pk: int) -> HttpResponse:
    """The home base as families see it, with the way to change it for those who may."""
    user = signed_in(request)
    classroom = access.get_classroom(user, pk)
    row = find_home_base(pk)
    content, written = read_content(row), cast(Language, classroom.language)
    moment = None if row is None else row.changed_at
    context = {
        "classroom": classroom,
        "row": row,
        "changed_on": moment and classroom.school.local_now(moment).date(),
        "base": make_home_base(as_written(content), written),
        "coverage": cover_texts(list_home_texts(content), content.translations, written),
        "may_plan": access.may_plan(user, classroom),
        "step_back": take_step_back(request),
    }
    return render(request, "planner/home_base.html", context)


def as_written(content: HomeContent) -> HomeContent:
    """What its teachers wrote, and not what it says in the language of this page."""
    return content.model_copy(update={"translations": ()})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_home_base(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page as a form; posted, an entry is added, moved or taken away, or all is kept."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    if request.method != "POST":
        row = find_home_base(pk)
        values = spell_form(read_content(row), 0 if row is None else row.version)
        return render_form(request, classroom, open_form(values))
    if name := request.POST.get("step", ""):
        step = change_entries(request.POST.dict(), name)
        return render_form(request, classroom, open_form(step.values), step=step, name=name)
    return save_posted(request, classroom)


def open_form(values: dict[str, Any]) -> HomeBaseForm:
    """A form with these values, of which nothing is checked yet."""
    return HomeBaseForm(initial=values)


def save_posted(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Keep what was posted: 422 where it cannot be read, 409 where somebody was quicker."""
    form = HomeBaseForm(request.POST.dict())
    if not form.is_valid():
        return render_form(request, classroom, form, status=422)
    version: int = form.cleaned_data["version"]
    before = read_content(find_home_base(classroom.pk))
    content = form.read_content(before)
    try:
        kept = keep_home_base(
            by=signed_in(request),
            classroom=classroom,
            version=version,
            content=content,
            now=timezone.now(),
        )
    except StaleHomeBase:
        return render_conflict(request, classroom, content)
    if kept is None:
        messages.success(request, "Nothing to change.")
    else:
        page = reverse("planner:home_base", args=[classroom.pk])
        offer_back(request, page, classroom, spell_posted(before, kept.version))
    return redirect("planner:home_base", classroom.pk)


def offer_back(request: HttpRequest, page: str, classroom: Classroom, was: dict[str, str]) -> None:
    """Offer on a page what the home base said before, as an edit of what it says now: whoever
    changes it meanwhile is not overwritten."""
    edit = reverse("planner:edit_home_base", args=[classroom.pk])
    words = "The home base is kept: families see it now."
    offer_step_back(request, page, StepBack(words, edit, was))


def render_conflict(
    request: HttpRequest, classroom: Classroom, content: HomeContent
) -> HttpResponse:
    """409: both versions, and a form that still holds this person's: saved again, it is meant."""
    row = find_home_base(classroom.pk)
    version = 0 if row is None else row.version
    values = spell_form(content, version) | {"translations": request.POST.get("translations", "")}
    form = open_form(values)
    conflict = compare(read_content(row), content)
    return render_form(request, classroom, form, status=409, conflict=conflict)


def render_form(
    request: HttpRequest,
    classroom: Classroom,
    form: HomeBaseForm,
    *,
    status: int = 200,
    step: Step | None = None,
    name: str = "",
    conflict: list[Disagreement] | None = None,
) -> HttpResponse:
    """The page around the form; after a step whoever pressed it goes on from there."""
    what = name.partition("-")[0]
    if what == "add" and step is not None and step.place is not None:
        form.entries[step.place].fields["title"].widget.attrs["autofocus"] = True
    context = {
        "classroom": classroom,
        "form": form,
        "conflict": conflict,
        "step": step,
        "what": what,
    }
    return render(request, "planner/home_base_form.html", context, status=status)


def compare(theirs: HomeContent, yours: HomeContent) -> list[Disagreement]:
    """The parts in which two home bases differ."""
    told, asked = spell_parts(theirs), spell_parts(yours)
    return [
        Disagreement(label, told[label], asked[label])
        for label in told
        if told[label] != asked[label]
    ]


def spell_parts(content: HomeContent) -> dict[str, str]:
    """A home base in words, part by part, for people to compare."""
    form = open_form(spell_form(content, 0))
    parts = {
        "Welcome": content.welcome,
        "How to get help": content.getting_help,
        "In the evening": content.evening,
        "In other languages": "\n".join(
            f"{LANGUAGES[each.language]}: {each.text}" for each in content.translations
        ),
    }
    for section, heading, _, _ in form.sections:
        mine = (each for each in content.entries if each.section == section)
        parts[heading] = "\n".join(
            ", ".join(filter(None, (each.title, each.link, each.sign_in, each.words)))
            for each in mine
        )
    return parts
