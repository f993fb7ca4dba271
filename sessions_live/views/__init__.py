"""Views: gate, form, service, render."""
