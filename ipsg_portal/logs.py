"""What the portal logs, and how: lines of JSON in production, words at a desk; no personal link in either."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

PERSONAL_LINK = re.compile(
    r"(/(?:evaluations/answer|caf/join/confirm|caf/answer|caf/stop|caf/pef/answer|caf/pef/actors/join"
    r"|network/invitations/accept|account/password/reset/key|account/confirm-email)/)[^/ ]+"
)


def without_personal_links(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The log may not say who answered what: a personal link opens what it stands for, and is cut out. That each is:
    tests/ipsg_portal/test_logs.py."""
    return {
        key: PERSONAL_LINK.sub(r"\1...", value) if isinstance(value, str) else value for key, value in event.items()
    }


def logging_of(level: str, *, production: bool) -> dict[str, Any]:
    """Django's setting LOGGING. level: name of the least that is written, such as INFO."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [without_personal_links],
                "processor": (
                    structlog.processors.JSONRenderer()
                    if production
                    # The traceback that it draws by default takes a tenth of a second and more.
                    else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
                ),
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {"fontTools": {"level": "ERROR"}, "weasyprint": {"level": "ERROR"}},
    }


def configure() -> None:
    """Lines of the portal's own logger take the same way as everybody else's."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            without_personal_links,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
