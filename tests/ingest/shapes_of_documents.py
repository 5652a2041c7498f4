"""Random documents built from the kinds of lines that collected pages are made of."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = (
    "swans mill pond library tools garden choir ferry bridge baker tower clock harbour frogs "
    "honey market island lantern school boat kiln otter spade winter river"
).split()
_NAMES = ("Ada Finch", "Tom Ashby", "Nora Quill", "Mira Holt")
_PUBLISHERS = ("Valley Gazette", "Coast Courier", "Lantern Weekly", "Radio Brook")
_DATES = ("3 March 2025", "March 4, 2025", "05.03.2025", "2025-03-06 14:05", "31 February 2025")
_FIXED = (
    "Normal view", "Share | Print | Comment", "Advertisement", "Read more: Ducks on the canal",
    "Comments (2)", "Most read", "Related articles", "About us", "© 2025 Coast Courier",
    "Summary", "Key points", "Quick Hit:", "Articles in this cluster",
    "Sources: a.example: 2 | b.example: 1",
    "Image content: a bridge with a man", "Date: 05-07-2025", "In short: the bridge is open.",
    "[gallery ids=1]", "***", "---", "# 1", "1.", "3 hours ago", "4 min read", "Updated:",
    "18:50 Ferry back 18:20 Choir wins 17:45 Rain comes", "https://coast.example/boat",
    "The boathouse (Photo: Piet Wessel)", "Beans\t4\t31", "Beetroot\t2\t58", "✇Valley Gazette",
    "> A garden sleeps.", "Mira Holt's avatar", "More pictures »", "{{ config }}", "title: x",
    "Bring us a drop of oil for the lamp over this page. Thank you very much.",
)  # fmt: skip

_some_words = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=9)
_headline = _some_words.map(lambda words: " ".join(words).capitalize())
_prose = st.lists(st.sampled_from(_WORDS), min_size=12, max_size=24, unique=True).map(
    lambda words: " ".join(words).capitalize() + "."
)
_bullet = st.tuples(st.sampled_from("•-*–1"), _headline).map(
    lambda parts: f"{parts[0]}{'.' if parts[0] == '1' else ''} {parts[1]}"
)
_suffixed = st.tuples(_headline, st.sampled_from((" | ", " - ")), st.sampled_from(_PUBLISHERS)).map(
    "".join
)
_byline = st.one_of(
    st.sampled_from(_DATES),
    st.sampled_from(_NAMES).map("By {}".format),
    st.tuples(st.sampled_from(_PUBLISHERS), st.sampled_from(_DATES)).map(" | ".join),
    st.tuples(st.sampled_from(_NAMES), st.sampled_from(_DATES)).map(
        lambda parts: f"By {parts[0]} – {parts[1]}"
    ),
)
_line = st.one_of(
    _headline, _byline, _prose, _prose, _bullet, _suffixed, st.just(""), st.sampled_from(_FIXED)
)
_article = st.tuples(_headline, _byline, st.lists(_prose, min_size=1, max_size=3)).map(
    lambda parts: [parts[0], parts[1], *parts[2], ""]
)
_block = st.one_of(_article, st.lists(_line, min_size=1, max_size=4))

DOCUMENTS = st.lists(_block, max_size=8).map(
    lambda blocks: "\n".join(line for block in blocks for line in block)
)
