"""A home base in other languages, in its teachers' words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What the evening says is kept apart: families' days read it along with their link."""

    dependencies = (("planner", "0015_translations"),)

    operations = (
        migrations.AddField(
            "homebase",
            "translations",
            models.JSONField(
                blank=True,
                default=list,
                help_text="What its texts say in other languages.",
            ),
        ),
        migrations.AddField(
            "homebase",
            "evening_translations",
            models.JSONField(
                blank=True,
                default=list,
                help_text="Those of the evening, apart, since every family's day reads them.",
            ),
        ),
    )
