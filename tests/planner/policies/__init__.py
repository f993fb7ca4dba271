"""Tests of what a coordinator does with a policy."""
