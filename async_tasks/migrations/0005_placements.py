"""Which task stood in which block before and after a change."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A change's undoing puts the tasks back with the blocks' facts."""

    dependencies = (
        ("async_tasks", "0004_tasks_before_a_session"),
        ("planner", "0011_faces"),
    )

    operations = (
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planner.change",
                    ),
                ),
            ],
        ),
    )
