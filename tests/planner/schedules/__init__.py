"""Reading pasted schedules."""
