"""The administration site: a district set up by its staff; plans, and what was found, to read."""

from planner.admin import orgs, people, plans, policies, roster

__all__ = ["orgs", "people", "plans", "policies", "roster"]
