"""Which elements there are (HTML, sections 4 and 15.3)."""

from __future__ import annotations

DROPPED = frozenset(
    "script style template noscript head title meta link base svg canvas object embed applet iframe"
    " frame frameset noframes map area audio video progress meter dialog"
    " datalist select option optgroup textarea input button keygen colgroup col rp math".split()
)
"""Nothing in these is running text (``source`` and ``track`` are not among them: libxml2 does not
know that they are empty, and puts what follows them inside). ``math`` is written by its ``alttext`` where
it has one."""

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre"
    " section summary table tbody td tfoot th thead tr ul caption search".split()
)

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset("ul ol menu dir".split())
STRESS = {
    **dict.fromkeys("b strong".split(), "**"),
    **dict.fromkeys("i em cite dfn var".split(), "*"),
    **dict.fromkeys("s strike del".split(), "~~"),
}
CODE = frozenset("code kbd samp tt".split())

KNOWN = (
    DROPPED
    | BLOCKS
    | CODE
    | STRESS.keys()
    | frozenset(
        "a abbr acronym basefont bdi bdo big br data font img ins label mark nobr output picture q"
        " rt ruby rb rtc slot small source span sub sup time track tt u wbr blink marquee".split()
    )
)
