"""What a session leaves for the absent in other languages, in its teacher's words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """As a block's own translations are kept."""

    dependencies = (("sessions_live", "0003_recording_notices"),)

    operations = (
        migrations.AddField(
            "catchup",
            "translations",
            models.JSONField(
                blank=True, default=list, help_text="What its texts say in other languages."
            ),
        ),
    )
