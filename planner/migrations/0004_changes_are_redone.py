"""A change says whether it is a gesture, took one back, or made one again."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q


def name_kinds(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """An undoing was told by what it undoes alone; each link of a chain turns it round."""
    changes = apps.get_model("planner", "Change").objects
    earlier, kind = list(changes.filter(undoes__isnull=True).values_list("pk", flat=True)), "undo"
    while earlier:
        links = list(changes.filter(undoes__in=earlier).values_list("pk", flat=True))
        changes.filter(pk__in=links).update(kind=kind)
        earlier, kind = links, "redo" if kind == "undo" else "undo"


class Migration(migrations.Migration):
    """Adds the kind, with what must hold of it, and the way to a person's own line of changes."""

    dependencies = (("planner", "0003_blocks_may_be_pinned"),)

    operations = (
        migrations.AddField(
            "change",
            "kind",
            models.CharField(
                choices=[
                    ("gesture", "a gesture"),
                    ("undo", "took one back"),
                    ("redo", "made it again"),
                ],
                default="gesture",
                max_length=8,
            ),
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
        migrations.AddIndex(
            "change",
            models.Index(fields=["classroom", "by", "-at"], name="change_by_person_and_time"),
        ),
        migrations.AddConstraint(
            "change",
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | ~Q(kind="gesture"),
                name="change_that_undoes_is_no_gesture",
            ),
        ),
    )
