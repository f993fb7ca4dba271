"""Policies, kept once and for all, and where each is in force."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from planner import tasks
from planner.admin.bases import AnyAdmin, AnyForm, GradesField
from planner.cadence import Policy as CadencePolicy
from planner.cadence import PolicyError, parse_policy, shipped_policies
from planner.models import Policy, PolicyUse
from planner.services.policies import end_use, put_in_force, store_policy
from planner.services.rejudging import ask_rejudging

TEXT = forms.Textarea(attrs={"rows": 24, "cols": 100, "spellcheck": "false"})


class PolicyForm(AnyForm):
    """A policy to keep: one that comes with blendplan, or one of the district's own as text."""

    shipped = forms.ChoiceField(label="Comes with blendplan", required=False)
    text = forms.CharField(
        label="Or the district's own",
        required=False,
        widget=TEXT,
        help_text="In the cadence language, as TOML; docs/cadence.md describes it.",
    )

    class Meta:
        model = Policy
        fields = ("district",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the shipped policies by name."""
        super().__init__(*args, **kwargs)
        names = [(policy.id, policy.name) for policy in shipped_policies()]
        self.fields["shipped"] = forms.ChoiceField(
            label="Comes with blendplan", required=False, choices=[("", "None of these"), *names]
        )

    def clean(self) -> dict[str, Any]:
        """Exactly one policy, which can be read, of a version that is new or the same."""
        data = super().clean() or {}
        if bool(data.get("shipped")) == bool(data.get("text")):
            raise forms.ValidationError("Choose one that comes with blendplan, or write your own.")
        data["policy"] = self.read_policy(data)
        self.check_version(data)
        return data

    def read_policy(self, data: dict[str, Any]) -> CadencePolicy:
        """The chosen or written policy; what is wrong with it becomes the form's error."""
        if data["shipped"]:
            return next(policy for policy in shipped_policies() if policy.id == data["shipped"])
        try:
            return parse_policy(data["text"], "your policy")
        except PolicyError as error:
            raise forms.ValidationError({"text": str(error)}) from error

    def check_version(self, data: dict[str, Any]) -> None:
        """A version that is kept already cannot be kept again."""
        policy: CadencePolicy = data["policy"]
        kept = Policy.objects.filter(
            district=data.get("district"), identifier=policy.id, version=policy.version
        )
        if kept.exists():
            raise forms.ValidationError(
                f"{policy.name}, version {policy.version}, is kept already. Changed rules need a "
                "new version."
            )


@admin.register(Policy)
class PolicyAdmin(AnyAdmin):
    """A kept policy never changes: what judged a day can always be read."""

    form = PolicyForm
    list_display = ("name", "version", "district", "uses_now")
    list_filter = ("district",)
    list_select_related = ("district",)
    search_fields = ("name", "identifier")
    readonly_fields = ("rules",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A form for a new one; a kept one to read."""
        if obj is None:
            return ("district", "shipped", "text")
        return ("district", "identifier", "version", "name", "rules")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nothing of a kept policy can be edited."""
        return () if obj is None else self.get_fields(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A new version is a new policy."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what never judged anything can go."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.uses.exists())

    def save_model(self, request: HttpRequest, obj: Any, form: AnyForm, change: bool) -> None:
        """Kept by the service."""
        kept = store_policy(district=obj.district, policy=form.cleaned_data["policy"])
        obj.pk, obj.name, obj.version = kept.pk, kept.name, kept.version

    @admin.display(description="in force")
    def uses_now(self, policy: Policy) -> str:
        """Where it was or is put in force."""
        return "yes" if policy.uses.exists() else "kept only"

    @admin.display(description="rules")
    def rules(self, policy: Policy) -> str:
        """The document, to read."""
        text = json.dumps(policy.document, indent=2, ensure_ascii=False)
        return format_html("<pre>{}</pre>", text)


class PolicyUseForm(AnyForm):
    """Where, for which grades and from when a policy holds."""

    grades = GradesField(required=False, help_text="None ticked: all grades.")

    class Meta:
        model = PolicyUse
        fields = ("policy", "school", "grades", "since", "until")

    def clean(self) -> dict[str, Any]:
        """The school is one of the policy's district."""
        data = super().clean() or {}
        policy, school = data.get("policy"), data.get("school")
        if policy and school and school.district_id != policy.district_id:
            self.add_error("school", "This school belongs to another district than the policy.")
        return data


@admin.register(PolicyUse)
class PolicyUseAdmin(AnyAdmin):
    """A policy in force. Days are judged again at once; the past is not rewritten, only ended."""

    form = PolicyUseForm
    list_display = ("policy", "school", "grades", "since", "until")
    list_filter = ("policy__district", "school")
    list_select_related = ("policy__district", "school")
    autocomplete_fields = ("policy", "school")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a use only its end can be changed."""
        return () if obj is None else ("policy", "school", "grades", "since")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: it says which rules a day was judged by."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: AnyForm, change: bool) -> None:
        """Put in force, or ended, by the services."""
        now = timezone.now()
        if change:
            end_use(use=obj, until=obj.until, now=now, judge_now=False)
        else:
            use = put_in_force(
                policy=obj.policy,
                school=obj.school,
                grades=tuple(obj.grades),
                since=obj.since,
                until=obj.until,
                now=now,
                judge_now=False,
            )
            obj.pk = use.pk
        work = ask_rejudging(
            by=None,
            district=obj.policy.district,
            school=obj.school,
            first=obj.since,
            reason=f"{obj.policy} {'has another end' if change else 'came into force'}",
            now=now,
        )
        tasks.hand_over(work)
