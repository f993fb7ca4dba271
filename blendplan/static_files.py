"""How static files are named and compressed for browsers to keep."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_IMPORT = (
    r"""(?P<matched>import(?P<names>\s*\{[^}]*\})\s*from\s*["'](?P<url>\./[^"']+)["'];)""",
    'import%(names)s from "%(url)s";',
)


class KeptStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Names carry a digest of what is inside; so do those that our modules import each other by.

    Django can do this for every script, but trips over packages' scripts that import by name.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (OWN_IMPORT,)))
