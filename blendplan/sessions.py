"""Sessions in the database, which is asked only for keys that it could have given out."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore


class SessionStore(DatabaseSessionStore):
    """A forged cookie can hold characters at which PostgreSQL breaks off; they open no session."""

    def _validate_session_key(self, key: str | None) -> bool:
        """Keys are letters and digits."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()
