import pytest

from briefing.render.lede import lede, plain, shorten, stands_in


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("It *rained* **all** `day`.", "It rained all day."),
        ("Read [the report](https://a.example/x_y_z) now", "Read the report now"),
        (r"2 \* 3 \_ 4 \[5\]", "2 * 3 _ 4 [5]"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("![A hive](https://a.example/p.png) stands", "A hive stands"),
        ("See <https://a.example/x>", "See https://a.example/x"),
        ("one\ntwo", "one two"),
    ],
)
def test_marks_are_taken_off_and_words_stay(markdown, words):
    assert plain(markdown) == words


@pytest.mark.parametrize(
    "block", ["# Heading", "- item", "1. item", "> said", "| a |", "---", "```"]
)
def test_the_lede_is_the_first_paragraph(block):
    assert lede(f"{block}\n\nThe words. More words.\n\nOther.") == "The words. More words."


def test_the_lede_ends_with_a_sentence():
    assert lede("Short one. " + "Very long " * 40 + ".") == "Short one."


def test_a_body_without_paragraph_has_no_lede():
    assert lede("# Only\n\n- a list") == lede("") == ""


def test_a_description_keeps_whole_sentences_or_says_that_it_is_cut():
    assert shorten("One. " + "Two " * 60) == "One."
    assert shorten("word " * 60) == "word " * 39 + "word…"
    assert shorten("  as \n it is ") == "as it is"


def test_words_stand_in_a_text_whatever_its_marks():
    assert stands_in("It rained all day.", "Then. It *rained* [all](https://a.example/) day. So")
    assert not stands_in("It snowed.", "It *rained* all day.")


def test_escaped_brackets_are_no_link_and_cost_no_time():
    text = r"\[a\](" * 20_000  # from each bracket to the end would be an hour

    assert plain(text) == "[a](" * 20_000
    assert plain(r"\![a](/b) and \[c](/d)") == "!a and [c](/d)"
