"""The database itself refuses to change an event; rows go only with the person who erases everything."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FORBID = {
    "sqlite": (
        "CREATE TRIGGER records_event_is_not_changed BEFORE UPDATE ON records_event "
        "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION records_event_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'events are never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER records_event_is_not_changed BEFORE UPDATE ON records_event "
        "FOR EACH ROW EXECUTE FUNCTION records_event_is_not_changed()",
    ),
}
ALLOW = {
    "sqlite": ("DROP TRIGGER records_event_is_not_changed",),
    "postgresql": (
        "DROP TRIGGER records_event_is_not_changed ON records_event",
        "DROP FUNCTION records_event_is_not_changed()",
    ),
}


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Refuse to change events from now on."""
    for statement in FORBID[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """As it was before."""
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies: ClassVar = [("records", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(forbid, allow)]
