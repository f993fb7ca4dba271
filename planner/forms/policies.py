"""Forms about whole policies: bringing one in, where and from when one holds, a new version."""

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format

from planner.addresses import SCHOOL_YEARS
from planner.cadence import Policy as CadencePolicy
from planner.cadence import PolicyError, parse_policy
from planner.cadence.plan import GRADES
from planner.models import District, Policy, PolicyUse, School, Trial

LARGEST_FILE = 512 * 1024
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
IN_PAST = "Days that are over keep the rules they were judged by: choose today or a later date."


class ImportForm(forms.Form):
    """A policy as a file or as pasted text, TOML or JSON."""

    file = forms.FileField(label="A file", required=False, help_text="Ending in .toml or .json.")
    text = forms.CharField(
        label="Or its text",
        required=False,
        max_length=LARGEST_FILE,
        # Lines are counted from where the person's text begins.
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "class": "code"}),
    )

    def clean(self) -> dict[str, Any]:
        """The policy as `cleaned_data["policy"]`; what is wrong with it, line by line."""
        data = super().clean() or {}
        file = data.get("file")
        if bool(file) == bool((data.get("text") or "").strip()):
            raise forms.ValidationError("Choose a file, or paste the text: one of the two.")
        text, name = read_upload(file) if file else (data["text"], "the text")
        is_json = name.endswith(".json") or text.lstrip().startswith("{")
        try:
            data["policy"] = parse_policy(text, name, "json" if is_json else "toml")
        except PolicyError as error:
            problems = [str(problem) for problem in error.problems]
            raise forms.ValidationError({"file" if file else "text": problems}) from error
        return data


def read_upload(file: UploadedFile[bytes]) -> tuple[str, str]:
    """An uploaded file's text and name."""
    name = file.name or "the file"
    if (file.size or 0) > LARGEST_FILE:
        raise forms.ValidationError({"file": "No policy is that large: at most 512 KB."})
    try:
        return file.read().decode("utf-8-sig"), name
    except UnicodeDecodeError as error:
        raise forms.ValidationError({"file": f"{name} is not written in UTF-8."}) from error


class AdoptForm(forms.Form):
    """One of the policies that come with blendplan."""

    shipped = forms.CharField(max_length=60)


class UseForm(forms.Form):
    """Where, for which grades and from when a policy holds."""

    school = forms.ModelChoiceField(School.objects.none(), required=False, empty_label="All")
    grades = forms.MultipleChoiceField(
        choices=[(grade, grade) for grade in GRADES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: all grades.",
    )
    since = forms.DateField(label="From", widget=DATE)
    until = forms.DateField(
        label="Until and including", required=False, widget=DATE, help_text="Empty: until it ends."
    )

    def __init__(self, data: Any = None, *, policy: Policy, today: dt.date) -> None:
        """Offer the district's schools."""
        super().__init__(data, initial={"since": today})
        self.policy, self.today = policy, today
        schools = School.objects.filter(district=policy.district_id).order_by("name")
        field = self.fields["school"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = schools

    def clean_since(self) -> dt.date:
        """Today or later."""
        return check_not_past(self.cleaned_data["since"], self.today)

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and no version of the policy holds there already."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "It would end before it begins.")
        if since and not self.errors:
            self.check_free(data)
        return data

    def check_free(self, data: dict[str, Any]) -> None:
        """Two versions of one policy never hold for the same classes on the same day."""
        others = PolicyUse.objects.filter(
            policy__district=self.policy.district_id, policy__identifier=self.policy.identifier
        ).exclude(until__lt=data["since"])
        for use in others.select_related("policy", "school"):
            if meets(use, data):
                since = date_format(use.since, "j F Y")
                raise forms.ValidationError(
                    f"Version {use.policy.version} holds there from {since}. End it first, or "
                    "change it and save that as a new version: then one follows the other."
                )


def meets(use: PolicyUse, data: dict[str, Any]) -> bool:
    """Whether a use shares a school, a grade and a day with what a form asks for."""
    school, grades, until = data["school"], set(data["grades"]), data["until"]
    here = use.school_id is None or school is None or use.school_id == school.pk
    shared = not grades or not use.grades or bool(grades & set(use.grades))
    return here and shared and (until is None or use.since <= until)


def check_not_past(date: dt.date, today: dt.date) -> dt.date:
    """The date, which is not before today, nor in a year that addresses don't know."""
    if date.year not in SCHOOL_YEARS:
        raise forms.ValidationError("That year is too far away.")
    if date < today:
        raise forms.ValidationError(IN_PAST)
    return date


class EndForm(forms.Form):
    """The last day on which a policy holds."""

    until = forms.DateField(
        label="The last day", required=False, widget=DATE, help_text="Empty: until further notice."
    )

    def __init__(self, data: Any = None, *, use: PolicyUse, today: dt.date) -> None:
        """Begin with the end that it has."""
        super().__init__(data, initial={"until": use.until})
        self.use, self.today = use, today

    def clean_until(self) -> dt.date | None:
        """Not before it begins, and not in the past: yesterday's days were judged by it."""
        until: dt.date | None = self.cleaned_data["until"]
        earliest = max(self.use.since, self.today - dt.timedelta(days=1))
        if until is not None and until < earliest:
            raise forms.ValidationError(
                f"The earliest last day is {date_format(earliest, 'j F Y')}."
            )
        return until


class SaveForm(forms.Form):
    """A new version: what it is called, and from when it holds."""

    version = forms.CharField(label="Called", max_length=40)
    since = forms.DateField(label="Holds from", widget=DATE)
    overtake = forms.BooleanField(
        label="Let mine follow that other version all the same", required=False
    )

    def __init__(self, data: Any = None, *, trial: Trial, today: dt.date) -> None:
        """Suggest a version that is free, and tomorrow."""
        initial = {
            "version": suggest_version(trial.district, trial.policy, today),
            "since": today + dt.timedelta(days=1),
        }
        super().__init__(data, initial=initial)
        self.trial, self.today = trial, today

    def clean_since(self) -> dt.date:
        """Today or later."""
        return check_not_past(self.cleaned_data["since"], self.today)

    def clean_version(self) -> str:
        """A version that is not kept yet, and can stand in an address."""
        version: str = self.cleaned_data["version"].strip()
        if "/" in version:
            raise forms.ValidationError("Leave out the slash: the version stands in an address.")
        if is_kept(self.trial.district, self.trial.policy.identifier, version):
            raise forms.ValidationError("There is such a version already: give this one another.")
        return version

    def clean(self) -> dict[str, Any]:
        """There is something to save."""
        if same_rules(self.trial.edited, self.trial.policy):
            raise forms.ValidationError("Nothing is changed yet: there is nothing to save.")
        return super().clean() or {}


def same_rules(edited: CadencePolicy, policy: Policy) -> bool:
    """Whether an edited policy is still the one that it came from."""
    return edited == CadencePolicy.model_validate(policy.document)


def is_kept(district: District, identifier: str, version: str) -> bool:
    """Whether the district keeps this version."""
    kept = Policy.objects.filter(district=district, identifier=identifier, version=version)
    return kept.exists()


def suggest_version(district: District, policy: Policy, today: dt.date) -> str:
    """Today's date, with a number where that is taken."""
    known = Policy.objects.filter(district=district, identifier=policy.identifier)
    taken = set(known.values_list("version", flat=True))
    day = today.isoformat()
    names = [day, *(f"{day}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
