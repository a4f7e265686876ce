"""Rows that the network shares: every seat of the network sees them, visitors and organisation contacts do not."""

from __future__ import annotations

from typing import Any, Self

from core.models import RecordQuerySet
from network.permissions import can_read_shared


class SharedQuerySet(RecordQuerySet):
    """Of a model whose rows the network shares. (`known` is for those that are dated.)"""

    def visible_to(self, user: Any) -> Self:
        """All of them or, without that right, none."""
        return self.all() if can_read_shared(user) else self.none()
