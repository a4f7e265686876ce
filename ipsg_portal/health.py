"""Is the portal well? For the launcher, the reverse proxy and the container's health check."""

from typing import Any

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError


def broker_answers() -> bool:
    """Whether the broker takes messages just now. It waits half a second at most."""
    address = current_app.conf.broker_url.replace("redis+socket://", "unix://")
    try:
        with Redis.from_url(address, socket_connect_timeout=0.5, socket_timeout=0.5) as broker:
            return bool(broker.ping())
    except RedisError:
        return False


def database_answers() -> bool:
    """Whether the database answers just now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False


@login_not_required
@require_safe
@never_cache
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503. A broker that is away is told, not fatal: jobs wait."""
    state: dict[str, Any] = {"database": database_answers(), "broker": broker_answers()}
    return JsonResponse(state, status=200 if state["database"] else 503)
