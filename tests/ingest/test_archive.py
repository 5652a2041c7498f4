"""Archives: every member a document; no bomb, no path outside, nothing lost in silence."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import tarfile
import zipfile

import pytest
from harvesting import BERLIN, document, read
from packed import BENCHES, HERRING, LAMP, article, letter, tarred, zipped

from briefing.config import CollectSettings
from briefing.ingest import room as rooms
from briefing.ingest.archive import harvest_zip
from briefing.ingest.companions import Companions
from briefing.ingest.inner import safe_name
from briefing.ingest.reading import Reading
from briefing.ingest.room import Room
from briefing.model import Harvest

LAMP_TEXT = article("Lighthouse gets a new lamp")
HERRING_TEXT = article("Herring smoked as a hundred years ago", HERRING)
TWO = {"monday/lamp.txt": LAMP_TEXT, "tuesday/herring.txt": HERRING_TEXT}


def titles(gathered: Harvest) -> list[str]:
    return [entry.title for entry in gathered.entries]


def messages(gathered: Harvest) -> dict[str, str]:
    return {problem.place: problem.message for problem in gathered.problems}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped(TWO), "week.zip"),
        (tarred(TWO), "week.tar"),
        (tarred(TWO, "w:gz"), "week.tar.gz"),
        (tarred(TWO, "w:bz2"), "week.tbz2"),
        (tarred(TWO, "w:xz"), "week"),
    ],
)
def test_members_are_documents_whose_parts_count_on(data: bytes, name: str) -> None:
    gathered = read(data, f"seeds/{name}")

    assert titles(gathered) == [
        "Lighthouse gets a new lamp",
        "Herring smoked as a hundred years ago",
    ]
    seeds = [(e.seed.file, e.seed.part) for e in gathered.entries if e.seed]
    assert seeds == [(f"seeds/{name}", 1), (f"seeds/{name}", 2)]
    assert gathered.problems == ()
    told = [(e.part, e.reason) for e in gathered.evidence if e.about == "document"]
    assert told == [(1, "monday/lamp.txt"), (2, "tuesday/herring.txt")]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_is_the_document_in_it(pack: object) -> None:
    gathered = read(pack(LAMP_TEXT.encode()), "seeds/lamp.txt.gz")  # type: ignore[operator]

    assert titles(gathered) == ["Lighthouse gets a new lamp"]
    assert gathered.entries[0].body == LAMP


def test_what_a_member_leaves_out_is_told_with_its_place() -> None:
    gathered = read(zipped({"a.txt": LAMP_TEXT + "Share this article\n"}), "seeds/a.zip")

    assert [left.place for left in gathered.left_out] == ["seeds/a.zip!/a.txt:4"]


def test_a_letter_in_an_archive_in_an_archive_is_read() -> None:
    inner = zipped({"a.eml": letter(BENCHES, subject="Cyclists map every bench").as_bytes()})
    gathered = read(zipped({"inner.zip": inner, "lamp.txt": LAMP_TEXT}), "seeds/a.zip")

    assert titles(gathered) == ["Cyclists map every bench", "Lighthouse gets a new lamp"]
    assert {e.seed.file for e in gathered.entries if e.seed} == {"seeds/a.zip"}


def test_archives_are_opened_two_deep() -> None:
    data = zipped({"a.txt": LAMP_TEXT})
    for name in ("b.zip", "c.zip"):
        data = zipped({name: data})
    assert titles(read(data, "seeds/d.zip")) == ["Lighthouse gets a new lamp"]

    deeper = read(zipped({"e.zip": data}), "seeds/f.zip")
    assert titles(deeper) == []
    assert list(messages(deeper)) == ["seeds/f.zip!/e.zip!/c.zip!/b.zip"]
    assert "more than 2 archives deep" in next(iter(messages(deeper).values()))


# --- hostile archives -----------------------------------------------------------------------------


def test_a_bomb_costs_no_other_member() -> None:
    gathered = read(zipped({"bomb.txt": b"a" * 30_000_000, **TWO}), "seeds/a.zip")

    assert len(gathered.entries) == 2
    message = "unpacks to more than 200 times its size (kept, not read)"
    assert messages(gathered) == {"seeds/a.zip!/bomb.txt": message}


def test_a_bomb_of_many_small_members_is_ended() -> None:
    part = (LAMP_TEXT + " " * 900_000)[:900_000]
    gathered = read(zipped({f"{n}.txt": part for n in range(40)}), "seeds/a.zip")

    assert len(messages(gathered)) == 1
    assert "the members after this one are not read" in next(iter(messages(gathered).values()))


def test_a_gzip_bomb_is_ended() -> None:
    gathered = read(gzip.compress(b"a" * 30_000_000, mtime=0), "seeds/a.txt.gz")

    assert gathered.entries == ()
    assert "unpacks to more than 200 times its size" in messages(gathered)["seeds/a.txt.gz"]


def test_all_that_comes_out_of_a_document_is_counted_together() -> None:
    settings = CollectSettings()
    reading = Reading(settings=settings, zone=BERLIN, language="en", room=Room(bytes=3000))
    noise = "".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(40))
    inner = zipped({"a.txt": noise})
    gathered = harvest_zip(document(zipped({"b.zip": inner, "c.txt": noise}), "a.zip"), reading)

    assert any("with all before it" in p.message for p in gathered.problems)


def test_too_many_members_are_told_and_the_first_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rooms.Room.__init__, "__defaults__", (rooms.MOST_BYTES, 2))
    gathered = read(zipped({**TWO, "c.txt": article("Third", BENCHES)}), "seeds/a.zip")

    assert len(gathered.entries) == 2
    assert "more than 10,000 members" in messages(gathered)["seeds/a.zip"]


def test_a_list_of_members_without_end_is_refused() -> None:
    gathered = read(zipped(TWO) + b"PK\x01\x02" * 20_001, "seeds/a.zip")

    assert "more than 10,000 members" in messages(gathered)["seeds/a.zip"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\a.txt", "C_/Users/a.txt"),
        ("a/./b/../c.txt", "a/b/c.txt"),
        ("a\nb\x1b[0m.txt", "a_b_[0m.txt"),
        ("\u202egnp.txt", "_gnp.txt"),
        ("..", "document"),
        ("", "document"),
        ("/".join("abcdefghijklmnop"), "/".join("efghijklmnop")),
        ("x" * 500, "x" * 120),
        ("bad\udce4.txt", "bad_.txt"),
    ],
)
def test_names_are_labels_that_lead_nowhere(name: str, label: str) -> None:
    assert safe_name(name) == label


def test_links_devices_and_encrypted_members_are_told() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        for name, kind in (("l.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE),
                           ("p.txt", tarfile.FIFOTYPE), ("d", tarfile.DIRTYPE)):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            file.addfile(info)
    told = messages(read(out.getvalue(), "seeds/a.tar"))

    assert {place.rpartition("/")[2] for place in told} == {"l.txt", "h.txt", "p.txt"}
    assert "is a link, which is not followed" in told["seeds/a.tar!/l.txt"]
    assert "is a device or pipe" in told["seeds/a.tar!/p.txt"]


def test_an_encrypted_member_and_a_link_of_a_zip_are_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("secret.txt", "x")
        file.mkdir("folder")
    data = bytearray(out.getvalue())
    local = data.index(b"PK\x03\x04", 1)
    central = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[local + 6] |= 1
    data[central + 8] |= 1
    told = messages(read(bytes(data), "seeds/a.zip"))

    assert told["seeds/a.zip!/secret.txt"].startswith("is encrypted")
    assert told["seeds/a.zip!/link.txt"].startswith("is a link")
    assert len(told) == 2


def test_a_damaged_member_costs_no_other() -> None:
    data = bytearray(zipped(TWO, zipfile.ZIP_STORED))
    data[data.index(b"Lighthouse")] ^= 0xFF
    gathered = read(bytes(data), "seeds/a.zip")

    assert titles(gathered) == ["Herring smoked as a hundred years ago"]
    assert "Bad CRC-32" in messages(gathered)["seeds/a.zip!/monday/lamp.txt"]


def test_of_a_packed_file_that_is_cut_off_the_beginning_is_read() -> None:
    noise = "".join(f"{n * n} lamps burn\n" for n in range(20_000))
    data = gzip.compress((LAMP_TEXT + noise).encode(), mtime=0)
    gathered = read(data[: len(data) - 40_000], "seeds/a.txt.gz")

    assert titles(gathered) == ["Lighthouse gets a new lamp"]
    assert "is cut off or damaged" in messages(gathered)["seeds/a.txt.gz"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", b"PK\x05\x06"])
def test_what_is_no_archive_is_told(data: bytes) -> None:
    (problem,) = read(data, "seeds/a.zip").problems

    assert "no zip archive that can be opened" in problem.message


def test_a_damaged_tar_is_told() -> None:
    data = bytearray(tarred(TWO))
    data[0:100] = b"\xff" * 100
    (problem,) = read(bytes(data), "seeds/a.tar").problems

    assert "no tar archive that can be opened" in problem.message


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08\x00", b"BZh9\xff\xff\xff\xff", b"\xfd7zXZ\x00x"])
def test_a_damaged_packed_file_is_told(data: bytes) -> None:
    (problem,) = read(data, "seeds/a.gz").problems

    assert problem.message.startswith("cannot be unpacked")


# --- what is no document --------------------------------------------------------------------------


def test_the_parts_of_a_saved_page_are_no_documents() -> None:
    data = zipped(
        {
            "Lamp.html": LAMP_TEXT,
            "Lamp_files/frame.html": "<p>Frame</p>",
            "Lamp_files/style.css": "a {}",
            "__MACOSX/._Lamp.html": "x",
            ".DS_Store": "x",
        }
    )
    gathered = read(data, "seeds/a.zip")

    assert titles(gathered) == ["Lighthouse gets a new lamp"]
    assert messages(gathered) == {
        "seeds/a.zip!/Lamp.html": "2 files beside the page belong to it and are no documents"
    }


@pytest.mark.parametrize(
    ("folder", "is_part"),
    [("Seite-Dateien", True), ("Seite_files", True), ("Seite_fichiers", True), ("Seite", False),
     ("Andere_files", False)],
)  # fmt: skip
def test_a_folder_belongs_to_the_page_of_its_name(folder: str, is_part: bool) -> None:
    name = f"x/{folder}/a.html"

    assert (name in Companions(["x/Seite.htm", name])) == is_part


def test_pictures_and_scripts_are_told_in_one_line() -> None:
    members = {f"{n}.png": b"\x89PNG\r\n\x1a\n" for n in range(5)}
    gathered = read(zipped({**members, "a.css": "a {}", **TWO}), "seeds/a.zip")

    assert len(gathered.entries) == 2
    (message,) = messages(gathered).values()
    assert "5 × a picture, sound, film or font, 1 × a style sheet or script" in message
    assert message.endswith("(0.png, 1.png, 2.png …)")


def test_an_archive_without_documents_is_told() -> None:
    assert messages(read(zipped({}), "seeds/a.zip"))["seeds/a.zip"].startswith("the archive holds")
