"""Families' days as sheets: each part drawn from its values and remembered, the page from them.

Nothing here touches a session, or differs between families whose sheet is the same.
"""

from collections.abc import Hashable, Sequence

from django.templatetags.static import static
from django.utils.safestring import SafeString

from planner.families.household_page import HouseholdPage
from planner.families.items import Item
from planner.families.moments import Sheet, make_sheet
from planner.families.page import FamilyPage
from planner.families.siblings import ChildItem, Row
from planner.fragments import draw, draw_known


def render_sheet(page: FamilyPage) -> Sheet:
    """A day of a class or a learner as markup, for any minute."""
    text = draw("planner/family_day.html", draw_parts(page, find_icons()))
    return make_sheet(text, page.day.date, [each.span for each in page.timed if each.span])


def find_icons() -> str:
    """The address of the icons, looked up once for a page: it shows some hundred of them."""
    return static("icons/icons.svg")


def draw_parts(page: FamilyPage, icons: str) -> dict[str, object]:
    """What the page is drawn from; its blocks and what changed are drawn before it."""
    listed = {"own": page.own, "today": page.day.is_ahead, "icons": icons}
    changes = {"changes": page.changes, "since": page.changed_since}
    return {
        "page": page,
        "icons": icons,
        "now": draw_items("planner/_family_now_item.html", page.timed, icons=icons),
        "upcoming": draw_items("planner/_family_next_item.html", page.timed, icons=icons),
        "timed": draw_items("planner/_family_item.html", page.timed, **listed),
        "untimed": draw_items("planner/_family_item.html", page.untimed, **listed),
        "days": draw_days(page, page.home),
        "languages": draw_known("planner/_family_languages.html", languages=page.languages),
        "changes": draw("planner/_family_changes.html", changes) if page.changes else "",
    }


def draw_days(page: FamilyPage | HouseholdPage, home: str) -> SafeString:
    """The days around the one that is shown."""
    return draw_known(
        "planner/_family_days.html",
        previous=page.previous,
        next=page.next,
        week=page.week,
        whole_week=page.whole_week,
        home=home,
        is_home=page.day.is_home,
    )


def draw_items(template_name: str, items: Sequence[Item], **more: Hashable) -> SafeString:
    """Each block as the fragment shows it."""
    return SafeString("".join([draw_known(template_name, item=item, **more) for item in items]))


def render_household_sheet(page: HouseholdPage) -> Sheet:
    """A household's day as markup, for any minute."""
    text = draw("planner/family_household.html", draw_household_parts(page))
    return make_sheet(text, page.day.date, [each.span for each in page.timed if each.span])


def draw_household_parts(page: HouseholdPage) -> dict[str, object]:
    """What a household's page is drawn from."""
    icons, today = find_icons(), page.day.is_ahead
    clashes = {"clashes": page.clashes, "devices": page.devices}
    ahead = {"ahead": page.ahead}
    return {
        "page": page,
        "icons": icons,
        "rows": SafeString("".join([draw_row(row, today, icons) for row in page.rows])),
        "untimed": draw_child_items(page.untimed, False, icons),
        "clashes": draw("planner/_family_household_clashes.html", clashes) if page.clashes else "",
        "ahead": draw("planner/_family_household_ahead.html", ahead) if page.ahead else "",
        "days": draw_days(page, page.day.address),
        "languages": draw_known("planner/_family_languages.html", languages=page.languages),
    }


def draw_row(row: Row, today: bool, icons: str) -> SafeString:
    """What begins at the same time."""
    items = draw_child_items(row.items, today, icons)
    return draw_known(
        "planner/_family_household_row.html", clock=row.clock, start=row.start, items=items
    )


def draw_child_items(items: Sequence[ChildItem], today: bool, icons: str) -> SafeString:
    """Siblings' blocks, each with whose it is."""
    drawn = (
        draw_known(
            "planner/_family_household_item.html",
            child=each.child,
            item=each.item,
            today=today,
            icons=icons,
        )
        for each in items
    )
    return SafeString("".join(drawn))
