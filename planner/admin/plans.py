"""Plans and what follows from them, to read: they are written by services, never by hand."""

from django.contrib import admin

from planner.admin.bases import AnyInline, ReadOnlyAdmin
from planner.models import Block, Change, FamilyLink, FeedToken, SchoolDay, Snapshot, Verdict


class BlockInline(AnyInline):
    """A day's blocks, those that were taken off among them."""

    model = Block
    can_delete = False
    extra = 0
    max_num = 0
    fields = readonly_fields = ("title", "mode", "start", "minutes", "version", "removed_at")
    show_change_link = True


@admin.register(SchoolDay)
class SchoolDayAdmin(ReadOnlyAdmin):
    """A class's day as drafted."""

    inlines = (BlockInline,)
    list_display = ("date", "classroom", "kind", "version", "published")
    list_filter = ("classroom__school",)
    list_select_related = ("classroom", "published__day__classroom")
    date_hierarchy = "date"
    search_fields = ("classroom__name",)


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    """A piece of a day."""

    list_display = ("title", "mode", "day", "start", "minutes", "removed_at")
    list_filter = ("mode", "day__classroom__school")
    list_select_related = ("day__classroom",)
    search_fields = ("title", "day__classroom__name")


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """What families saw, from when, and who published it."""

    list_display = ("day", "number", "published_at", "published_by")
    list_select_related = ("day__classroom", "published_by")
    date_hierarchy = "published_at"


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """Who changed a plan, when and how."""

    list_display = ("at", "what", "classroom", "by")
    list_select_related = ("classroom", "by")
    date_hierarchy = "at"
    search_fields = ("what", "classroom__name")


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    """What the engine found."""

    list_display = ("date", "classroom", "stage", "window", "musts_broken", "shoulds_missed")
    list_filter = ("stage", "window", "classroom__school")
    list_select_related = ("classroom",)
    date_hierarchy = "date"
    exclude = ("cell",)


class SecretAddressAdmin(ReadOnlyAdmin):
    """That an address exists and until when; never what it is, nor what it is made from."""

    list_display = ("classroom", "label", "expires_on", "revoked_at", "last_used_on")
    list_select_related = ("classroom",)
    fields = ("classroom", "label", "created_at", "expires_on", "revoked_at", "last_used_on")


admin.site.register(FamilyLink, SecretAddressAdmin)
admin.site.register(FeedToken, SecretAddressAdmin)
