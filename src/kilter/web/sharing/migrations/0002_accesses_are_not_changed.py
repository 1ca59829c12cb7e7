"""The database itself refuses to change what was noted; rows go only with the person who erases everything."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FORBID = {
    "sqlite": (
        "CREATE TRIGGER sharing_access_is_not_changed BEFORE UPDATE ON sharing_access "
        "BEGIN SELECT RAISE(ABORT, 'what was noted is never changed'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION sharing_access_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'what was noted is never changed' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER sharing_access_is_not_changed BEFORE UPDATE ON sharing_access "
        "FOR EACH ROW EXECUTE FUNCTION sharing_access_is_not_changed()",
    ),
}
ALLOW = {
    "sqlite": ("DROP TRIGGER sharing_access_is_not_changed",),
    "postgresql": (
        "DROP TRIGGER sharing_access_is_not_changed ON sharing_access",
        "DROP FUNCTION sharing_access_is_not_changed()",
    ),
}


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Refuse to change what was noted from now on."""
    for statement in FORBID[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """As it was before."""
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies: ClassVar = [("sharing", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(forbid, allow)]
