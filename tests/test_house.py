"""The house keeps its rules: imports point down, thinking is apart from I/O, parts stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "briefing"
MODULES = sorted(PACKAGE.rglob("*.py"))

MAY_TOUCH_DISKS = tuple(
    "cli/ serve/ collect.py desk.py seeds.py build.py config.py files.py scan.py site/prepared "
    "plugins.py taught.py "
    "content/ catalog/ publish/ render/theme render/renderer "
    "fetch/state following/gathering following/subscriptions saving.py".split()
)
"""The modules that own a folder, the conductors, the settings and the command line."""

WALK = ("os", "walk")
"""Trees of other things are walked, too."""

MAY_ASK_THE_CLOCK = ("cli/clock.py", "scan.py")
"""Everywhere else the time is an argument; scan.py compares it with the times of files."""

DISK_METHODS = frozenset(
    "read_text read_bytes write_text write_bytes unlink mkdir rmdir iterdir glob rglob touch "
    "rename symlink_to exists is_file is_dir stat lstat samefile chmod hardlink_to".split()
)
CLOCKS = frozenset(
    {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today")}
    | {("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")}
)
CHANCE = frozenset({"random", "secrets", "uuid1", "uuid4", "urandom"})

LONGEST_MODULE = 300
LONGEST_FUNCTION = 30
MOST_PARAMETERS = 5


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), path.name)


def calls(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, what the function is taken from (empty for a plain name) and its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.lineno, "", node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.lineno, ast.unparse(node.func.value), node.func.attr


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module.split(".")[0]


def code_lines(text: str, tree: ast.Module) -> int:
    """Lines that are no docstring, comment or blank: a contract may be as long as it needs."""
    all_lines = enumerate(text.splitlines(), start=1)
    lines = {n for n, line in all_lines if line.strip() and not line.lstrip().startswith("#")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.end_lineno:
            lines -= {*range(node.lineno, node.end_lineno + 1)}
    return len(lines)


def test_imports_point_to_the_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_owner_of_a_folder_touches_a_disk(path: Path) -> None:
    if name_of(path).startswith(MAY_TOUCH_DISKS):
        return
    touched = [
        f"{path.name}:{line} {owner}.{name}"
        for line, owner, name in calls(tree_of(path))
        if ((not owner and name == "open") or name in DISK_METHODS or (owner, name) == WALK)
        and not owner.startswith("files(")  # what comes with the program (importlib.resources)
    ]

    assert touched == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_asks_the_clock(path: Path) -> None:
    if name_of(path) in MAY_ASK_THE_CLOCK:
        return
    asked = [
        f"{path.name}:{line} {owner}.{name}"
        for line, owner, name in calls(tree_of(path))
        if (owner.rpartition(".")[2], name) in CLOCKS
    ]

    assert asked == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_left_to_chance(path: Path) -> None:
    tree = tree_of(path)
    drawn = [f"{path.name}:{line} {name}" for line, name in imported(tree) if name in CHANCE]
    drawn += [f"{path.name}:{line} {name}" for line, _, name in calls(tree) if name in CHANCE]

    assert drawn == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if name_of(path).startswith("cli/"):
        return
    tree = tree_of(path)
    spoken = [f"{path.name}:{line} {name}" for line, owner, name in calls(tree)
              if (not owner and name in {"print", "input", "exit", "quit"})
              or (owner == "sys" and name == "exit")]  # fmt: skip
    borrowed = [
        f"{path.name}:{line} {name}" for line, name in imported(tree) if name in {"click", "rich"}
    ]

    assert spoken + borrowed == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_small(path: Path) -> None:
    tree = tree_of(path)
    assert code_lines(path.read_text(encoding="utf-8"), tree) <= LONGEST_MODULE

    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            statements = sum(isinstance(part, ast.stmt) for part in ast.walk(node)) - 1
            arguments = node.args
            given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            parameters = [a for a in given if a.arg not in ("self", "cls")]
            assert statements <= LONGEST_FUNCTION, f"{node.name} is too long"
            if "command" not in node.name:  # a command's parameters are its options
                assert len(parameters) <= MOST_PARAMETERS, f"{node.name} takes too much"
