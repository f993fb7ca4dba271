"""Sessions in the database, which is asked only for keys that it could have given out."""

import datetime as dt
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

from planner.models.prepared import PreparedQuery

SESSION = PreparedQuery(
    lambda key, now: (
        DatabaseSessionStore.get_model_class()
        .objects.filter(session_key=key, expire_date__gt=now)
        .values_list("session_data")
    ),
    "any",
    dt.datetime(1000, 1, 1, tzinfo=dt.UTC),
)


class SessionStore(DatabaseSessionStore):
    """A forged cookie can hold characters at which PostgreSQL breaks off; they open no session."""

    def _validate_session_key(self, key: str | None) -> bool:
        """Keys are letters and digits."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key either, where it is over or never was."""
        rows = SESSION.fetch(self.session_key, timezone.now())
        if not rows:
            self._session_key = None
            return {}
        return self.decode(rows[0][0])
