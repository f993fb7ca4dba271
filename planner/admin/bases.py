"""What administration pages share: types, read-only pages, pages that judge again."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from planner import tasks
from planner.cadence.plan import GRADES
from planner.models import District, School
from planner.services.rejudging import ask_rejudging

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
    AnyForm = forms.ModelForm[Any]
else:
    # Generic for the type checker only.
    AnyAdmin, AnyInline, AnyForm = admin.ModelAdmin, admin.TabularInline, forms.ModelForm


class GradesField(forms.MultipleChoiceField):
    """Grades as tick boxes, for a column that holds a list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        """Every grade there is."""
        super().__init__(choices=[(grade, grade) for grade in GRADES], **kwargs)


class ReadOnlyAdmin(AnyAdmin):
    """To look at: nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class SettledAdmin(AnyAdmin):
    """Rows on which plans rest: they stay in their place, and go in one transaction."""

    stays_in: tuple[str, ...] = ()
    """The fields that name the row's place. In another one, what rests on it would be strange."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The place is chosen once."""
        fixed = () if obj is None else self.stays_in
        return (*super().get_readonly_fields(request, obj), *fixed)

    def delete_row(self, obj: Any) -> None:
        """Delete one row, with what follows from it."""
        obj.delete()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """One row, from its own page."""
        with transaction.atomic():
            self.delete_row(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """The same for several: all of them or none."""
        with transaction.atomic():
            for obj in queryset:
                self.delete_row(obj)


class JudgedAdmin(SettledAdmin):
    """Verdicts depend on these rows: what is planned from this week on is judged again."""

    def find_place(self, obj: Any) -> tuple[District, School | None]:
        """Whose plans depend on the row: a whole district's, or one school's."""
        raise NotImplementedError

    def judge_again(self, obj: Any) -> None:
        """Keep the verdicts that depend on the row true."""
        now = timezone.now()
        district, school = self.find_place(obj)
        # Where the school is, it may still be yesterday.
        first = now.date() - dt.timedelta(days=1)
        reason = f"A {obj._meta.verbose_name} was changed: {obj}"
        work = ask_rejudging(
            by=None, district=district, school=school, first=first, reason=reason, now=now
        )
        tasks.hand_over(work)

    def save_related(
        self, request: HttpRequest, form: AnyForm, formsets: Any, change: bool
    ) -> None:
        """Called last, for new rows and changed ones."""
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            self.judge_again(form.instance)

    def delete_row(self, obj: Any) -> None:
        """A row that is gone counts no more."""
        super().delete_row(obj)
        self.judge_again(obj)
