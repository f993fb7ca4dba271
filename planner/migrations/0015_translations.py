"""Teachers' words in other languages, and the language that a class's teachers write in."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROWS = """
CREATE TRIGGER IF NOT EXISTS {table}_{column}_grows BEFORE UPDATE OF {column} ON {table}
WHEN NEW.{column} < OLD.{column}
BEGIN SELECT RAISE(ABORT, '{table}.{column} only grows'); END
"""
GROWING = (("planner_block", "version"), ("planner_classroom", "published_version"))


def remake_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite dropped them when Django remade the tables."""
    if editor.connection.vendor == "sqlite":
        for table, column in GROWING:
            editor.execute(GROWS.format(table=table, column=column))


class Migration(migrations.Migration):
    """The triggers are made again after the tables were remade, forwards and backwards."""

    dependencies = (("planner", "0014_evening"),)

    operations = (
        migrations.RunPython(migrations.RunPython.noop, remake_triggers),
        migrations.AddField(
            "block",
            "translations",
            models.JSONField(
                blank=True,
                default=list,
                help_text="Its texts in other languages: which text, language, digest of the original, words.",
            ),
        ),
        migrations.AddField(
            "classroom",
            "language",
            models.CharField(
                choices=[
                    ("en", "English"),
                    ("es", "Spanish"),
                    ("fr", "French"),
                    ("ar", "Arabic"),
                    ("zh-hans", "Chinese"),
                    ("vi", "Vietnamese"),
                    ("so", "Somali"),
                    ("uk", "Ukrainian"),
                    ("ht", "Haitian Creole"),
                    ("pt", "Portuguese"),
                ],
                default="en",
                help_text="The language that its teachers write in. Where a family reads another one, their words are marked with it.",
                max_length=8,
            ),
        ),
        migrations.RunPython(remake_triggers, migrations.RunPython.noop),
    )
