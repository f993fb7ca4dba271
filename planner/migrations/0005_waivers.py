"""Waivers; what is waived of each verdict; judging again up to a date."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan

GRANTED = (
    "policy_identifier",
    "rule_id",
    "policy_name",
    "says",
    "school_id",
    "classroom_id",
    "since",
    "until",
    "reason",
    "granted_by_id",
    "granted_at",
)
REVOKED = ("revoked_from", "revoked_by_id", "revoked_at", "revoked_because")

SQLITE = """
CREATE TRIGGER planner_waiver_{name} BEFORE UPDATE OF {columns} ON planner_waiver
WHEN {when}({changed})
BEGIN SELECT RAISE(ABORT, 'what a waiver says is never rewritten'); END
"""
# The function is that of the guards of snapshots (0002).
POSTGRES = """
CREATE TRIGGER planner_waiver_{name} BEFORE UPDATE OF {columns} ON planner_waiver
FOR EACH ROW WHEN ({when}({changed}))
EXECUTE FUNCTION planner_refuse_update('what a waiver says is never rewritten')
"""


def make_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was granted stays as it is, and so does a revocation once it is there."""
    postgres = editor.connection.vendor == "postgresql"
    unlike = "NEW.{0} IS DISTINCT FROM OLD.{0}" if postgres else "NEW.{0} IS NOT OLD.{0}"
    for name, columns, when in (
        ("granted_stays", GRANTED, ""),
        ("revoked_stays", REVOKED, "OLD.revoked_at IS NOT NULL AND "),
    ):
        changed = " OR ".join(unlike.format(column) for column in columns)
        text = (POSTGRES if postgres else SQLITE).format(
            name=name, columns=", ".join(columns), when=when, changed=changed
        )
        editor.execute(text)


def drop_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    place = " ON planner_waiver" if editor.connection.vendor == "postgresql" else ""
    for name in ("granted_stays", "revoked_stays"):
        editor.execute(f"DROP TRIGGER planner_waiver_{name}{place}")


def link(model: str, related: str = "+", optional: bool = True) -> models.ForeignKey:
    """A reference to what must not go while a waiver names it."""
    protect = django.db.models.deletion.PROTECT
    return models.ForeignKey(
        model, protect, null=optional, blank=optional, related_name=related
    )


class Migration(migrations.Migration):
    """A migration that makes SQLite remake planner_waiver must make its triggers again."""

    dependencies = (("planner", "0004_changes_are_redone"),)

    operations = (
        migrations.AddField(
            "rejudging",
            "last",
            models.DateField(
                blank=True,
                null=True,
                help_text="To the week of this date; empty: to the last planned.",
            ),
        ),
        migrations.AddField(
            "verdict",
            "waived_rules",
            models.TextField(
                default="[]",
                help_text="Each rule that only a waiver lets it miss, as JSON, alike.",
            ),
        ),
        migrations.CreateModel(
            "Waiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("policy_identifier", models.SlugField(max_length=60)),
                ("rule_id", models.CharField(max_length=60)),
                ("policy_name", models.CharField(max_length=160)),
                (
                    "says",
                    models.TextField(
                        help_text="The rule's sentence, as it read when it was waived."
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(help_text="The last day.")),
                ("reason", models.CharField(max_length=300)),
                ("granted_at", models.DateTimeField()),
                (
                    "revoked_from",
                    models.DateField(
                        blank=True,
                        null=True,
                        help_text="The first day on which it does not count any more.",
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_because", models.CharField(blank=True, default="", max_length=300)),
                ("school", link("planner.school", "waivers")),
                ("classroom", link("planner.classroom", "waivers")),
                ("granted_by", link(settings.AUTH_USER_MODEL, optional=False)),
                ("revoked_by", link(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(until__gte=F("since")), name="waiver_ends_after_it_starts"
                    ),
                    models.CheckConstraint(
                        condition=Q(school__isnull=True, classroom__isnull=False)
                        | Q(school__isnull=False, classroom__isnull=True),
                        name="waiver_is_for_a_class_or_a_school",
                    ),
                    models.CheckConstraint(
                        condition=GreaterThan(Length(Trim("reason")), 0),
                        name="waiver_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            revoked_from__isnull=True,
                            revoked_at__isnull=True,
                            revoked_because="",
                        )
                        | Q(
                            revoked_from__gte=F("since"),
                            revoked_from__lte=F("until"),
                            revoked_at__isnull=False,
                        )
                        & ~Q(revoked_because=""),
                        name="waiver_is_revoked_within_its_dates_for_a_reason",
                    ),
                ]
            },
        ),
        migrations.RunPython(make_triggers, drop_triggers),
    )
