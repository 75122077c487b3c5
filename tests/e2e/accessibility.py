"""What axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS = 3
FADE = 700
"""Milliseconds. What Streamlit replaces fades out, and what fades has no contrast."""


def serious_violations(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the elements; what goes away by itself was only a fade."""
    for _ in range(LOOKS):
        found = [
            f"{violation['id']}: {[node['html'][:160] for node in violation['nodes'][:4]]}"
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
        if not found:
            return []
        page.wait_for_timeout(FADE)
    return found
