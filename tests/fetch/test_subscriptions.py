"""Which feeds a site follows, and how another one is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import parse_config
from briefing.errors import BriefingError, ConfigError
from briefing.following.subscriptions import subscribe, subscriptions

OPML = """<?xml version="1.0" encoding="{encoding}"?>
<!-- the desk's own -->
<opml version="2.0"><head><title>Café</title></head><body>
  <outline text="Harbour"><outline text="Tides" type="rss" xmlUrl="https://tide.example/feed"/></outline>
  <outline text="Mill" type="rss" xmlUrl="https://mill.example/feed"/>
  <outline text="Odd" type="rss" xmlUrl="file:///etc/passwd"/>
{more}</body></opml>
"""


def test_feeds_stand_in_both_files(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML.format(encoding="utf-8", more=""), "utf-8")
    config = parse_config(
        '[[subscriptions]]\nurl = "https://Mill.example/feed#x"\ntitle = "The Messenger"\n'
        'section = "Town"\nsource = "Mill Messenger"\nfolder = "Near"\n'
        '[[subscriptions]]\nurl = "https://ann:pw@choir.example"\n'
    )

    found, problems = subscriptions(tmp_path, config)

    assert [(x.name, x.label, x.folder, x.place) for x in found] == [
        ("https://mill.example/feed", "The Messenger", "Near", "briefing.toml"),
        ("https://choir.example/", "https://choir.example", "", "briefing.toml"),
        ("https://tide.example/feed", "Tides", "Harbour", "feeds.opml"),
    ]
    assert (found[0].section, found[0].source) == ("Town", "Mill Messenger")
    assert "is no http or https address" in problems[0].message
    assert problems[0].place == "feeds.opml:6"
    assert "feeds.opml" not in str(subscriptions(tmp_path / "nowhere", config))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[subscriptions]]\nurl = "https://a.example"\ntitel = "x"', "did you mean “title”"),
        ('[[subscriptions]]\nurl = "ftp://a.example"', "is no http or https address"),
        ('[[subscriptions]]\nurl = "http://[::1"', "is no http or https address"),
        ('[[subscriptions]]\ntitle = "x"', "missing required field `url`"),
        ("[fetch]\nper_hosts = 2", "did you mean “per_host”"),
        ("[fetch]\nper_host = 0", "write a number from 1 to 16"),
        ("[fetch]\nat_once = 1000", "write a number from 1 to 256"),
        ("[fetch]\ntotal_seconds = 0.0", "write seconds"),
        ("[fetch]\nlargest_megabytes = 65", "write a number from 1 to 64"),
        ("[fetch]\nlongest_wait_hours = -1.0", "write hours"),
        ("[fetch]\nports = [70000]", "70000 is no port"),
        ('[fetch]\nallow_private = ["home"]', "“home” is no network"),
        ('[fetch]\ncontact = "a\\nb"', "in plain letters"),
    ],
)
def test_wrong_settings_are_told_with_their_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=r"briefing\.toml:\d") as caught:
        parse_config(text)

    assert message in caught.value.message


def test_a_first_feed_makes_the_file(tmp_path: Path) -> None:
    urls = ["https://mill.example/feed?a=1&b=2", "https://choir.example/<x>"]

    assert subscribe(tmp_path, urls) == tuple(urls)
    assert subscribe(tmp_path, urls) == ()
    found, _ = subscriptions(tmp_path, parse_config(""))
    assert [one.url for one in found] == urls
    assert found[0].label == "mill.example/feed?a=1&b=2"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_what_stands_in_the_file_stays(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(OPML.format(encoding=encoding, more="  <!-- </body> -->\n"), encoding)

    assert subscribe(tmp_path, ["https://mill.example/feed", "https://new.example/"]) == (
        "https://new.example/",
    )
    line = '    <outline type="rss" text="new.example" xmlUrl="https://new.example/"/>\n'
    expected = OPML.format(encoding="utf-8", more=f"  <!-- </body> -->\n{line}")
    assert file.read_text("utf-8") == expected


def test_an_empty_body_is_opened(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text('<opml version="2.0"><head/><body/></opml>', "utf-8")

    assert subscribe(tmp_path, ["https://new.example/"]) == ("https://new.example/",)
    assert [one.url for one in subscriptions(tmp_path, parse_config(""))[0]] == [
        "https://new.example/"
    ]


@pytest.mark.parametrize("text", ["no opml at all", '<opml version="2.0"><head/></opml>', ""])
def test_a_file_that_is_no_opml_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(text, "utf-8")

    with pytest.raises(BriefingError, match=r"feeds\.opml"):
        subscribe(tmp_path, ["https://new.example/"])
    assert file.read_text("utf-8") == text


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").mkdir()

    with pytest.raises(BriefingError, match="cannot be read"):
        subscriptions(tmp_path, parse_config(""))
