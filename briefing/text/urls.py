"""Addresses as they are to be kept: absolute, without trackers, without detours (RFC 3986)."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from briefing.text.trackers import (
    FRAGMENT,
    PARAMETER_PREFIXES,
    PARAMETERS,
    REDIRECTS,
    TARGETS,
)

LONGEST_URL = 8_000
"""Characters; what is longer is no address (most servers refuse it: RFC 9110, section 4.1)."""

_DETOURS = 5
"""Redirecting addresses inside one another."""

_REDIRECT = re.compile("|".join(f"(?:{shape})" for shape in REDIRECTS), re.IGNORECASE)
_FRAGMENT = re.compile(FRAGMENT, re.IGNORECASE)
_IGNORED = re.compile("[\t\n\r\x0b\x0c]+")  # as browsers do (WHATWG URL, section 4.4)
_AROUND = "".join(map(chr, range(0x21))) + "\xa0\u200b\ufeff"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f]*:[0-9a-f:.]+")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AMP_CACHE = re.compile(r"[\w-]+\.cdn\.ampproject\.org/(?:[a-z]/)?(?:(s)/)?(.+)", re.IGNORECASE)
_AMP_VIEWER = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}/amp/(?:(s)/)?(.+)", re.IGNORECASE)
_DEFENSE_3 = re.compile(r"urldefense\.com/v3/__(https?:.+?)__;", re.IGNORECASE)
_DEFENSE_2 = re.compile(r"urldefense\.proofpoint\.com/v2/url$", re.IGNORECASE)

# What may stand in a part as it is (RFC 3986, appendix A); brackets are rather written as codes,
# so that an address can stand in Markdown and in running text.
_IN_PATH = "/:@!$&'()*+,;=~%-._"
_IN_QUERY = _IN_PATH + "?"


def clean_url(url: str, base: str = "") -> str:
    """Return *url* as an absolute http or https address, resolved on *base*.

    Tracking parameters and fragments go, so do user names; known redirecting addresses give way to
    what they lead to; characters that may not stand in an address are percent-encoded. Returns an
    empty string for anything that is no such address.
    """
    found = _absolute(url, base)
    for _ in range(_DETOURS):
        inner = _target(found) if found else ""
        if not inner:
            break
        found = inner
    return _without_trackers(found) if found else ""


def domain_of(url: str) -> str:
    """Return the host of *url* in lower case without ``www.``; empty where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _absolute(url: str, base: str) -> str:
    """*url* made absolute and legal; empty where that cannot be."""
    text = _IGNORED.sub("", url.strip(_AROUND))
    if not text or len(text) > LONGEST_URL:
        return ""
    try:
        if not _SCHEME.match(text):
            text = urljoin(base, text) if base else f"https:{text}" if text[:2] == "//" else ""
        return _legal(text)
    except ValueError:  # a bad port, a bad IPv6 address, a host that no IDNA can write
        return ""


def _legal(text: str) -> str:
    parts = urlsplit(text.replace("\\", "/") if text[:8].count("\\") else text)
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        return ""
    host = _ascii_host(parts.hostname or "")
    if not _HOST.fullmatch(host):
        return ""
    port = parts.port
    usual = {"http": 80, "https": 443}[scheme]
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, usual) else f"{host}:{port}"
    return urlunsplit(
        (
            scheme,
            place,
            _encoded(parts.path, _IN_PATH) or "/",
            _encoded(parts.query, _IN_QUERY),
            _encoded(parts.fragment, _IN_QUERY),
        )
    )


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    return host.encode("idna").decode("ascii").lower()


def _encoded(part: str, safe: str) -> str:
    return _PERCENT.sub("%25", quote(part, safe=safe)) if part else ""


def _target(url: str) -> str:
    """Where a redirecting *url* leads; empty where it is none, or leads to no address."""
    parts = urlsplit(url)
    place = f"{parts.netloc}{parts.path}"
    if wrapped := _AMP_CACHE.match(place) or _AMP_VIEWER.match(place):
        return _absolute(f"http{wrapped[1] or ''}://{wrapped[2]}?{parts.query}".rstrip("?"), "")
    if wrapped := _DEFENSE_3.match(url.partition("//")[2]):
        return _absolute(re.sub(r"^(https?):/(?!/)", r"\1://", wrapped[1]), "")
    if not parts.query or not _REDIRECT.match(place):
        return ""
    given = {name.lower(): value for name, value in reversed(parse_qsl(parts.query)[:100])}
    if _DEFENSE_2.match(place):
        return _absolute(unquote(given.get("u", "").replace("-", "%").replace("_", "/")), "")
    for name in TARGETS:
        value = given.get(name, "")
        if value[:8].lower().startswith(("http://", "https://")):
            return _absolute(value, "")
    return ""


def _without_trackers(url: str) -> str:
    parts = urlsplit(url)
    query = "&".join(p for p in parts.query.split("&") if p and not _is_tracker(p))
    fragment = "" if _FRAGMENT.match(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))


def _is_tracker(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).lower().removeprefix("amp;")
    return name in PARAMETERS or name.startswith(PARAMETER_PREFIXES)
