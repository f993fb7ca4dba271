"""Help on each measure, and the record of any class and date."""

import datetime as dt
import inspect
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from planner import access
from planner.cadence import say_rule
from planner.cadence.examples import make_example_policy, tell_broken_example
from planner.cadence.measures import MEASURES
from planner.cadence.measuring import Example, Measure
from planner.cadence.sketches import sketch_days
from planner.forms.new_rule import list_measures, list_words, title_measure
from planner.records import read_record
from planner.strips import Strip, draw_strips
from planner.views.answers import signed_in


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day of an example, drawn."""

    name: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class ShownExample:
    """An example of a measure: a rule, a plan that keeps it, one that breaks it."""

    says: str
    text: str
    keeps: tuple[ShownDay, ...]
    keeps_text: str
    breaks: tuple[ShownDay, ...]
    breaks_text: str
    finding: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a rule can tell a measure."""

    name: str
    description: str
    words: tuple[str, ...]


@require_safe
def show_measure(request: HttpRequest, name: str) -> HttpResponse:
    """What a measure measures and why, with examples."""
    measure = MEASURES.get(name)
    if measure is None:
        raise Http404("There is no such measure.")
    first, *rest = (inspect.getdoc(measure) or "").replace("`", "").split("\n\n")
    context = {
        "name": name,
        "title": title_measure(name),
        "lead": first,
        "paragraphs": rest,
        "unit": measure.unit,
        "parameters": list_parameters(measure),
        "examples": [show_example(name, example) for example in measure.examples],
        "others": list_measures(),
    }
    return render(request, "planner/measure.html", context)


def list_parameters(measure: type[Measure]) -> list[Parameter]:
    """The measure's parameters with what they mean."""
    return [
        Parameter(name, field.description or "", tuple(list_words(field.annotation)))
        for name, field in measure.model_fields.items()
    ]


def show_example(name: str, example: Example) -> ShownExample:
    """An example with its plans drawn."""
    rule = make_example_policy(name, example).checked_rules[0]
    return ShownExample(
        says=say_rule(rule),
        text=f'measure = "{name}"\n{example.rule}',
        keeps=draw_days(example.keeps),
        keeps_text=example.keeps,
        breaks=draw_days(example.breaks),
        breaks_text=example.breaks,
        finding=tell_broken_example(name, example),
    )


def draw_days(sketch: str) -> tuple[ShownDay, ...]:
    """Each day of a plan in the short notation, drawn."""
    return tuple(ShownDay(f"{day.date:%A}", draw_strips(day)) for day in sketch_days(sketch))


@require_safe
def show_record(request: HttpRequest, pk: int, date: dt.date) -> HttpResponse:
    """What was in force, published and found for a class on a date."""
    classroom = access.get_classroom(signed_in(request), pk)
    record = read_record(classroom, date)
    local = classroom.school.local_now
    # Without its zone, or the template would turn it back to the server's own.
    times = [local(each.snapshot.published_at).replace(tzinfo=None) for each in record.publications]
    context = {
        "classroom": classroom,
        "record": record,
        "publications": list(zip(record.publications, times, strict=True)),
        "day_before": date - dt.timedelta(days=1),
        "day_after": date + dt.timedelta(days=1),
        "may_see_policies": access.may_read_policies(signed_in(request), classroom),
    }
    return render(request, "planner/day_record.html", context)
