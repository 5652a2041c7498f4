"""Law: what collecting does after a change is what it would do if it looked at everything again."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_collect import CONFIG, NOW, fake_harvest, seed, texts

from briefing import ingest
from briefing.catalog import open_catalog
from briefing.collect import CollectReport, collect, last_report

WORDS = "quay boat bell rain market lamp orchard ferry kiln heron".split()


class Twins:
    """Two sites with the same history; the second one forgets what documents tell before every
    run, though not what was written."""

    def __init__(self, top: Path, seed_number: int) -> None:
        self.random = random.Random(seed_number)
        self.roots = (top / "one", top / "two")
        for root in self.roots:
            (root / "seeds").mkdir(parents=True)

    def both(self, act: Callable[[Path], None]) -> None:
        for root in self.roots:
            act(root)

    def collect(self) -> tuple[CollectReport, CollectReport]:
        with closing(open_catalog(self.roots[1])) as catalog, catalog.locked():
            catalog.ledger("").clear()
        one, two = (replace(collect(r, CONFIG, NOW), left_out=(), seconds=0) for r in self.roots)
        return one, two

    # --- what may happen ---

    def document(self) -> None:
        """A document comes or changes."""
        name = f"{self.random.choice('abcdefgh')}.json"
        items = [self._item() for _ in range(self.random.randint(0, 4))]
        self.both(lambda root: seed(root, name, *items))

    def _item(self) -> Mapping[str, str]:
        pick = self.random.choice
        if self.random.random() < 0.1:
            return {"record": pick("xy"), "title": f"Story {pick(WORDS)}"}
        title = pick(["The Quay", "the quay!", "Rain", "Bells", "Market day"])
        blocks = [" ".join(pick(WORDS[:4]) for _ in range(pick([1, 5, 9]))) for _ in range(2)]
        blocks += self.random.sample(
            ["Share this.", "Join our list.", "Read more below."], pick([0, 1, 2])
        )
        item = {"title": title, "body": "\n\n".join(blocks) if self.random.random() < 0.9 else ""}
        if self.random.random() < 0.8:
            item["date"] = (dt.date(2025, 5, 28) + dt.timedelta(pick([0, 1, 2, 5, 6]))).isoformat()
            item["origin"] = pick(["stated", "feed", "estimated"])
        item["guid"] = pick([f"g-{pick('1234')}", f"g-{title}", f"h-{self.random.random()}"])
        for name, values in (
            ("source", ["", "Bay Post", "Hill Sun"]),
            ("story", ["", "", "x", "y"]),
            ("url", ["", "", "https://e.org/a", "https://e.org/b"]),
        ):
            if value := pick(values):
                item[name] = value
        return item

    def lose_document(self) -> None:
        """A document goes."""
        if names := sorted(p.name for p in (self.roots[0] / "seeds").iterdir()):
            name = self.random.choice(names)
            self.both(lambda root: (root / "seeds" / name).unlink())

    def edit(self) -> None:
        """A person edits, moves or deletes a file."""
        files = sorted(p.relative_to(self.roots[0]) for p in self.roots[0].glob("content/**/*.md"))
        if not files:
            return
        path = self.random.choice(files)
        how = self.random.choice([*EDITS, "delete", "move"])
        self.both(lambda root: _edit(root / path, how))

    def write(self) -> None:
        """A person writes an entry that no document has."""
        item, name = self._item(), f"own-{self.random.choice('ab')}.md"
        day = item.get("date", "2025-05-28")
        guid = self.random.choice(["", f"guid: g-{self.random.choice('1234')}\n"])
        text = f"---\ntitle: {item['title']}\ndate: {day}\n{guid}---\n{item.get('body', '')}\n"
        self.both(lambda root: _write(root / "content" / day.replace("-", "/") / name, text))

    def unremove(self) -> None:
        """A person lets deleted entries come back."""
        self.both(lambda root: (root / "content/removed.txt").unlink(missing_ok=True))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


EDITS: Mapping[str, Callable[[str], str]] = {
    "body": lambda text: f"{text}\nBells and lamps.\n",
    "title": lambda text: text.replace("title: ", "title: Another ", 1),
    "guid": lambda text: text.replace("guid: ", "guid: g-1", 1),
    "draft": lambda text: text.replace("---\n", "---\ndraft: true\n", 1),
    "lock": lambda text: text.replace("---\n", "---\nlock: [title, body]\n", 1),
    "break": lambda text: text.replace("---\n", "---\n{", 1),
}


def _edit(path: Path, how: str) -> None:
    if how == "delete":
        path.unlink()
    elif how == "move":
        target = path.with_name(f"moved-{path.name}")
        if not target.exists():
            path.rename(target)
    else:
        path.write_text(EDITS[how](path.read_text()))


ACTS = ["document"] * 5 + ["lose_document", "edit", "edit", "write", "unremove"]


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "read", fake_harvest)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed_number=st.integers(0, 2**32),
    steps=st.lists(st.lists(st.sampled_from(ACTS), min_size=1, max_size=3), max_size=8),
)
def test_following_a_change_does_what_looking_at_everything_does(
    tmp_path_factory: pytest.TempPathFactory, seed_number: int, steps: list[list[str]]
) -> None:
    top = tmp_path_factory.mktemp("twins")
    twins = Twins(top, seed_number)
    for acts in [["document"], *steps]:
        for act in acts:
            getattr(twins, act)()

        one, two = twins.collect()

        assert texts(twins.roots[0]) == texts(twins.roots[1])
        assert one == two
        assert _last(twins.roots[0]) == _last(twins.roots[1])
    shutil.rmtree(top)


def _last(root: Path) -> CollectReport | None:
    return last_report(root)


def test_a_settled_site_is_not_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins = Twins(tmp_path, 1)
    for _ in range(6):
        twins.document()
    twins.collect()
    monkeypatch.setattr("briefing.intake.take_in", None)

    again = collect(twins.roots[0], CONFIG, NOW)

    assert (again.written, again.new) == ((), 0)
