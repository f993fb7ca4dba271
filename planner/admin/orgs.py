"""Districts, schools, school years with their closures, and tools."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from planner import tasks
from planner.admin.bases import AnyAdmin, AnyForm, AnyInline, JudgedAdmin, SettledAdmin
from planner.forms.blocks import clock_of, minutes_of
from planner.grids import spell_span
from planner.models import Closure, District, School, SchoolYear, Tool
from planner.models.orgs import DAY_MINUTES
from planner.services.closures import keep_closure, lift_closure

if TYPE_CHECKING:
    AnyInlineFormSet = forms.BaseInlineFormSet[Closure, SchoolYear, AnyForm]
else:
    AnyInlineFormSet = forms.BaseInlineFormSet

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


@admin.register(District)
class DistrictAdmin(AnyAdmin):
    """The organisation; whether it is a demonstration is not for people to say."""

    list_display = ("name", "is_demonstration")
    search_fields = ("name",)
    readonly_fields = ("is_demonstration",)


class SchoolForm(AnyForm):
    """A school, with its hours on a clock instead of in minutes."""

    opens = forms.TimeField(widget=CLOCK)
    closes = forms.TimeField(widget=CLOCK)

    class Meta:
        model = School
        fields = ("district", "name", "timezone", "opens", "closes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show minutes after midnight as clock time."""
        super().__init__(*args, **kwargs)
        for name in ("opens", "closes"):
            minute = self.initial.get(name)
            minute = getattr(self.instance, name) if minute is None else minute
            # A clock has no 24:00.
            self.initial[name] = clock_of(min(minute, DAY_MINUTES - 1))

    def clean_opens(self) -> int:
        """Minutes after midnight."""
        return minutes_of(self.cleaned_data["opens"])

    def clean_closes(self) -> int:
        """Minutes after midnight, later than the opening."""
        closes = minutes_of(self.cleaned_data["closes"])
        if closes <= self.cleaned_data.get("opens", 0):
            raise forms.ValidationError("The school closes after it opens.")
        return closes


@admin.register(School)
class SchoolAdmin(JudgedAdmin):
    """A school; its hours are part of what is judged."""

    form = SchoolForm
    stays_in = ("district",)
    list_display = ("name", "district", "timezone", "hours")
    list_filter = ("district",)
    list_select_related = ("district",)
    search_fields = ("name",)

    @admin.display(description="hours")
    def hours(self, school: School) -> str:
        """Opening hours in words."""
        return spell_span(school.opens, school.closes)

    def find_place(self, obj: School) -> tuple[District, School | None]:
        """The school's own plans; with the school gone there are none."""
        return obj.district, obj if obj.pk else None


class ClosureFormSet(AnyInlineFormSet):
    """The closures of one school year."""

    def clean(self) -> None:
        """A school that closes is one of the school year's district."""
        super().clean()
        for form in self.forms:
            school = getattr(form, "cleaned_data", {}).get("school")
            if school is not None and school.district_id != self.instance.district_id:
                form.add_error("school", "This school belongs to another district.")


class ClosureInline(AnyInline):
    """Days without school; of the whole district when no school is named."""

    model = Closure
    formset = ClosureFormSet
    extra = 1
    autocomplete_fields = ("school",)
    fields = ("reason", "starts_on", "ends_on", "school")


@admin.register(SchoolYear)
class SchoolYearAdmin(SettledAdmin):
    """A school year with its closures: what was published for days that close is cancelled."""

    stays_in = ("district",)
    inlines = (ClosureInline,)
    list_display = ("title", "district", "starts_on", "ends_on")
    list_filter = ("district",)
    list_select_related = ("district",)

    def save_formset(self, request: HttpRequest, form: AnyForm, formset: Any, change: bool) -> None:
        """Closures are declared, changed and lifted by the service."""
        now = timezone.now()
        closures = formset.save(commit=False)
        for closure in formset.deleted_objects:
            tasks.hand_over(lift_closure(closure, now=now))
        for closure in closures:
            for work in keep_closure(closure, now=now):
                tasks.hand_over(work)

    def delete_row(self, obj: SchoolYear) -> None:
        """Its closures are lifted first."""
        now = timezone.now()
        for closure in obj.closures.select_related("school_year__district", "school"):
            tasks.hand_over(lift_closure(closure, now=now))
        obj.delete()


@admin.register(Tool)
class ToolAdmin(JudgedAdmin):
    """A platform or site; approving one changes what drafts break."""

    stays_in = ("district",)
    list_display = ("name", "host", "approved", "meeting", "protected", "district")
    list_filter = ("district", "approved", "meeting")
    list_select_related = ("district",)
    search_fields = ("name", "host")

    def find_place(self, obj: Tool) -> tuple[District, School | None]:
        """All of the district's plans."""
        return obj.district, None
