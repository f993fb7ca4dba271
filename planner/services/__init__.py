"""Every write: atomic, on objects that came through the gate, leaving history behind."""
