"""Whether the server lives and can serve."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from kilter.errors import KilterError
from kilter.web.site.knowledge import screener


@login_not_required
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """It lives."""
    return JsonResponse({"status": "ok"})


@login_not_required
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """It can serve: the database answers and is in order, and the knowledge can be read."""
    checks = {"database": _database_is_ready(), "knowledge": _knowledge_is_ready()}
    good = all(checks.values())
    told = {name: "ok" if fine else "not ready" for name, fine in checks.items()}
    return JsonResponse({"status": "ok" if good else "not ready", **told}, status=200 if good else 503)


def _database_is_ready() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _knowledge_is_ready() -> bool:
    try:
        return bool(screener().catalogue.exercises)
    except KilterError:
        return False
