"""The composition: settings, addresses, sign-in, errors, logs and health, over the apps below."""
