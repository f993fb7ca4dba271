"""Every write about live sessions: atomic, and on blocks that came through the gate."""
