"""Forms: what people type, checked and put into the planner's words."""
