"""How the share of kept class-days went over the last weeks, and the line that shows it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from planner.board.choices import Choice, RuleName
from planner.board.reading import PolicyAsked, RuleCounts, find_closed, find_state, is_kept
from planner.models import Classroom, School, Stage, Verdict, monday_of, week_dates

WEEKS = 8
WIDTH, HEIGHT, MARGIN = 320, 96, 8


@dataclass(frozen=True, slots=True)
class TrendWeek:
    """One week: how many of its published class-days keep what is asked."""

    monday: dt.date
    kept: int
    counted: int

    @property
    def percent(self) -> int | None:
        """The share, rounded down; None where nothing was published."""
        return 100 * self.kept // self.counted if self.counted else None


@dataclass(frozen=True, slots=True)
class Point:
    """A week's place in the picture."""

    x: float
    y: float


def read_trend(
    school: School, monday: dt.date, choice: Choice, rule: RuleName | None
) -> tuple[TrendWeek, ...]:
    """The eight weeks that end with this one, oldest first; counted like the board's figures."""
    mondays = [monday - dt.timedelta(days=7 * back) for back in range(WEEKS)][::-1]
    dates = tuple(date for each in mondays for date in week_dates(each))
    closed = find_closed(school, dates)
    broken, asked = RuleCounts(choice), PolicyAsked(choice.asked_policy)
    kept: Counter[dt.date] = Counter()
    counted: Counter[dt.date] = Counter()
    for date, text, policies, count in _count_alike(school, dates, choice.grade):
        if date in closed or not asked[policies] or (rule and not rule.asks_on(date)):
            continue
        week = monday_of(date)
        counted[week] += count
        kept[week] += count if is_kept(find_state(broken[text]), choice) else 0
    return tuple(TrendWeek(each, kept[each], counted[each]) for each in mondays)


def _count_alike(
    school: School, dates: tuple[dt.date, ...], grade: str
) -> list[tuple[dt.date, str, str, int]]:
    """How many published class-days of a date break the same rules under the same policies."""
    days = Verdict.objects.filter(
        classroom__school=school,
        stage=Stage.PUBLISHED,
        window=Verdict.Window.DAY,
        date__gte=dates[0],
        date__lte=dates[-1],
    )
    if grade:
        classes = Classroom.objects.filter(school=school).values_list("pk", "grades")
        days = days.filter(classroom__in=[pk for pk, grades in classes if grade in grades])
    alike = days.values_list("date", "broken_rules", "rules_in_force").order_by("date")
    return list(alike.annotate(count=Count("pk")))


def place_points(weeks: tuple[TrendWeek, ...]) -> list[list[Point]]:
    """The line's points, in stretches: a week without anything published interrupts it."""
    step = (WIDTH - 2 * MARGIN) / max(1, len(weeks) - 1)
    stretches: list[list[Point]] = [[]]
    for place, week in enumerate(weeks):
        if week.percent is None:
            stretches.append([])
            continue
        y = HEIGHT - MARGIN - week.percent * (HEIGHT - 2 * MARGIN) / 100
        stretches[-1].append(Point(round(MARGIN + place * step, 1), round(y, 1)))
    return [stretch for stretch in stretches if stretch]
