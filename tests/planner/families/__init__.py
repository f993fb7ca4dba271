"""Tests of what families open: the day's page, the feed, and the page with their addresses."""
