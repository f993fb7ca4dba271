"""The version of what pages are made of."""

from pathlib import Path

from django.test import override_settings

from planner.code_version import digest_sources


def test_a_changed_template_is_another_version(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "day.html"
    template.parent.mkdir()
    with override_settings(BASE_DIR=tmp_path):
        template.write_text("one")
        first = digest_sources()
        template.write_text("another")
        assert digest_sources() != first
        template.write_text("one")
        assert digest_sources() == first
