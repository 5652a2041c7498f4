"""The writer of XML, against what the standard library does."""

import re
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given
from hypothesis import strategies as st

from briefing.render.xml import cdata, escaped, legal, legal_bytes, quoted

ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
ODD = "\x00\t\n\x0b\r\x1f !\"'&<>]\x7f\x80\x85\x9f\xa0©Âé–“\ud7ff\ud83d\ue000\ufdcf\ufdd0\ufdef\ufdf0\ufeff\ufffd\ufffe\uffff🚢"  # noqa: E501 - every border there is
texts = st.text(st.one_of(st.sampled_from(ODD), st.characters(codec=None)), max_size=40)


@given(texts)
def test_what_neither_xml_nor_html_can_hold_is_left_out(text):
    assert legal(text) == ILLEGAL.sub("", text)
    assert legal_bytes(text) == ILLEGAL.sub("", text).encode()


@given(texts)
def test_text_is_escaped_as_the_standard_library_does(text):
    assert escaped(text) == escape(text)
    assert quoted(text) == quoteattr(text)


@given(texts)
def test_character_data_never_ends_early(text):
    inner = cdata("a", text).removeprefix("<a><![CDATA[").removesuffix("]]></a>")

    assert "]]>" not in inner.replace("]]]]><![CDATA[>", "")
    assert inner.replace("]]]]><![CDATA[>", "]]>") == legal(text)


def test_leaving_out_makes_no_end_of_character_data():
    assert cdata("a", "]\x00]>") == "<a><![CDATA[]]]]><![CDATA[>]]></a>"
