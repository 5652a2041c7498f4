"""A real browser for the tests, and the tools that check pages in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sites import COLLECTED, ROOT, Built, build, copy_sample, running

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def pytest_collection_modifyitems(items):
    """Mark all tests here, so that ``-m "not browser"`` leaves them out."""
    for item in items:
        here = Path(__file__).parent in item.path.parents
        if here and not item.get_closest_marker("validator"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Chromium; a machine without it fails, for a silent skip would hide what is broken."""
    if os.environ.get("BRIEFING_NO_BROWSER") == "1":
        pytest.skip("BRIEFING_NO_BROWSER=1 leaves the browser tests out")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail(f"no browser: install chromium (looked for {', '.join(NAMES)})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser):
    """An empty tab of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: errors in the console, scripts that fail, CSP violations."""
    heard: list[str] = []
    page.on("console", lambda told: heard.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Built:
    """The sample site of the project, built."""
    return build(copy_sample(tmp_path_factory.mktemp("sample")))


@pytest.fixture(scope="session")
def collected(tmp_path_factory) -> Built:
    """A site of real documents, where there are some beside the project, built."""
    if not COLLECTED.is_dir():
        pytest.skip(f"no {COLLECTED.relative_to(ROOT.parent)}/ beside the project")
    root = tmp_path_factory.mktemp("collected")
    shutil.copytree(COLLECTED, root / "seeds")
    return build(root)


@pytest.fixture(scope="session", params=["sample", "collected"])
def built(request) -> Built:
    """Each of the sites, built."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def served(built: Built) -> Iterator[str]:
    """The address at which each of the sites is served."""
    with running(built.root) as url:
        yield url
