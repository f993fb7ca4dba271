"""Who has which week open right now."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of its own: what changes every minute stays away from what is kept."""

    dependencies = (("planner", "0006_closures_have_a_version"),)

    operations = (
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("monday", models.DateField()),
                ("seen_at", models.DateTimeField()),
                (
                    "classroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="planner.classroom",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(
                        models.F("classroom"),
                        models.F("monday"),
                        models.F("user"),
                        name="presence_once_per_week_and_person",
                    ),
                ),
            },
        ),
    )
