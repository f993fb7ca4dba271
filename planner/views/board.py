"""The coordinator's board: the page, its table alone, the trend, one day, the spreadsheet."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from planner import access
from planner.board import sheet
from planner.board.choices import Choice, find_rule, read_choice
from planner.board.day import BoardDay, read_board_day
from planner.board.drawn import DrawnBoard, draw_board
from planner.board.ranking import SHOWN_FIRST, rank_rules
from planner.board.reading import Basis, read_basis, read_board
from planner.board.trend import HEIGHT, WIDTH, place_points, read_trend
from planner.models import School
from planner.views.answers import signed_in

HERE_COME_THE_ROWS = "<!-- rows -->"


def find_monday(date: dt.date) -> dt.date:
    """The Monday of a date's week."""
    return date - dt.timedelta(days=date.weekday())


@require_safe
def show_board_now(request: HttpRequest, pk: int) -> HttpResponse:
    """A board's standing address: this week's."""
    school = access.get_school_board(signed_in(request), pk)
    return redirect("planner:board", pk, find_monday(school.local_now(timezone.now()).date()))


@require_safe
def show_board(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The whole board page."""
    school = access.get_school_board(signed_in(request), pk)
    if monday.weekday() != 0:
        address = reverse("planner:board", args=[pk, find_monday(monday)])
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{query}" if query else address)
    basis = read_basis(school, monday)
    choice, unknown = read_choice(request.GET, basis.grades, basis.policies)
    drawn = draw_board(basis, choice)
    context = describe_board(request, school, basis, choice, drawn)
    context |= {
        "unknown": unknown,
        "schools": access.schools_overseen_by(signed_in(request)).order_by("name", "pk"),
    }
    return splice_rows(render_to_string("planner/board.html", context, request), drawn)


@require_safe
def show_board_table(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """Figures and table alone, for another choice; the page's address follows it."""
    school = access.get_school_board(signed_in(request), pk)
    basis = read_basis(school, find_monday(monday))
    choice, _ = read_choice(request.GET, basis.grades, basis.policies)
    drawn = draw_board(basis, choice)
    context = describe_board(request, school, basis, choice, drawn)
    response = splice_rows(render_to_string("planner/_board_answer.html", context, request), drawn)
    address = reverse("planner:board", args=[pk, basis.monday])
    response["HX-Push-Url"] = f"{address}{choice.query}"
    return response


def describe_board(
    request: HttpRequest, school: School, basis: Basis, choice: Choice, drawn: DrawnBoard
) -> dict[str, object]:
    """What the board's templates draw from."""
    ranked = rank_rules(drawn.figures, basis.policies, choice)
    return {
        "school": school,
        "monday": basis.monday,
        "friday": basis.dates[-1],
        "previous": basis.monday - dt.timedelta(days=7),
        "following": basis.monday + dt.timedelta(days=7),
        "this_monday": find_monday(school.local_now(timezone.now()).date()),
        "columns": [(date, basis.closed.get(date, "")) for date in basis.dates],
        "grades": basis.grades,
        "policies": basis.policies,
        "has_policies": len(basis.policies) > 1,
        "choice": choice,
        "everything": Choice(sort=choice.sort),
        "without_rule": choice.but(rule="", only=""),
        "class_count": len(basis.classes),
        "row_count": drawn.row_count,
        "figures": drawn.figures,
        "ranked": ranked[:SHOWN_FIRST],
        "ranked_rest": ranked[SHOWN_FIRST:],
        "rows_come_here": HERE_COME_THE_ROWS,
    }


def splice_rows(page: str, drawn: DrawnBoard) -> HttpResponse:
    """Put the drawn rows, bytes already, into the page: megabytes that no template need handle."""
    before, _, after = page.partition(HERE_COME_THE_ROWS)
    return HttpResponse([before.encode(), drawn.rows, after.encode()])


@require_safe
def show_board_trend(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """How the share went, as a page of its own."""
    return render_trend(request, pk, monday, "planner/board_trend.html")


@require_safe
def show_board_trend_panel(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The same for the board, which asks for it once it is there."""
    return render_trend(request, pk, monday, "planner/_board_trend.html")


def render_trend(request: HttpRequest, pk: int, monday: dt.date, template: str) -> HttpResponse:
    """The trend of the weeks up to this one, under the choice."""
    school = access.get_school_board(signed_in(request), pk)
    monday = find_monday(monday)
    basis = read_basis(school, monday)
    choice, _ = read_choice(request.GET, basis.grades, basis.policies)
    weeks = read_trend(school, monday, choice, find_rule(basis.policies, choice))
    context = {
        "school": school,
        "monday": monday,
        "choice": choice,
        "weeks": weeks,
        "stretches": place_points(weeks),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render(request, template, context)


@require_safe
def show_board_day(
    request: HttpRequest, pk: int, monday: dt.date, classroom: int, date: dt.date
) -> HttpResponse:
    """One class's published day with its findings, as a page."""
    return render(
        request, "planner/board_day.html", describe_day(request, pk, monday, classroom, date)
    )


@require_safe
def show_board_day_panel(
    request: HttpRequest, pk: int, monday: dt.date, classroom: int, date: dt.date
) -> HttpResponse:
    """The same beside the board."""
    context = describe_day(request, pk, monday, classroom, date) | {"beside": True}
    return render(request, "planner/_board_day.html", context)


def describe_day(
    request: HttpRequest, pk: int, monday: dt.date, classroom: int, date: dt.date
) -> dict[str, object]:
    """What the templates of one day draw from; 404 for a day of another school or week."""
    user = signed_in(request)
    school = access.get_school_board(user, pk)
    shown = access.get_classroom(user, classroom)
    if shown.school_id != school.pk or find_monday(date) != monday:
        raise Http404("This class and day are not on this board.")
    day: BoardDay = read_board_day(shown, date)
    query = request.META.get("QUERY_STRING", "")
    published = day.snapshot and school.local_now(day.snapshot.published_at).replace(tzinfo=None)
    return {
        "school": school,
        "monday": monday,
        "classroom": shown,
        "day": day,
        "published_at": published,
        "query": f"?{query}" if query else "",
    }


@require_safe
def download_board(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The board as a spreadsheet, under the same choice."""
    school = access.get_school_board(signed_in(request), pk)
    basis = read_basis(school, find_monday(monday))
    choice, _ = read_choice(request.GET, basis.grades, basis.policies)
    content = sheet.write_sheet(sheet.list_lines(school, read_board(basis, choice)))
    name = slugify(school.name) or "school"
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{basis.monday}.csv"'
    return response
