"""Making small archives, Office documents, PDFs and letters, for the tests of their readers."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

LAMP = (
    "The lamp that has burned on the northern head since 1961 was switched off on Monday, and a"
    " smaller one took its place."
)
HERRING = (
    "In the old smokehouse behind the harbour the herring hang again over beech wood, as they did"
    " a hundred years ago."
)
BENCHES = (
    "Six cyclists have drawn a map of every bench in the valley, with a star for those that stand"
    " in the shade."
)


def article(title: str, text: str = LAMP, source: str = "Coast Courier") -> str:
    """A copied article with a byline."""
    return f"{title}\n{source} | March 3, 2025\n{text}\n"


def zipped(members: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of *members*."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name, (2025, 3, 3, 0, 0, 0)), data, how)
    return out.getvalue()


def tarred(members: Mapping[str, str | bytes], mode: str = "w") -> bytes:
    """A tar archive of *members*; *mode* ``w:gz`` … packs it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as file:  # type: ignore[call-overload]
        for name, data in members.items():
            raw = data.encode() if isinstance(data, str) else data
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            file.addfile(info, io.BytesIO(raw))
    return out.getvalue()


# --- letters --------------------------------------------------------------------------------------


def letter(
    text: str | None = None,
    html: str | None = None,
    *,
    subject: str = "Morning tide",
    sender: str = "Coast Letter <news@coast.example>",
    date: str = "Mon, 02 Jun 2025 06:30:00 +0200",
    **fields: str,
) -> EmailMessage:
    """A letter; further *fields* have underscores for hyphens."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "reader@home.example"
    message["Subject"] = subject
    if date:
        message["Date"] = date
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


# --- Office documents -----------------------------------------------------------------------------

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_STYLES = {"Titel": "Title", "berschrift1": "heading 1", "berschrift2": "heading 2"}


def word_paragraph(content: str, style: str = "", number: str = "", depth: int = 0) -> str:
    """One paragraph of WordprocessingML; *content* is text or runs."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    runs = content if content.startswith("<") else word_run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def word_run(text: str, look: str = "") -> str:
    """One run of WordprocessingML."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str, parts: Mapping[str, str] | None = None, core: str = "") -> bytes:
    """A Word document with *body* in it; styles have German ids, list 1 bullets, list 2 numbers."""
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{form}"/></w:lvl>' for depth in range(3)
        )
        + "</w:abstractNum>"
        for n, form in ((1, "bullet"), (2, "decimal"))
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    link = (
        '<Relationships><Relationship Id="r1" Type="http://x.example/hyperlink"'
        ' Target="https://map.example/coast?utm_source=docx"/></Relationships>'
    )
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{lists}</w:numbering>",
        "word/_rels/document.xml.rels": link,
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:t="t">{core}</cp:coreProperties>'
        ),
    }
    return zipped({**members, **{k: v.replace("{W}", _W) for k, v in (parts or {}).items()}})


_O = (
    'xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="f"'
    ' xmlns:xlink="x" xmlns:meta="m" xmlns:dc="d"'
)


def odt(text: str, meta: str = "", styles: str = "") -> bytes:
    """An OpenDocument text with *text* in it."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {_O}><office:automatic-styles>{styles}"
                f"</office:automatic-styles><office:body><office:text>{text}</office:text>"
                "</office:body></office:document-content>"
            ),
            "meta.xml": (
                f"<office:document-meta {_O}><office:meta>{meta}</office:meta>"
                "</office:document-meta>"
            ),
        },
        zipfile.ZIP_STORED,
    )


def pdf(pages: Sequence[Sequence[str]], information: Mapping[str, str] | None = None) -> bytes:
    """A PDF whose *pages* hold lines of Latin text (ISO 32000-1, section 7.5)."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects.append(font)
    kids: list[int] = []
    for lines in pages:
        shown = b" ".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
        stream = b"BT /F1 11 Tf 14 TL 50 780 Td " + shown + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    refs = b" ".join(b"%d 0 R" % n for n in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (refs, len(kids))
    said = b" ".join(
        b"/%s (%s)" % (k.encode(), _escaped(v)) for k, v in (information or {}).items()
    )
    objects.append(b"<< %s >>" % said)
    return _file(objects)


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places: list[int] = []
    for n, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return out
