"""What a closure cancels is stored when it is declared, so that nobody asks when that was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planner", "0005_trials_and_rejudging"),
    ]

    operations = [
        migrations.RemoveField(model_name="closure", name="declared_at"),
        migrations.AlterField(
            model_name="classroom",
            name="published_version",
            field=models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="Grows by one each time that families are told of something: published, closed.",
            ),
        ),
    ]
