"""Classrooms with their groups, households, learners and where they are enrolled."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

from planner.admin.bases import AnyAdmin, AnyForm, AnyInline, GradesField, JudgedAdmin
from planner.models import Classroom, District, Enrollment, Group, Household, Learner, School
from planner.models.roster import MOST_GROUPS

if TYPE_CHECKING:
    AnyGroupFormSet = forms.BaseInlineFormSet[Group, Classroom, AnyForm]
else:
    AnyGroupFormSet = forms.BaseInlineFormSet


class ClassroomForm(AnyForm):
    """A classroom, with grades to tick and subjects as a line of words."""

    grades = GradesField()
    subjects = forms.CharField(
        required=False, help_text="Separated by commas, for instance: math, reading, science."
    )

    class Meta:
        model = Classroom
        fields = ("school", "name", "grades", "subjects", "delivery", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the list of subjects as a line."""
        super().__init__(*args, **kwargs)
        self.initial["subjects"] = ", ".join(self.initial.get("subjects") or [])

    def clean_subjects(self) -> list[str]:
        """The words, each once, in their order."""
        words = (word.strip() for word in self.cleaned_data["subjects"].split(","))
        return list(dict.fromkeys(word for word in words if word))


class GroupFormSet(AnyGroupFormSet):
    """The groups of one class, checked against each other: several may change at once."""

    def clean(self) -> None:
        """Not too many, and none within itself by way of the others."""
        super().clean()
        kept = [form for form in self.initial_forms + self.extra_forms if self.is_kept(form)]
        if len(kept) > MOST_GROUPS:
            raise forms.ValidationError(f"A class has at most {MOST_GROUPS} groups.")
        within = {form.instance.pk: form.instance.within_id for form in kept if form.instance.pk}
        for form in kept:
            seen = set()
            outer = form.instance.pk
            while outer is not None and outer not in seen:
                seen.add(outer)
                outer = within.get(outer)
            if outer is not None:
                form.add_error("within", "A group cannot be within itself.")

    def is_kept(self, form: AnyForm) -> bool:
        """Whether the row says something and will be there afterwards."""
        data = getattr(form, "cleaned_data", {})
        return bool(data.get("name")) and not data.get("DELETE")


class GroupInline(AnyInline):
    """The classroom's groups."""

    model = Group
    formset = GroupFormSet
    extra = 1
    fk_name = "classroom"
    autocomplete_fields = ("within",)


@admin.register(Classroom)
class ClassroomAdmin(JudgedAdmin):
    """A class: its grades, subjects and groups are part of what is judged."""

    form = ClassroomForm
    stays_in = ("school",)
    inlines = (GroupInline,)
    list_display = ("name", "school", "delivery")
    list_filter = ("school", "delivery")
    list_select_related = ("school",)
    search_fields = ("name",)

    def find_place(self, obj: Classroom) -> tuple[District, School | None]:
        """The school's plans, the class's among them."""
        return obj.school.district, obj.school


@admin.register(Group)
class GroupAdmin(JudgedAdmin):
    """A group by itself: to find it when a learner is enrolled."""

    stays_in = ("classroom",)
    list_display = ("name", "classroom", "kind", "within")
    list_select_related = ("classroom", "within")
    search_fields = ("name", "classroom__name")
    autocomplete_fields = ("classroom", "within")

    def find_place(self, obj: Group) -> tuple[District, School | None]:
        """The school's plans, the class's among them."""
        return obj.classroom.school.district, obj.classroom.school


class LearnerInline(AnyInline):
    """The learners of a household."""

    model = Learner
    extra = 1
    show_change_link = True


@admin.register(Household)
class HouseholdAdmin(AnyAdmin):
    """A home, under a label that names nobody."""

    inlines = (LearnerInline,)
    list_display = ("label", "school")
    list_filter = ("school",)
    list_select_related = ("school",)
    search_fields = ("label",)


class EnrollmentForm(AnyForm):
    """A learner in a class and some of its groups."""

    class Meta:
        model = Enrollment
        fields = ("classroom", "groups")

    def clean(self) -> dict[str, Any]:
        """Groups are groups of that very class."""
        data = super().clean() or {}
        classroom = data.get("classroom")
        strange = [group for group in data.get("groups", ()) if group.classroom != classroom]
        if classroom is not None and strange:
            self.add_error("groups", f"{strange[0]} is a group of another class.")
        return data


class EnrollmentInline(AnyInline):
    """Where a learner is enrolled."""

    model = Enrollment
    form = EnrollmentForm
    extra = 1
    autocomplete_fields = ("classroom", "groups")


@admin.register(Learner)
class LearnerAdmin(AnyAdmin):
    """A learner: a first name or initials, and nothing else."""

    inlines = (EnrollmentInline,)
    list_display = ("first_name", "household")
    list_select_related = ("household",)
    search_fields = ("first_name", "household__label")
    autocomplete_fields = ("household",)
