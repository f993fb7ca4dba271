"""When a closure was declared: what had been published for its days is cancelled as of then."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planner", "0003_verdict_broken_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="closure",
            name="declared_at",
            field=models.DateTimeField(
                auto_now=True,
                default=django.utils.timezone.now,
                help_text="Feeds cancel what had been published for these days, as of then.",
            ),
            preserve_default=False,
        ),
    ]
