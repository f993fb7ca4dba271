"""Triggers: versions only grow, and a published snapshot is never rewritten, whoever asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROWING = (
    ("planner_schoolday", "version"),
    ("planner_block", "version"),
    ("planner_classroom", "published_version"),
)
FROZEN = ("document", "digest", "number", "day_id")

SQLITE_GROWS = """
CREATE TRIGGER {table}_{column}_grows BEFORE UPDATE OF {column} ON {table}
WHEN NEW.{column} < OLD.{column}
BEGIN SELECT RAISE(ABORT, '{table}.{column} only grows'); END
"""
SQLITE_FROZEN = """
CREATE TRIGGER planner_snapshot_{column}_stays BEFORE UPDATE OF {column} ON planner_snapshot
WHEN NEW.{column} <> OLD.{column}
BEGIN SELECT RAISE(ABORT, 'planner_snapshot.{column} is never rewritten'); END
"""
POSTGRES_REFUSE = """
CREATE FUNCTION planner_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRES_GROWS = """
CREATE TRIGGER {table}_{column}_grows BEFORE UPDATE OF {column} ON {table}
FOR EACH ROW WHEN (NEW.{column} < OLD.{column})
EXECUTE FUNCTION planner_refuse_update('{table}.{column} only grows')
"""
POSTGRES_FROZEN = """
CREATE TRIGGER planner_snapshot_{column}_stays BEFORE UPDATE OF {column} ON planner_snapshot
FOR EACH ROW WHEN (NEW.{column} IS DISTINCT FROM OLD.{column})
EXECUTE FUNCTION planner_refuse_update('planner_snapshot.{column} is never rewritten')
"""


def make_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make them in the words of the database at hand."""
    postgres = editor.connection.vendor == "postgresql"
    grows, frozen = (POSTGRES_GROWS, POSTGRES_FROZEN) if postgres else (SQLITE_GROWS, SQLITE_FROZEN)
    if postgres:
        editor.execute(POSTGRES_REFUSE.replace("%", "%%"), params=())
    for table, column in GROWING:
        editor.execute(grows.format(table=table, column=column))
    for column in FROZEN:
        editor.execute(frozen.format(column=column))


def drop_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    postgres = editor.connection.vendor == "postgresql"
    names = [(table, f"{table}_{column}_grows") for table, column in GROWING]
    names += [("planner_snapshot", f"planner_snapshot_{column}_stays") for column in FROZEN]
    for table, name in names:
        editor.execute(f"DROP TRIGGER {name}{f' ON {table}' if postgres else ''}")
    if postgres:
        editor.execute("DROP FUNCTION planner_refuse_update()")


class Migration(migrations.Migration):
    """SQLite drops triggers when Django remakes a table: a migration that does must remake them.
    A test looks for every one of them after all migrations."""

    dependencies = (("planner", "0001_initial"),)

    operations = (migrations.RunPython(make_triggers, drop_triggers),)
