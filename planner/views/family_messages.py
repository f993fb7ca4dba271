"""What a learner or a family tells the teachers, by the link of the learner or the household."""

from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from planner.families.home_base import list_addresses
from planner.families.languages import name_language
from planner.families.messages import find_about, find_mood, list_moods, list_told
from planner.forms.messages import Written, read_message, read_uuid
from planner.models import EnrolledLearner, HomeLink, HomeOpening, Message, MoodCheck
from planner.secret_access import open_learner
from planner.services.links import note_use
from planner.services.messages import (
    MOST_WAITING,
    NewMessage,
    TooManyWaiting,
    send_message,
    tell_mood,
)
from planner.views.secret_answers import behind_link


@dataclass(frozen=True, slots=True)
class Desk:
    """The learner whose page it is, and where the page stands beneath the learner's day."""

    opening: HomeOpening
    learner: EnrolledLearner
    root: str
    rest: str
    language: str
    """The language that the address names; empty where the browser chooses."""

    @property
    def day(self) -> str:
        """The day's standing address in this language."""
        return name_language(self.root, self.language)


def open_desk(token: str, learner: int, rest: str, language: str) -> Desk:
    """The learner behind a link; 404 for everybody else's."""
    now = timezone.now()
    opening, enrolled = open_learner(token, learner, now)
    note_use(HomeLink, opening=opening, today=opening.local_now(now).date())
    root = reverse("planner:learner_day", args=[token, learner])
    return Desk(opening, enrolled, root, rest, language)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def ask_questions(
    request: HttpRequest, token: str, learner: int, language: str = ""
) -> HttpResponse:
    """A learner's own questions with their answers, and the form for another."""
    desk = open_desk(token, learner, "questions/", language)
    return answer_desk(request, desk, Message.Kind.QUESTION)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def give_feedback(
    request: HttpRequest, token: str, learner: int, language: str = ""
) -> HttpResponse:
    """What a family told the teachers before, and the form for more."""
    desk = open_desk(token, learner, "feedback/", language)
    return answer_desk(request, desk, Message.Kind.FEEDBACK)


def answer_desk(request: HttpRequest, desk: Desk, kind: Message.Kind) -> HttpResponse:
    """The page; posted, the message is sent, and the page comes anew."""
    if request.method != "POST":
        return render_messages(request, desk, kind)
    about = find_about(desk.learner, read_uuid(request.POST.get("block", "")))
    written = read_message(request.POST.dict(), desk.learner)
    if written.problem:
        return render_messages(request, desk, kind, written, written.problem)
    sent = NewMessage(
        gesture=written.gesture,
        kind=kind,
        classroom=written.classroom if about is None else about.classroom,
        block=None if about is None else about.block,
        about="" if about is None else about.title,
        text=written.text,
        language=get_language() or "en",
    )
    try:
        send_message(learner=desk.learner, sent=sent, now=timezone.now())
    except TooManyWaiting:
        return render_messages(request, desk, kind, written, say_enough())
    return HttpResponseRedirect(f"{desk.day}{desk.rest}?sent=1", status=303)


def say_enough() -> str:
    """Why another message has to wait."""
    words = gettext(
        "%(number)s of your messages wait for the teacher. Please send this one after an answer."
    )
    return words % {"number": MOST_WAITING}


def render_messages(
    request: HttpRequest,
    desk: Desk,
    kind: Message.Kind,
    written: Written | None = None,
    problem: str = "",
) -> HttpResponse:
    """The whole page; 422 where something keeps the message from going."""
    posted = request.POST if request.method == "POST" else request.GET
    mine = Message.objects.of_learner(desk.learner.pk, kind)
    context: dict[str, object] = {
        "is_question": kind == Message.Kind.QUESTION,
        "about": find_about(desk.learner, read_uuid(posted.get("block", ""))),
        "told": list_told(desk.opening, mine),
        "text": "" if written is None else written.text,
        "gesture": uuid4() if written is None else written.gesture,
        "classes": desk.learner.classes if len(desk.learner.classes) > 1 else (),
        "classroom": None if written is None else written.classroom,
        "problem": problem,
    }
    return render_desk(request, desk, "planner/family_messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def check_in(request: HttpRequest, token: str, learner: int, language: str = "") -> HttpResponse:
    """How the learner is today: one word, which only the teachers read."""
    desk = open_desk(token, learner, "mood/", language)
    now = timezone.now()
    today = desk.opening.local_now(now).date()
    problem = ""
    if request.method == "POST":
        mood = request.POST.get("mood", "")
        if mood in MoodCheck.Mood.values:
            tell_mood(learner=desk.learner, date=today, mood=MoodCheck.Mood(mood), now=now)
            return HttpResponseRedirect(f"{desk.day}{desk.rest}?sent=1", status=303)
        problem = gettext("Please choose one of these.")
    chosen = find_mood(desk.learner, today)
    context: dict[str, object] = {"moods": list_moods(chosen), "chosen": chosen, "problem": problem}
    return render_desk(request, desk, "planner/family_mood.html", context)


def render_desk(
    request: HttpRequest, desk: Desk, template: str, context: dict[str, object]
) -> HttpResponse:
    """A page of the learner's own, with the way back and the other languages."""
    context |= {
        "name": desk.learner.first_name,
        "day": desk.day,
        "here": f"{desk.day}{desk.rest}",
        "languages": list_addresses(desk.root, desk.rest, get_language() or "en"),
        "was_sent": request.method != "POST" and "sent" in request.GET,
    }
    # Without the request: nothing here may touch the session.
    page = loader.render_to_string(template, context)
    return HttpResponse(page, status=422 if context["problem"] else 200)
