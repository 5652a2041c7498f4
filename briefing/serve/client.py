"""The reload client: its files, and the one tag that a page gets."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

CLIENT = "/__briefing/reload.js"
STYLE = "/__briefing/serve.css"
EVENTS = "/__briefing/events"


@cache
def own_file(url: str) -> bytes | None:
    """Return the file of the server's own at *url*; None where there is none."""
    if url not in (CLIENT, STYLE):
        return None
    return (files("briefing.serve") / url.rpartition("/")[2]).read_bytes()


def with_client(page: bytes, *, mark: str, status: int, styles: str) -> bytes:
    """Return the HTML *page* with the client's tag before its last ``</body>``, else at its end.

    The tag carries the state in which the page is sent, so that no change after it is missed.
    """
    tag = (
        f'<script src="{CLIENT}" data-page="{mark}" data-status="{status}" data-styles="{styles}">'
    )
    at = page.rfind(b"</body>")
    cut = at if at >= 0 else len(page)
    return page[:cut] + tag.encode() + b"</script>" + page[cut:]
