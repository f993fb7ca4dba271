"""What an async task asks of a learner: steps, instruction, hand-in."""
