"""A block may hold words for some of its learners alone."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROWS = """
CREATE TRIGGER IF NOT EXISTS planner_block_version_grows BEFORE UPDATE OF version ON planner_block
WHEN NEW.version < OLD.version
BEGIN SELECT RAISE(ABORT, 'planner_block.version only grows'); END
"""


def remake_trigger(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite dropped it when Django remade the table."""
    if editor.connection.vendor == "sqlite":
        editor.execute(GROWS)


class Migration(migrations.Migration):
    """The trigger is made again after the table was remade, forwards and backwards."""

    dependencies = (("planner", "0008_week_templates"),)

    operations = (
        migrations.RunPython(migrations.RunPython.noop, remake_trigger),
        migrations.AddField(
            "block",
            "supports",
            models.JSONField(
                blank=True,
                default=list,
                help_text="Words for some learners: pairs of a group and a text.",
            ),
        ),
        migrations.RunPython(remake_trigger, migrations.RunPython.noop),
    )
