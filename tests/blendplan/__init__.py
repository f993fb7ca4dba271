"""Tests of the composition: settings, sign-in, errors, logs, health and the server itself."""
