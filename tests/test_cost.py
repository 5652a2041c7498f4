"""Law: the daily build costs a day. What it writes is the same for archives of every size."""

import datetime as dt
import importlib.util
import sys
from pathlib import Path

import pytest

from briefing.build import BuildOptions, BuildReport, build
from briefing.config import Config

BENCH = Path(__file__).parents[1] / "bench"
NOW = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
NEW = 2_000
"""The number of the new day, after all others."""


@pytest.fixture(scope="module")
def corpus():
    """The maker of the archives that are measured."""
    spec = importlib.util.spec_from_file_location("corpus", BENCH / "corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus"] = module
    spec.loader.exec_module(module)
    return module


def add_days(root: Path, corpus, first: int, end: int) -> None:
    corpus.write(root, end * corpus.A_DAY, first * corpus.A_DAY)


def built(root: Path) -> BuildReport:
    return build(root, Config(), BuildOptions(now=NOW))


def times(out: Path) -> dict[str, int]:
    return {
        path.relative_to(out).as_posix(): path.stat().st_mtime_ns
        for path in out.rglob("*")
        if path.is_file() and ".briefing-files" not in path.parts
    }


def test_a_new_day_writes_the_same_whatever_the_size_of_the_archive(tmp_path: Path, corpus):
    written = {}
    for days in (10, 20, 40):
        root = tmp_path / f"{days} days"
        add_days(root, corpus, 100 - days, 100)
        built(root)
        before = times(root / "site")
        add_days(root, corpus, NEW, NEW + 1)
        report = built(root)
        after = times(root / "site")

        assert {path for path in before if after[path] != before[path]} <= report.written
        assert after.keys() - before.keys() <= report.written
        assert report.kept == len(after) - len(report.written)
        written[days] = report.written

    assert len(written[10]) > 100
    assert written[10] == written[20] == written[40]
