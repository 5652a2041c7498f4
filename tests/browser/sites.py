"""Sites on disk, built and served as a user would."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
COLLECTED = ROOT.parent / "shared" / "seeds"


@dataclass(frozen=True)
class Built:
    """A site on disk: its folder, and its output in ``site/`` where it was built."""

    root: Path

    @property
    def out(self) -> Path:
        return self.root / "site"

    def pages(self) -> dict[str, str]:
        """One page of each kind, the one with the most on it: kind → path of its URL."""
        found: dict[str, tuple[int, str]] = {}
        for file in sorted(self.out.rglob("*.html")):
            path = file.relative_to(self.out).as_posix()
            url = "/" + path.removesuffix("index.html")
            kind = next((kind for kind, shape in KINDS.items() if re.fullmatch(shape, url)), "page")
            found[kind] = max(found.get(kind, (0, "")), (file.stat().st_size, url))
        return {kind: url for kind, (_, url) in found.items()}


KINDS = {
    "home": r"/",
    "year": r"/\d{4}/",
    "month": r"/\d{4}/\d\d/",
    "day": r"/\d{4}/\d\d/\d\d/",
    "entry": r"/\d{4}/\d\d/\d\d/[^/]+/",
    "latest": r"/latest/",
    "archive": r"/archive/",
    "search": r"/search/",
    "stories": r"/stories/",
    "story": r"/stories/[^/]+/",
    "sources": r"/sources/",
    "source": r"/sources/[^/]+/",
    "source month": r"/sources/[^/]+/\d{4}/\d\d/",
    "topics": r"/topics/",
    "topic": r"/topics/[^/]+/",
    "topic month": r"/topics/[^/]+/\d{4}/\d\d/",
    "not found": r"/404.html",
}


def copy_sample(root: Path) -> Path:
    """Make *root* a copy of the sample site, with its themes."""
    shutil.copy(ROOT / "briefing.toml", root)
    for name in ("seeds", "content", "themes", "templates", "static"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
    return root


def build(root: Path) -> Built:
    command = [sys.executable, "-m", "briefing", "-C", str(root), "build"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return Built(root)


@contextmanager
def running(root: Path) -> Iterator[str]:
    """Run ``briefing serve`` in *root*; give the address; it must end well with Ctrl-C."""
    command = [sys.executable, "-u", "-m", "briefing", "-C", str(root), "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in process.stdout:
            if found := re.search(r"http://[^/\s]+", line):
                yield found[0]
                break
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=20)[0]
        assert "Traceback" not in rest, rest
        assert process.returncode == 0, rest
    finally:
        process.kill()
        process.communicate()


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with *page*, whose context must bypass the CSP."""
    if not AXE.is_file():
        pytest.fail("no axe-core: run npm install")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    report = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{broken['id']}: {json.dumps([node['html'][:200] for node in broken['nodes'][:3]])}"
        for broken in report["violations"]
    ]
