"""The forms by which a coordinator waives a rule, and revokes a waiver."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planner.addresses import SCHOOL_YEARS
from planner.models import Classroom, School, Waiver, monday_of
from planner.services.waivers import WaivedRule

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
REASON = forms.Textarea(attrs={"rows": 3})
LONGEST = dt.timedelta(days=366)
"""A waiver takes no longer: what should not hold for years is no exception."""


@dataclass(frozen=True, slots=True)
class Dates:
    """From a date to another, both included."""

    since: dt.date
    until: dt.date

    def __str__(self) -> str:
        """In words: "Monday 16 November", "16 November to 20 November"."""
        if self.since == self.until:
            return date_format(self.since, "l j F")
        named = {"since": date_format(self.since, "j F"), "until": date_format(self.until, "j F")}
        return _("%(since)s to %(until)s") % named


def find_week(date: dt.date) -> Dates:
    """Monday to Sunday of a date's week."""
    monday = monday_of(date)
    return Dates(monday, monday + dt.timedelta(days=6))


class WaiverForm(forms.Form):
    """For whom a rule is waived, when and why; what was found suggests the dates."""

    place = forms.ChoiceField(label=gettext_lazy("For whom"), widget=forms.RadioSelect)
    span = forms.ChoiceField(label=gettext_lazy("When"), widget=forms.RadioSelect)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DATE)
    until = forms.DateField(label=gettext_lazy("Until and including"), required=False, widget=DATE)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        widget=REASON,
        help_text=gettext_lazy("The class's teachers read this, and it stays on record."),
    )

    def __init__(
        self, data: Any = None, *, classroom: Classroom, rule: WaivedRule, found: Dates
    ) -> None:
        """Offer the class and its school, the day or days of what was found, and their week."""
        dates = {"since": found.since, "until": found.until}
        super().__init__(data, initial={"place": "class", "span": "found", **dates})
        self.classroom, self.rule, self.found = classroom, rule, found
        everyone = _("All classes of %(school)s") % {"school": classroom.school.name}
        self.offer("place", [("class", classroom.name), ("school", everyone)])
        self.offer("span", self.list_spans())

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """What can be chosen in a field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def list_spans(self) -> list[tuple[str, str]]:
        """What was found, the whole week where that is longer, and dates of one's own."""
        week = find_week(self.found.since)
        is_week = self.found == week
        spans = [("found", _("This week: %s") % week if is_week else str(self.found))]
        if not is_week and self.found.until <= week.until:
            spans.append(("week", _("The whole week: %s") % week))
        return [*spans, ("dates", _("Other dates"))]

    def clean(self) -> dict[str, Any]:
        """The dates as `dates`, the class or the school as `where`."""
        data = super().clean() or {}
        whole = data.get("place") == "school"
        data["where"] = self.classroom.school if whole else self.classroom
        data["dates"] = self.read_dates(data)
        if data["dates"] is not None:
            self.check_dates(data["dates"])
        if data["dates"] is not None and not self.errors:
            self.check_new(data["where"], data["dates"])
        return data

    def read_dates(self, data: dict[str, Any]) -> Dates | None:
        """The dates that were chosen; None, with an error, where they cannot be read."""
        if data.get("span") in ("found", "week"):
            # What was left in the fields for other dates is not asked about.
            for name in ("since", "until"):
                self.errors.pop(name, None)
            return self.found if data["span"] == "found" else find_week(self.found.since)
        if data.get("span") == "dates":
            for name in ("since", "until"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Say which day."))
        return None if self.errors else Dates(data["since"], data["until"])

    def check_dates(self, dates: Dates) -> None:
        """They follow each other, are not far away, and are enough for the rule."""
        if dates.since.year not in SCHOOL_YEARS or dates.until.year not in SCHOOL_YEARS:
            self.add_error("since", _("That year is too far away."))
        elif dates.until < dates.since:
            self.add_error("until", _("It would end before it begins."))
        elif dates.until - dates.since >= LONGEST:
            self.add_error("until", _("A waiver is for a year at the most."))
        elif self.rule.is_wide and dates.until - dates.since < self.found.until - self.found.since:
            told = _("This rule looks at %s together: to waive a part of them has no effect.")
            self.add_error("until", told % self.found)

    def check_new(self, where: Classroom | School, dates: Dates) -> None:
        """It is not waived there already, all the time."""
        known = Waiver.objects.in_force(self.classroom, dates.since, dates.until).filter(
            policy_identifier=self.rule.policy_identifier, rule_id=self.rule.rule_id
        )
        if isinstance(where, School):
            known = known.filter(school=where)
        for waiver in known:
            if waiver.since <= dates.since and dates.until <= waiver.last:
                told = _("It is waived there already: %s.")
                raise forms.ValidationError(told % Dates(waiver.since, waiver.last))


class RevokeForm(forms.Form):
    """From when a waiver does not count any more, and why."""

    revoked_from = forms.DateField(label=gettext_lazy("It counts no more from"), widget=DATE)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, widget=REASON)

    def __init__(self, data: Any = None, *, waiver: Waiver, today: dt.date) -> None:
        """Suggest today, within the waiver's own dates."""
        suggested = min(max(today, waiver.since), waiver.until)
        super().__init__(data, initial={"revoked_from": suggested})
        self.waiver = waiver

    def clean_revoked_from(self) -> dt.date:
        """A date of the waiver."""
        date: dt.date = self.cleaned_data["revoked_from"]
        if not self.waiver.since <= date <= self.waiver.until:
            dates = Dates(self.waiver.since, self.waiver.until)
            raise forms.ValidationError(_("Choose one of its days: %s.") % dates)
        return date
