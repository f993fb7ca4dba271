"""The coordinator's board: the page, its table alone, the trend, one day, the spreadsheet."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from planner import access
from planner.board import sheet
from planner.board.choices import Choice, find_rule, read_choice
from planner.board.day import BoardDay, read_board_day
from planner.board.drawn import LATELY_DRAWN, DrawnBoard, Key
from planner.board.ranking import SHOWN_FIRST, rank_rules
from planner.board.reading import Basis, Board, read_basis, read_board
from planner.board.table import spell_rows
from planner.board.trend import HEIGHT, WIDTH, place_points, read_trend
from planner.models import monday_of, week_at_hand
from planner.views.answers import signed_in

HERE = "<!-- here -->"
"""Where a template leaves room for bytes that are drawn already: megabytes it need not handle."""


@require_safe
def show_board_now(request: HttpRequest, pk: int) -> HttpResponse:
    """A board's standing address: this week's."""
    school = access.get_school_board(signed_in(request), pk)
    return redirect("planner:board", pk, week_at_hand(school.local_now(timezone.now()).date()))


@require_safe
def show_board(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """The whole board page."""
    school, schools = access.get_school_board_among(signed_in(request), pk)
    if monday.weekday() != 0:
        address = reverse("planner:board", args=[pk, monday_of(monday)])
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{query}" if query else address)
    basis = read_basis(school, monday)
    choice, unknown = read_choice(request.GET, basis.grades, basis.policies)
    context = {
        "school": school,
        "monday": monday,
        "friday": basis.dates[-1],
        "previous": monday - dt.timedelta(days=7),
        "following": monday + dt.timedelta(days=7),
        "this_monday": week_at_hand(school.local_now(timezone.now()).date()),
        "schools": schools,
        "choice": choice,
        "unknown": unknown,
        "class_count": len(basis.classes),
        "has_policies": len(basis.policies) > 1,
        "here": HERE,
    }
    before, form_end, after = render_to_string("planner/board.html", context, request).partition(
        HERE
    )
    if not form_end:
        return HttpResponse(before)
    drawn = draw_board(basis, choice)
    middle, _, end = after.partition(HERE)
    parts = [before.encode(), drawn.form, middle.encode(), drawn.results, end.encode()]
    return HttpResponse(parts)


@require_safe
def show_board_table(request: HttpRequest, pk: int, monday: dt.date) -> HttpResponse:
    """Figures and table alone, for another choice; the page's address follows it."""
    school = access.get_school_board(signed_in(request), pk)
    basis = read_basis(school, monday_of(monday))
    choice, _ = read_choice(request.GET, basis.grades, basis.policies)
    drawn = draw_board(basis, choice)
    count = b'<p id="board-count" hx-swap-oob="innerHTML">%b</p>' % drawn.shown
    response = HttpResponse([drawn.results, count])
    address = reverse("planner:board", args=[pk, basis.monday])
    response["HX-Push-Url"] = f"{address}{choice.query}"
    return response


def draw_board(basis: Basis, choice: Choice) -> DrawnBoard:
    """A board's parts as bytes; drawn anew only where something that they rest on has changed."""
    key = Key(basis, choice, get_language() or "")
    drawn = LATELY_DRAWN.find(key)
    if drawn is None:
        board = read_board(basis, choice)
        context = describe_board(board)
        results = render_to_string("planner/_board_results.html", context)
        drawn = DrawnBoard(
            form=render_to_string("planner/_board_choice.html", context).encode(),
            shown=render_to_string("planner/_board_count.html", context).encode(),
            results=results.replace(HERE, spell_rows(board)).encode(),
        )
        LATELY_DRAWN.keep(key, drawn)
    return drawn


def describe_board(board: Board) -> dict[str, object]:
    """What a board's parts are drawn from. Nothing of the person who looks, and no clock: they
    are kept for others."""
    basis, choice = board.basis, board.choice
    ranked = rank_rules(board.figures, basis.policies, choice)
    return {
        "school_id": basis.school_id,
        "monday": basis.monday,
        "columns": [(date, basis.closed.get(date, "")) for date in basis.dates],
        "grades": basis.grades,
        "policies": basis.policies,
        "choice": choice,
        "without_rule": choice.but(rule="", only=""),
        "waived_only": choice.but(only="waived"),
        "class_count": len(basis.classes),
        "row_count": len(board.rows),
        "figures": board.figures,
        "ranked": ranked[:SHOWN_FIRST],
        "ranked_rest": ranked[SHOWN_FIRST:],
        "here": HERE,
    }


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
    monday = monday_of(monday)
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
    if shown.school_id != school.pk or monday_of(date) != monday:
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
    basis = read_basis(school, monday_of(monday))
    choice, _ = read_choice(request.GET, basis.grades, basis.policies)
    content = sheet.write_sheet(sheet.list_lines(school, read_board(basis, choice)))
    name = slugify(school.name) or "school"
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{basis.monday}.csv"'
    return response
