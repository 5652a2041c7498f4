"""The numbers of a document's items stand in the report, not in the headlines."""

from harvesting import read

TEXT = (
    "The {} has been seen near the old weir again, and nobody in the village can say why it came."
)


def _digest(*heads: str) -> str:
    parts = (f"{head}\n{TEXT.format(n)}\n[Weir Courier, {n} June 2025]" for n, head in
             enumerate(heads, start=1))  # fmt: skip
    return "Weir notes\n\n" + "\n\n".join(parts) + "\n"


def test_sections_and_items_are_no_part_of_headlines():
    found = read(_digest("1.1 Otter takes a walk", "1.2 Heron sits still", "2.1 Pike sleeps late"))
    assert [e.title for e in found.entries] == [
        "Otter takes a walk", "Heron sits still", "Pike sleeps late",
    ]  # fmt: skip
    told = [x.text for x in found.left_out if x.reason == "the numbers before headlines"]
    assert told == ["1.1 Otter takes a walk\n1.2 Heron sits still\n2.1 Pike sleeps late"]


def test_a_number_that_counts_nothing_stays():
    found = read(_digest("1.1 million otters", "Heron sits still", "2.1 Pike sleeps late"))
    assert found.entries[0].title == "1.1 million otters"
