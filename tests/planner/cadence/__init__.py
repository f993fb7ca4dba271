"""Tests of the cadence engine."""
