"""Staff: who signs in, and what they may do where."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from planner.admin.bases import AnyAdmin, AnyForm, AnyInline
from planner.models import Membership, User

if TYPE_CHECKING:
    AddForm = AdminUserCreationForm[User]
    PersonAdmin = DjangoUserAdmin[User]
    ChangeForm = UserChangeForm[User]
else:
    AddForm, ChangeForm, PersonAdmin = AdminUserCreationForm, UserChangeForm, DjangoUserAdmin

PLACES = (
    "A teacher belongs to a class; a coordinator to a school or a district; an administrator to a "
    "district. Name exactly one place."
)
PLACES_OF_ROLES = {
    "teacher": {"classroom"},
    "coordinator": {"school", "district"},
    "administrator": {"district"},
}


class UserAddForm(AddForm):
    """A new person, by e-mail address; without a password they ask for one by mail."""

    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: dict[str, type[forms.Field]] = {}

    def clean_email(self) -> str:
        """In small letters: people sign in whatever case they type."""
        email: str = self.cleaned_data["email"]
        return email.lower()


class UserForm(ChangeForm):
    """A person as they stand."""

    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type[forms.Field]] = {}

    def clean_email(self) -> str:
        """In small letters: people sign in whatever case they type."""
        email: str = self.cleaned_data["email"]
        return email.lower()


class MembershipForm(AnyForm):
    """A role in a place."""

    class Meta:
        model = Membership
        fields = ("user", "role", "classroom", "school", "district")

    def clean(self) -> dict[str, Any]:
        """Say which place a role needs, rather than the name of the constraint that refuses it."""
        data = super().clean() or {}
        places = {name for name in ("classroom", "school", "district") if data.get(name)}
        role = data.get("role")
        if role and (len(places) != 1 or not places <= PLACES_OF_ROLES[role]):
            self.add_error("role", PLACES)
        return data


class MembershipInline(AnyInline):
    """A person's roles."""

    model = Membership
    form = MembershipForm
    extra = 1
    autocomplete_fields = ("classroom", "school", "district")


@admin.register(User)
class UserAdmin(PersonAdmin):
    """A person: passwords are set through Django's own forms, never shown."""

    add_form = UserAddForm
    form = UserForm
    inlines = (MembershipInline,)
    ordering = ("email",)
    list_display = ("email", "name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("email", "name")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (
            "Administration site",
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("email", "name", "usable_password", "password1", "password2")},
        ),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_inlines(self, request: Any, obj: User | None) -> Any:
        """Roles come once the person is there."""
        return () if obj is None else self.inlines


@admin.register(Membership)
class MembershipAdmin(AnyAdmin):
    """All roles of everybody."""

    form = MembershipForm
    list_display = ("user", "role", "classroom", "school", "district")
    list_filter = ("role",)
    list_select_related = ("user", "classroom", "school", "district")
    search_fields = ("user__email", "user__name")
    autocomplete_fields = ("user", "classroom", "school", "district")
