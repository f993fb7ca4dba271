"""Tests that drive a real browser against the whole of blendplan."""
