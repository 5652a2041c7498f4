"""What a person sees when something is wrong."""

import pytest

from briefing.errors import ThemeError
from briefing.serve.errors import Line, Notice, error_page, notice, notice_of


def test_the_lines_of_an_error_stand_on_the_page_and_the_guilty_one_is_marked():
    error = ThemeError("a.html:2", "bad", excerpt=("1: <p>", "2: {% if %}"))
    page = error_page(notice_of(error, ())).decode()

    assert "<span><b>   1</b>  &lt;p&gt;</span>" in page
    assert "<mark><b>   2</b>  {% if %}</mark>" in page


def test_everything_on_the_page_is_escaped():
    page = error_page(Notice("<b>", "<script>", (Line(1, "<img>", guilty=True),))).decode()

    assert not {"<b>:", "<script>", "<img>"} & set(page.split())
    assert "&lt;script&gt;" in page
    assert "\\ud800" not in error_page(Notice("\ud800", "lone")).decode()


def test_lines_that_an_error_does_not_bring_are_read_around_its_place(tmp_path):
    (tmp_path / "a.md").write_text("1\n2\n3\n4\n5\n6\n")
    told = notice("a.md:4", "bad", excerpt=(), folders=(tmp_path / "none", tmp_path))

    assert [line.number for line in told.lines] == [2, 3, 4, 5, 6]
    assert [line.number for line in told.lines if line.guilty] == [4]


@pytest.mark.parametrize("place", ["../secret:1", "/etc/passwd:1", "none.md:3", "a.md", ""])
def test_a_place_elsewhere_or_without_a_line_has_no_lines(place, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret").write_text("secret")

    assert notice(place, "bad", excerpt=(), folders=(site,)).lines == ()


def test_a_file_that_is_huge_or_cannot_be_read_has_no_lines(tmp_path):
    (tmp_path / "big").write_text("x" * 2_000_001)

    assert notice("big:1", "bad", excerpt=(), folders=(tmp_path,)).lines == ()


def test_an_excerpt_without_numbers_is_shown_as_it_is():
    told = notice("a:1", "bad", excerpt=("no number",), folders=())

    assert told.lines == (Line(0, "no number", guilty=False),)


def test_what_the_system_refuses_is_told_with_what_to_do():
    told = notice_of(FileExistsError(17, "File exists", "content/a.md"), ())

    assert told == Notice("content/a.md", "a file stands where a folder is needed; move it away")
