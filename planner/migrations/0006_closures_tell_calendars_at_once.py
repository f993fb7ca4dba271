"""What a closure cancels is stored when it is declared, so that nobody asks when that was."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GUARD = """
CREATE TRIGGER IF NOT EXISTS planner_classroom_published_version_grows
BEFORE UPDATE OF published_version ON planner_classroom
WHEN NEW.published_version < OLD.published_version
BEGIN SELECT RAISE(ABORT, 'planner_classroom.published_version only grows'); END
"""


def make_guard_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite dropped it when 0003 gave classrooms another column."""
    if editor.connection.vendor == "sqlite":
        editor.execute(GUARD)


class Migration(migrations.Migration):
    dependencies = [
        ("planner", "0005_trials_and_rejudging"),
    ]

    operations = [
        migrations.RemoveField(model_name="closure", name="declared_at"),
        migrations.RunPython(make_guard_again, migrations.RunPython.noop),
    ]
