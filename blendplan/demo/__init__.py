"""The demonstration: a district with invented names and real schedules, loaded through services."""
