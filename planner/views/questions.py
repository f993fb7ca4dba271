"""What homes asked and told: one queue for each teacher, over all the teacher's classes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from planner import access
from planner.families.words import say_moment
from planner.forms.messages import AnswerForm
from planner.models import Classroom, Message, MoodCheck, User
from planner.services.messages import AlreadySettled, answer_message, put_aside, reopen_message
from planner.views.answers import signed_in

MOST_SHOWN = 50
TAKEN_BACK = "taken_back"
SETTLED_SHOWN = dt.timedelta(days=14)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
BY_NEED = [MoodCheck.Mood(name) for name in ("worried", "sad", "tired", "so_so", "fine", "great")]


@dataclass(frozen=True, slots=True)
class Card:
    """A message as its teacher reads it."""

    message: Message
    sent: str
    """When, on the school's clock."""
    form: AnswerForm

    @property
    def block(self) -> str:
        """The key of the block that it is about, while that stands."""
        block = self.message.block
        return "" if block is None or block.removed_at is not None else str(block.pk)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The message that this person let wait again last, and the answer that it had: remembered
    until the next, so that a reload loses nothing."""

    message: int = 0
    answer: str = ""


def recall_taken_back(request: HttpRequest) -> TakenBack:
    """What was taken back last; of no message where nothing was."""
    return TakenBack(**request.session.get(TAKEN_BACK, {}))


@never_cache
@require_safe
def show_questions(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, and what was settled lately."""
    back = recall_taken_back(request)
    places = choose_places(request, choose_class(request)) if back.message else ()
    again = Message.objects.filter(classroom__in=places, pk=back.message)
    opened = again.waiting().with_places().first()
    if opened is None:
        return render_queue(request)
    form = AnswerForm(initial={"answer": back.answer}, prefix=str(opened.pk))
    return render_queue(request, opened, form)


@never_cache
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a message: 422 where the answer is empty, 409 where somebody was quicker."""
    user = signed_in(request)
    message = access.get_message_to_settle(user, pk)
    form = AnswerForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return render_queue(request, message, form, status=422)
    try:
        answer_message(
            by=user, message=message, text=form.cleaned_data["answer"], now=timezone.now()
        )
    except AlreadySettled:
        return render_queue(request, message, form, status=409)
    messages.success(request, f"Answered. {message.learner} reads it on the page of questions.")
    return redirect(find_queue(request))


@never_cache
@require_POST
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a message wait no longer, without an answer."""
    user = signed_in(request)
    message = access.get_message_to_settle(user, pk)
    try:
        put_aside(by=user, message=message, now=timezone.now())
    except AlreadySettled:
        messages.info(request, "Somebody has settled this meanwhile.")
    else:
        messages.success(request, "Put aside. It stands below, should you want it back.")
    return redirect(find_queue(request))


@never_cache
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a message wait again; the words of an answer that was taken back stand in its form."""
    message = access.get_message_to_settle(signed_in(request), pk)
    former = reopen_message(message=message)
    # Posted twice, there is no answer left to take back: the words of the first time stay.
    if former or recall_taken_back(request).message != pk:
        request.session[TAKEN_BACK] = asdict(TakenBack(pk, former))
    messages.success(request, "It waits again. An answer that there was stands in the form.")
    return redirect(find_queue(request))


@never_cache
@require_safe
def show_moods(request: HttpRequest, pk: int) -> HttpResponse:
    """How the learners of a class are today: for those who plan it, and for nobody else."""
    classroom = access.get_classroom_to_plan(signed_in(request), pk)
    today = classroom.school.local_now(timezone.now()).date()
    told = list(MoodCheck.objects.of_class(classroom, today))
    rows = [(mood.label, [each.learner for each in told if each.mood == mood]) for mood in BY_NEED]
    context = {
        "classroom": classroom,
        "today": today,
        "rows": [row for row in rows if row[1]],
        "silent": classroom.enrollments.count() - len(told),
    }
    return render(request, "planner/moods.html", context)


def find_queue(request: HttpRequest) -> str:
    """The queue's address, for the class that the page showed."""
    named = request.POST.get("class", "")
    address = reverse("planner:questions")
    return f"{address}?{urlencode({'class': named})}" if named.isdecimal() else address


def choose_class(request: HttpRequest) -> Classroom | None:
    """The class that the queue is narrowed to; None for all that the person teaches."""
    named = request.POST.get("class", "") or request.GET.get("class", "")
    if not named:
        return None
    if not named.isdecimal() or len(named) > 18:
        raise Http404("There is no such class.")
    return access.get_classroom_to_plan(signed_in(request), int(named))


def choose_places(
    request: HttpRequest, classroom: Classroom | None
) -> QuerySet[Classroom] | Iterable[Classroom]:
    """The classes whose messages are shown: the one chosen, or all that the person teaches."""
    return access.classrooms_taught_by(signed_in(request)) if classroom is None else [classroom]


def render_queue(
    request: HttpRequest,
    opened: Message | None = None,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; `form` is what stands in the form of the opened message."""
    classroom = choose_class(request)
    taught = access.classrooms_taught_by(signed_in(request)).order_by("name", "pk")
    places = choose_places(request, classroom)
    mine = Message.objects.filter(classroom__in=places).with_places()
    waiting = mine.waiting()
    count = waiting.count()
    shown = list(waiting[:MOST_SHOWN])
    if opened is not None and opened.pk not in {each.pk for each in shown}:
        opened.refresh_from_db()
        shown.insert(0, opened)
    settled = mine.settled_since(timezone.now() - SETTLED_SHOWN)[:MOST_SHOWN]
    context = {
        "cards": [make_card(each, form if each == opened else None) for each in shown],
        "settled": [make_card(each, None) for each in settled if each != opened],
        "words": say_waiting(count),
        "more": max(count - MOST_SHOWN, 0),
        "classroom": classroom,
        "taught": list(taught),
        "opened": None if opened is None else opened.pk,
    }
    return render(request, "planner/questions.html", context, status=status)


def make_card(message: Message, form: AnswerForm | None) -> Card:
    """A message with the form of its answer; where one stands open, typing goes on in it."""
    if form is not None:
        form.fields["answer"].widget.attrs["autofocus"] = True
    sent = say_moment(message.classroom.school.local_now(message.sent_at))
    return Card(message, sent, form or AnswerForm(prefix=str(message.pk)))


def count_waiting(user: User) -> int:
    """How many messages of the classes that a person teaches wait; one query."""
    mine = Message.objects.filter(classroom__in=access.classrooms_taught_by(user))
    return mine.waiting().count()


def say_waiting(count: int) -> str:
    """How many messages wait, in words."""
    if count == 0:
        return "nothing waits for an answer"
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {'waits' if count == 1 else 'wait'} for an answer"
