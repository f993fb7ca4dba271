"""Watches a page while a test drives it, and says at the end what no user should have met."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

PAGE_PARTS = {"script", "stylesheet", "image", "font", "manifest"}
OWN_SCHEMES = {"about", "blob", "data"}
# Chromium writes this for every answer from 400 up. Which status a page has is each test's
# own to say; for a page's parts, and for errors of ours, `note_response` looks itself.
STATUS_MESSAGE = "Failed to load resource: the server responded with a status of"

AXE = Axe()


class Watch:
    """Everything that went wrong on the pages of one test."""

    def __init__(self, origin: str) -> None:
        self.host = urlsplit(origin).netloc
        self.troubles: list[str] = []

    def follow(self, page: Page) -> None:
        """Note this page's troubles from now on."""
        page.on("console", self.note_message)
        page.on("pageerror", self.note_error)
        page.on("request", self.note_request)
        page.on("response", self.note_response)

    def note_message(self, message: ConsoleMessage) -> None:
        """Console errors; the content security policy's refusals are among them."""
        if message.type == "error" and not message.text.startswith(STATUS_MESSAGE):
            self.troubles.append(f"console: {message.text}")

    def note_error(self, error: Error) -> None:
        self.troubles.append(f"script: {error}")

    def note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in OWN_SCHEMES and address.netloc != self.host:
            self.troubles.append(f"third party: {request.url}")

    def note_response(self, response: Response) -> None:
        part = response.request.resource_type in PAGE_PARTS
        if response.status >= 500 or (part and response.status >= 400):
            self.troubles.append(f"{response.status}: {response.url}")


def find_barriers(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule, what it asks, and where."""
    found = AXE.run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']} ({', '.join(str(node['target']) for node in rule['nodes'])})"
        for rule in found
    ]
