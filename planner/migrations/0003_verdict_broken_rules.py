"""What a board of five hundred classes counts and goes by, without reading any findings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planner", "0002_versions_only_grow"),
    ]

    operations = [
        migrations.AddField(
            model_name="verdict",
            name="broken_rules",
            field=models.TextField(
                default="[]",
                help_text=(
                    "Each rule it breaks once, as JSON: policy, rule, strength. What boards count."
                ),
            ),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="findings",
            field=models.TextField(help_text="The engine's verdict as JSON."),
        ),
        migrations.AddField(
            model_name="classroom",
            name="judged_stamp",
            field=models.CharField(
                default="",
                editable=False,
                help_text=(
                    "Another each time its published days are judged: what was drawn before is old."
                ),
                max_length=32,
            ),
        ),
    ]
