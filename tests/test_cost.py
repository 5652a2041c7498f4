"""Law: the daily build costs a day. What it writes is the same for archives of every size."""

import datetime as dt
import importlib.util
import multiprocessing
import sys
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.build import BuildOptions, BuildReport, build
from briefing.config import Config
from briefing.errors import BriefingError, ThemeError
from briefing.site.work import Workers

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


def pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


def bytes_in(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_several_cores_write_the_same_and_tell_the_same_mistakes(tmp_path: Path, corpus):
    sites = {}
    for name, executor in (("one", None), ("many", pool)):
        root = tmp_path / name
        add_days(root, corpus, 0, 27)
        options = BuildOptions(now=NOW, executor=executor, jobs=2)
        report = build(root, Config(), options)
        sites[name] = bytes_in(root / "site")
        assert len(report.written) == len(times(root / "site"))

        template = root / "templates" / "entry.html"
        template.parent.mkdir()
        template.write_text("{{ nothing }}")
        with pytest.raises(ThemeError, match=r"templates/entry\.html:1"):
            build(root, Config(), options)
        assert bytes_in(root / "site") == sites[name]

    assert sites["one"] == sites["many"]


def test_a_process_that_ends_is_told():
    def broken() -> ThreadPoolExecutor:
        executor = ThreadPoolExecutor(1)

        def submit(*_: object) -> None:
            raise BrokenExecutor

        executor.submit = submit
        return executor

    workers = Workers(broken, 2)
    with pytest.raises(BriefingError, match="--jobs 1"):
        [*workers.map(list, range(300), 10, 300)]
    workers.close()


def test_small_work_starts_nothing_and_large_work_keeps_its_order():
    started = []

    def begin() -> ThreadPoolExecutor:
        started.append(1)
        return ThreadPoolExecutor(3)

    workers = Workers(begin, 3)
    assert [*workers.map(list, range(10), 3, 10)] == [*range(10)]
    assert started == []
    assert [*workers.map(list, range(900), 7, 900)] == [*range(900)]
    assert [*workers.map(list, range(900), 7, 900)] == [*range(900)]
    assert started == [1]
    workers.close()
