"""A block may be the face at home of a lesson at school."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The new column may be empty and has no default: SQLite adds it without remaking the table,
    so that the table's triggers stay."""

    dependencies = (("planner", "0010_rotations"),)

    operations = (
        migrations.AddField(
            "block",
            "face_of",
            models.ForeignKey(
                blank=True,
                help_text="The lesson at school whose face at home this is.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="faces",
                to="planner.block",
            ),
        ),
    )
