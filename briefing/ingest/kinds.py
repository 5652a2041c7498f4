"""The kinds of documents there are, what their names end in, and what to do about those that hold
no articles."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath


class DocumentKind(StrEnum):
    """What a document is, whatever its name says; the value is what a person calls it."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "a web page"
    MHTML = "a saved web page (MHTML)"
    WEBARCHIVE = "a saved web page (webarchive)"
    FEED = "a feed"
    OPML = "a list of feeds"
    ARTICLES = "JSON"
    MAIL = "a letter"
    MBOX = "a mailbox"
    DOCX = "a Word document"
    ODT = "an OpenDocument text"
    EPUB = "an e-book"
    PDF = "a PDF"
    ZIP = "a zip archive"
    TAR = "a tar archive"
    PACKED = "a packed file"
    LINK = "a link"
    OFFICE = "an Office document"
    RTF = "an RTF text"
    OTHER_ARCHIVE = "an archive"
    PICTURE = "a picture, sound, film or font"
    DATA = "data"
    CODE = "a style sheet or script"
    UNKNOWN = "unknown"


_K = DocumentKind

NOT_READ = {
    _K.HTML: "is a web page, which this version cannot read; save the page's text as .txt",
    _K.MHTML: "is a saved web page, which this version cannot read; save the page's text as .txt",
    _K.OPML: "is a list of feeds, no document; subscribe to them with feeds.opml",
    _K.EPUB: "is an e-book; save the chapter's text as .txt",
    _K.OFFICE: "is an Office document of a kind that is not read; save it as .docx, .pdf or .txt",
    _K.RTF: "is an RTF text; save it as .docx or .txt",
    _K.OTHER_ARCHIVE: "is an archive of a kind that is not opened; unpack it, or pack it as .zip",
    _K.PICTURE: "is a picture, sound, film or font and holds no text",
    _K.DATA: "is data, no document; articles as .json or .jsonl are read",
    _K.CODE: "is a style sheet or script, no document",
    _K.UNKNOWN: "is no text document; save the page's text as .txt",
}
"""What a person is told of a document that no reader takes."""

ENDINGS: dict[str, DocumentKind] = {
    "": _K.TEXT,
    **dict.fromkeys("txt text asc log rst rest adoc asciidoc org textile".split(), _K.TEXT),
    **dict.fromkeys("md markdown mdown mkd mkdn mdx mdtext qmd rmd".split(), _K.MARKDOWN),
    **dict.fromkeys("html htm xhtml xht shtml".split(), _K.HTML),
    **dict.fromkeys("mhtml mht".split(), _K.MHTML),
    "webarchive": _K.WEBARCHIVE,
    **dict.fromkeys("xml rss atom rdf".split(), _K.FEED),
    "opml": _K.OPML,
    **dict.fromkeys("json jsonl ndjson jsonlines".split(), _K.ARTICLES),
    **dict.fromkeys("eml emlx".split(), _K.MAIL),
    **dict.fromkeys("mbox mbx mboxrd".split(), _K.MBOX),
    **dict.fromkeys("docx docm dotx".split(), _K.DOCX),
    **dict.fromkeys("odt ott".split(), _K.ODT),
    "epub": _K.EPUB,
    "pdf": _K.PDF,
    "zip": _K.ZIP,
    "tar": _K.TAR,
    **dict.fromkeys("gz tgz bz2 tbz tbz2 xz txz".split(), _K.PACKED),
    **dict.fromkeys("webloc url desktop".split(), _K.LINK),
    **dict.fromkeys("doc xls xlsx ppt pptx ods odp pages numbers key msg".split(), _K.OFFICE),
    "rtf": _K.RTF,
    **dict.fromkeys("7z rar zst lz4 lz br cab".split(), _K.OTHER_ARCHIVE),
    **dict.fromkeys(
        "png jpg jpeg gif webp avif svg ico bmp tif tiff heic mp3 m4a ogg wav mp4 m4v mov webm"
        " woff woff2 ttf otf eot".split(),
        _K.PICTURE,
    ),
    **dict.fromkeys("csv tsv yaml yml toml ini sqlite db parquet ics vcf p7s sig".split(), _K.DATA),
    **dict.fromkeys("css js mjs cjs ts map wasm py php scss less".split(), _K.CODE),
}
"""Ending, in lower case and without its dot → the kind that its documents are said to be."""

LOOKED_AT = frozenset(
    {_K.TEXT, _K.MARKDOWN, _K.HTML, _K.MHTML, _K.FEED, _K.OPML, _K.ARTICLES, _K.MAIL, _K.MBOX}
)
"""Kinds that are text and known by how it looks."""

MARKED = frozenset({_K.PDF, _K.DOCX, _K.ODT, _K.EPUB, _K.ZIP, _K.TAR, _K.PACKED, _K.RTF})
"""Kinds with unmistakable first bytes: a document without them is not what its ending says."""

_TAR_ENDING = re.compile(r"\.(tar\.(?:gz|bz2|xz)|tgz|tbz2?|txz)$", re.IGNORECASE)


def named_kind(place: str) -> DocumentKind:
    """Return the kind that the ending of *place* tells."""
    ending = PurePosixPath(place).suffix.lower().lstrip(".")
    return ENDINGS.get(ending, DocumentKind.UNKNOWN)


def unpacked_name(place: str) -> str:
    """Return the name of what a packed file holds: ``a.txt`` of ``x/a.txt.gz``, ``a.tar`` of
    ``a.tgz``."""
    name = PurePosixPath(place).name
    if found := _TAR_ENDING.search(name):
        return name[: found.start()] + ".tar"
    return name.rpartition(".")[0] or name
