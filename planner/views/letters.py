"""Letters that hand out the links of a class and its homes: chosen on one page, printed from the
next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template import loader
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planner.access import get_classroom_to_plan
from planner.families.languages import LANGUAGES
from planner.families.letters import write_letter
from planner.forms.letters import LettersForm
from planner.home_access import learners_of, list_households
from planner.models import Classroom, FamilyLink, HomeLink, Learner, SecretAddress
from planner.services.links import find_working_address, find_working_addresses
from planner.views.address_cards import hold_for_class, spell_page
from planner.views.answers import signed_in
from planner.views.secret_answers import keep_secret


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter would be for, and the address that it would hand out, if there is one."""

    whose: str
    name: str
    """As the teacher knows them."""
    names: Sequence[str]
    address: SecretAddress | None


@never_cache
@require_safe
@keep_secret
def show_letters(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be printed, to choose from."""
    classroom = get_classroom_to_plan(signed_in(request), pk)
    return show_choice(request, classroom, make_form(classroom, None))


@never_cache
@require_safe
@keep_secret
def print_letters(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters, one to a sheet, in the language that was chosen. No address of ours that leads
    here has a token in it."""
    classroom = get_classroom_to_plan(signed_in(request), pk)
    form = make_form(classroom, request.GET)
    if not form.is_valid():
        return show_choice(request, classroom, form, 422)
    chosen = form.cleaned_data
    found = list(find_addressees(request, classroom, chosen["of"], set(chosen["only"])))
    ready = [each for each in found if each.address is not None and each.address.is_showable()]
    context = {
        "classroom": classroom,
        "letters": render_letters(request, classroom, ready, chosen["language"]),
        "without": [each.name for each in found if each not in ready],
    }
    return render(request, "planner/letters_to_print.html", context)


def make_form(classroom: Classroom, data: QueryDict | None) -> LettersForm:
    """The form for a class, with its learners to tick."""
    learners = [(learner.pk, learner.first_name) for learner in learners_of(classroom)]
    return LettersForm(data, languages=LANGUAGES, learners=learners)


def show_choice(
    request: HttpRequest, classroom: Classroom, form: LettersForm, status: int = 200
) -> HttpResponse:
    """The page with the form."""
    context = {"classroom": classroom, "form": form}
    return render(request, "planner/letters.html", context, status=status)


def find_addressees(
    request: HttpRequest, classroom: Classroom, of: str, only: set[int]
) -> Iterator[Addressee]:
    """Whom the chosen letters are for; `only` are the keys of learners, nobody for everybody."""
    today = hold_for_class(classroom).read_today()
    if of == "classroom":
        link = find_working_address(FamilyLink, of=classroom, today=today)
        yield Addressee("classroom", classroom.name, (), link)
        return
    if of == "learners":
        learners = [each for each in learners_of(classroom) if is_wanted([each], only)]
        links = find_working_addresses(HomeLink, places=learners, today=today)
        for learner in learners:
            name = learner.first_name
            yield Addressee("learner", name, (name,), links.get(learner.pk))
        return
    homes = [
        home
        for home in list_households(signed_in(request), classroom)
        if not home.is_shared and is_wanted(home.learners, only)
    ]
    links = find_working_addresses(HomeLink, places=[home.household for home in homes], today=today)
    for home in homes:
        names = [learner.first_name for learner in home.learners]
        address = links.get(home.household.pk)
        yield Addressee("household", home.household.label, names, address)


def is_wanted(learners: Sequence[Learner], only: set[int]) -> bool:
    """Whether one of these was ticked, or nobody was."""
    return not only or any(learner.pk in only for learner in learners)


def render_letters(
    request: HttpRequest, classroom: Classroom, ready: Sequence[Addressee], language: str
) -> list[SafeString]:
    """The letters' own markup, each in the language of the home."""
    with override(language):
        return [render_letter(request, classroom, each) for each in ready]


def render_letter(request: HttpRequest, classroom: Classroom, each: Addressee) -> SafeString:
    """One letter, in the language being spoken."""
    address = each.address
    if address is None:
        raise ValueError("A letter without an address hands out nothing.")
    letter = write_letter(
        each.whose,
        each.names,
        classroom.name,
        classroom.school.name,
        spell_page(request, address),
        address.spell_token(),
        address.expires_on,
    )
    return loader.render_to_string("planner/_family_letter.html", {"letter": letter})
