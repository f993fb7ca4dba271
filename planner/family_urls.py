"""Addresses that families open, without an account: of a class, of a home, and of their calendars.

Each page has an address in which the browser chooses the language, and one that names it.
"""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from planner.views import (
    family,
    family_calendar,
    family_home_base,
    family_messages,
    family_week,
    feed,
    home_calendar,
    household,
    household_week,
    learner,
    learner_week,
)

CLASS = "f/<str:token>/"
HOME = "h/<str:token>/"
LEARNER = "h/<str:token>/of/<int:learner>/"
DATE = "<written_date:date>/"
View = Callable[..., HttpResponseBase]


def speak(root: str, rest: str, view: View, name: str) -> list[URLPattern]:
    """The two addresses of a page beneath a link."""
    roots = (root, f"{root}<language:language>/")
    return [path(each + rest, view, name=name) for each in roots]


urlpatterns: list[URLPattern] = [
    # A class, as all of its families may see it.
    *speak(CLASS, "", family.show_family_home, "family_home"),
    *speak(CLASS, DATE, family.show_family_day, "family_day"),
    *speak(CLASS, "week/", family_week.show_family_week, "family_week"),
    *speak(CLASS, f"week/{DATE}", family_week.show_family_week, "family_week"),
    *speak(CLASS, "home/", family_home_base.show_class_home_base, "class_home_base"),
    *speak(CLASS, "calendar/", family_calendar.show_family_calendar, "family_calendar"),
    path(f"{CLASS}qr.svg", family_week.show_family_code, name="family_code"),
    path(f"{CLASS}worker.js", family.show_family_worker, name="family_worker"),
    # A household: siblings side by side, and what it tells of its devices.
    *speak(HOME, "", household.show_home, "home"),
    *speak(HOME, DATE, household.show_home, "home"),
    *speak(HOME, "week/", household_week.show_household_week, "household_week"),
    *speak(HOME, f"week/{DATE}", household_week.show_household_week, "household_week"),
    *speak(HOME, "devices/", household.show_devices, "devices"),
    *speak(HOME, "calendar/", home_calendar.show_home_calendar, "home_calendar"),
    path(f"{HOME}qr.svg", household_week.show_household_code, name="household_code"),
    path(f"{HOME}worker.js", learner.show_home_worker, name="home_worker"),
    # A learner: the own days, and what is told and asked.
    *speak(LEARNER, "", learner.show_learner_day, "learner_day"),
    *speak(LEARNER, DATE, learner.show_learner_day, "learner_day"),
    *speak(LEARNER, "week/", learner_week.show_learner_week, "learner_week"),
    *speak(LEARNER, f"week/{DATE}", learner_week.show_learner_week, "learner_week"),
    *speak(LEARNER, "home/", family_home_base.show_learner_home_bases, "learner_home_bases"),
    *speak(
        LEARNER,
        "home/<int:classroom>/",
        family_home_base.show_learner_home_base,
        "learner_home_base",
    ),
    *speak(LEARNER, "calendar/", home_calendar.show_learner_calendar, "learner_calendar"),
    *speak(LEARNER, "questions/", family_messages.ask_questions, "own_questions"),
    *speak(LEARNER, "feedback/", family_messages.give_feedback, "own_feedback"),
    *speak(LEARNER, "mood/", family_messages.check_in, "own_mood"),
    path(f"{LEARNER}marks/", learner.receive, name="marks"),
    path(f"{LEARNER}qr.svg", learner_week.show_learner_code, name="learner_code"),
    # Calendars.
    path("feeds/<str:token>.ics", feed.show_feed, name="feed"),
    path("feeds/<str:token>/<language:language>.ics", feed.show_feed, name="feed"),
]
