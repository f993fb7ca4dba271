"""Everything that we send and take is UTF-8, whatever charset a request claims.

Django decodes addresses and forms in the charset that the Content-Type names, before any of our
code runs, and Python knows charsets that are none of text ("hex"): such a request ended in a 500.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
CHARSET = re.compile(r';\s*charset\s*=\s*("[^"]*"|[^;]*)', re.IGNORECASE)


def ignore_charsets(application: Application) -> Application:
    """The application, told of no charset."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = environ.get("CONTENT_TYPE", "")
        if "charset" in given.lower():
            environ["CONTENT_TYPE"] = CHARSET.sub("", given)
        return application(environ, start_response)

    return answer
