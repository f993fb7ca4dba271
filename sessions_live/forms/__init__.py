"""Forms: what people type about live sessions, checked."""
