"""Two questions of a machine that watches us: is the process alive, and can it do its work."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache as shared_cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

NO_CONTENT_BUT_WORDS = "text/plain; charset=utf-8"


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database: a slow one is no reason to restart us."""
    return HttpResponse("alive\n", content_type=NO_CONTENT_BUT_WORDS)


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers, is migrated, and has the shared cache; 503 and the reason if not."""
    reason = find_reason_not_ready()
    return HttpResponse(
        f"{reason or 'ready'}\n",
        status=503 if reason else 200,
        content_type=NO_CONTENT_BUT_WORDS,
    )


def find_reason_not_ready() -> str:
    """Why this process cannot serve pages, or an empty text. Never says where the database is."""
    try:
        connection.ensure_connection()
        if not is_migrated():
            is_migrated.cache_clear()
            return "migrations are missing: run manage.py migrate"
        shared_cache.get("readyz")
    except DatabaseError:
        return "the database does not answer, or lacks the cache table (manage.py createcachetable)"
    return ""


@cache
def is_migrated() -> bool:
    """Whether every migration in the code is applied; asked until yes, then remembered."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
