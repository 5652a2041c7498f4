"""Names of publishers: how headlines and pages carry them."""

from __future__ import annotations

import re

_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,12})/?$", re.IGNORECASE)


_DOUBLED = re.compile(r"(?P<head>.*?\S)(?P<name>[^\W\d_][^|]{2,59}?)(?P=name)$")


_SUFFIX = re.compile(
    r"\s+(?:[|·•–—-]|::|//)\s+(?=[^|·•–—]{2,60}$)|\s*\|\s*(?=[^|]{2,60}$)|\s+[(](?=[^()]{2,40}[)]$)"
)


_SEPARATOR = re.compile(r"[|·•–—(-]|::|//")


def split_doubled(text: str) -> tuple[str, str]:
    """Split “Headline hereName of PublisherName of Publisher” into headline and publisher.

    Readers that hide a name for screen readers leave it so, glued and twice. Returns
    ``(text, "")`` where nothing of the kind stands.
    """
    is_doubled = len(text) <= 400 and text.find(text[-3:]) < len(text) - 3
    match = _DOUBLED.match(text) if is_doubled else None
    if not match or not match["name"][0].isupper() or match["head"][-1] in " (":
        return text, ""
    return match["head"].rstrip(), match["name"].strip()


def split_suffix(text: str) -> tuple[str, str]:
    """Split “Headline | Publisher” at its last separator into headline and what follows.

    Returns ``(text, "")`` where there is no separator. Whether what follows is a publisher is
    for the caller to decide.
    """
    may_be = len(text) <= 400 and _SEPARATOR.search(text)
    found = list(_SUFFIX.finditer(text)) if may_be else []
    if not found:
        return text, ""
    return text[: found[-1].start()].rstrip(), text[found[-1].end() :].strip(" )")


def matches_domain(name: str, domain: str) -> bool:
    """Whether *name* can be the publisher at *domain*: “Sky News” at news.sky.com, “CNN” at
    edition.cnn.com, “British Broadcasting Corporation” at bbc.com."""
    labels = [
        part for part in domain.casefold().split(".")[:-1] if part not in ("www", "co", "com")
    ]
    compact = re.sub(r"[^\w]", "", name.casefold())
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", name.casefold()))
    words = set(re.findall(r"\w+", name.casefold()))
    return any(
        part.replace("-", "") == compact
        or (len(initials) > 2 and part == initials)
        or (len(part) > 2 and part in words)
        for part in labels
    )


def domain_in(name: str) -> str:
    """Return the domain that *name* is, without ``www.``, else an empty string."""
    match = _DOMAIN.match(name)
    return match[1].casefold() if match else ""
