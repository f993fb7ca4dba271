"""Tests of calendar text."""
