"""What it takes to run a live session: outline, work time, recording."""
