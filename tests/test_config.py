"""Settings: what is refused, and where the mistake is."""

from pathlib import Path

import pytest

from briefing.config import Config, check_folders, parse_config, read_config
from briefing.errors import ConfigError


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('language = "../../x"', "language: write a code like “en”"),
        ('language = ""', "language: write a code like “en”"),
        ('timezone = "../../etc/passwd"', "is no time zone"),
        ('base_url = "javascript:alert(1)"', "no absolute http or https address"),
        ('base_url = "https://example.org/a b/"', "a character that no address may hold"),
        ("base_url = 'https://example.org/\"x/'", "a character that no address may hold"),
        ("[feeds]\nstories = 0", "feeds.stories: write a number from 1"),
        ("[feeds]\ndays = -3", "feeds.days: write a number from 1"),
        ("[digest]\ngrouping = 1.5", "digest.grouping: write a number from 0 to 1"),
        ('[collect]\ndate_order = "XYZ"', "write one of “auto”, “DMY”, “MDY”, “YMD”"),
        ('[[nav]]\ntitle = "x"\nurl = " JavaScript:alert(1)"', "no http, https or mailto address"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_with_its_line(line: str, words: str) -> None:
    with pytest.raises(ConfigError) as told:
        parse_config(f'title = "T"\n{line}\n')

    assert words in told.value.message
    assert told.value.place == f"briefing.toml:{len(line.splitlines()) + 1}"


def test_links_of_the_menu_may_be_paths_and_addresses() -> None:
    urls = ("/about/", "about/", "https://example.org/", "mailto:desk@example.org")
    tables = "".join(f'[[nav]]\ntitle = "x"\nurl = "{url}"\n' for url in urls)

    assert tuple(link.url for link in parse_config(tables).nav) == urls


def test_settings_that_cannot_be_read_are_told_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_bytes('title = "x"'.encode("utf-16"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        read_config(file)

    file.unlink()
    file.mkdir()
    with pytest.raises(ConfigError, match=r"briefing\.toml: cannot be read: is a directory"):
        read_config(file)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Config(output="/"), "output: “/” would lie over"),
        (Config(output="."), "output: "),
        (Config(output=".."), "output: "),
        (Config(output=""), "output: "),
        (Config(output="seeds"), "output: “seeds” would lie over “seeds”"),
        (Config(output="content/site"), "output: “site” would lie in “content”"),
        (Config(output="static"), "output: “static” would lie in “static”"),
        (Config(output="seeds/out"), "output: “out” would lie in “seeds”"),
        (Config(content="."), "content: "),
        (Config(content="seeds"), "content: “seeds” would lie over “seeds”"),
        (Config(content="all", seeds=("all/new",)), "content: “all” would lie over “new”"),
    ],
)
def test_folders_that_lie_over_one_another_are_refused(
    tmp_path: Path, settings: Config, words: str
) -> None:
    with pytest.raises(ConfigError) as told:
        check_folders(tmp_path, settings)

    assert words in told.value.message


def test_folders_may_lie_beside_one_another_and_elsewhere(tmp_path: Path) -> None:
    check_folders(tmp_path, Config())
    check_folders(tmp_path, Config(seeds=(".",), output="../public"))
    check_folders(tmp_path, Config(seeds=("a/b", "a/c"), content="a/d", output="a/e"))
    check_folders(tmp_path, Config(output="."), output=tmp_path / "out")
    with pytest.raises(ConfigError, match="output"):
        check_folders(tmp_path, Config(), output=tmp_path / "docs", seeds=[tmp_path / "docs"])
