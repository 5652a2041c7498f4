"""A site teaches its readers by files, and is told when these are wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing.cli import run
from briefing.config import Config, parse_config
from briefing.errors import ConfigError
from briefing.hooks import Hooks, merged
from briefing.ingest.recipes.recipe import parse_recipe
from briefing.ingest.registry import built_in, parse_publishers
from briefing.taught import failing_recipes, read_lessons, read_taught

DOCS = Path(__file__).parent.parent / "docs"
RECIPE = """[match]
place = "seeds/*.txt"
[text]
headline = '# (?P<title>.+)'
[[example]]
file = "one.txt.example"
[[example.article]]
title = "A pier"
"""


def site(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def test_a_site_without_teaching_knows_what_the_program_knows(tmp_path: Path) -> None:
    taught = read_taught(tmp_path)

    assert (taught.recipes, taught.registry) == ((), built_in())


def test_recipes_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = {
        "recipes/b.toml": RECIPE,
        "recipes/a.example.txt": "title: //h1\n",
        "recipes/one.txt.example": "# A pier\nText.",
        "recipes/.hidden.toml": "nonsense",
        "publishers.toml": '[[publisher]]\nname = "Weir Letter"\naliases = ["WL"]\n',
    }
    taught = read_taught(site(tmp_path, **files))

    assert [r.name for r in taught.recipes] == ["a.example", "b"]
    assert taught.registry.unify("WL") == "Weir Letter"


def test_plugins_teach_after_the_site(tmp_path: Path) -> None:
    link = Hooks(
        plugin="p.py",
        recipes={"theirs": RECIPE},
        publishers='[[publisher]]\nname = "Theirs"\naliases = ["T"]\n',
    )
    own = '[[publisher]]\nname = "Ours"\naliases = ["T"]\n'
    files = {"recipes/ours.toml": RECIPE, "publishers.toml": own}
    taught = read_taught(site(tmp_path, **files), merged([link, Hooks(plugin="q")]))

    assert [(r.name, r.place) for r in taught.recipes] == [
        ("ours", "recipes/ours.toml"),
        ("theirs", "p.py/theirs.toml"),
    ]
    assert taught.registry.publishers[0].name == "Ours"


def test_the_mark_changes_with_what_is_taught(tmp_path: Path) -> None:
    marks = [read_lessons(tmp_path).mark]
    marks.append(read_lessons(site(tmp_path, **{"recipes/a.toml": RECIPE})).mark)
    marks.append(read_lessons(site(tmp_path, **{"publishers.toml": ""})).mark)

    assert len({*marks}) == 3
    assert read_lessons(tmp_path).mark == marks[-1]


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("recipes/a.toml", b"name = 3\n[match]\nplace='*'", "recipes/a.toml:1"),
        ("recipes/a.example.txt", b"# x\nnonsense", "recipes/a.example.txt:2"),
        ("recipes/a.toml", b"\xff", "recipes/a.toml"),
        ("publishers.toml", b"publisher = 1", "publishers.toml:1"),
    ],
)
def test_a_file_that_is_wrong_is_told(tmp_path: Path, name: str, data: bytes, place: str) -> None:
    site(tmp_path, **{name: ""})
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ConfigError) as caught:
        read_taught(tmp_path)

    assert caught.value.place == place


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "publishers.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        read_taught(tmp_path)


def test_examples_in_files_are_checked(tmp_path: Path) -> None:
    root = site(
        tmp_path, **{"recipes/a.toml": RECIPE, "recipes/one.txt.example": "# B pier\nText."}
    )
    recipe = RECIPE.replace('"one.txt.example"', '"one.txt.example"\nplace = "seeds/one.txt"')
    site(root, **{"recipes/a.toml": recipe})
    (problem,) = failing_recipes(root, Config(), read_taught(root))

    assert problem.place == "recipes/a.toml:5"
    assert problem.message == "article 1: title is “B pier”, expected is “A pier”"
    site(root, **{"recipes/one.txt.example": "# A pier\nText."})
    assert failing_recipes(root, Config(), read_taught(root)) == ()


def test_a_file_outside_of_the_site_is_no_example(tmp_path: Path) -> None:
    site(tmp_path, **{"away.txt": "# A pier\nText."})
    recipe = RECIPE.replace("one.txt.example", "../../away.txt")
    root = site(tmp_path / "site", **{"recipes/a.toml": recipe})
    (problem,) = failing_recipes(root, Config(), read_taught(root))

    assert "there is no file" in problem.message


def test_check_tells_recipes_that_do_not_read_their_examples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, **{"briefing.toml": "", "recipes/a.toml": RECIPE})
    (root / "content").mkdir()

    assert run(["-C", str(root), "check"]) == 1
    told = "recipes/a.toml:5: there is no file “one.txt.example” beside the recipe"
    assert told in capsys.readouterr().out
    site(root, **{"recipes/a.toml": RECIPE.partition("[[example]]")[0]})
    assert run(["-C", str(root), "check"]) == 0


# --- the examples of the documentation ------------------------------------------------------------


def examples(page: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", (DOCS / page).read_text("utf-8"), flags=re.DOTALL)


def test_the_recipe_of_the_documentation_reads_its_example(tmp_path: Path) -> None:
    (text,) = examples("recipes.md")
    root = site(tmp_path, **{"recipes/otter.toml": text})
    taught = read_taught(root)

    assert len(taught.recipes[0].examples) == 1
    assert failing_recipes(root, Config(), taught) == ()


def test_the_publishers_of_the_documentation_are_publishers() -> None:
    (text,) = examples("publishers.md")
    names = [p.name for p in parse_publishers(text)]

    assert names == ["Harbour Post", "BBC"]


def test_every_key_of_a_recipe_is_told() -> None:
    from briefing.ingest.recipes.recipe import Example, Expected, Match, PageRules, _TextRules

    page = (DOCS / "recipes.md").read_text("utf-8")
    kinds = (Match, _TextRules, PageRules, Expected, Example)
    keys = {name for kind in kinds for name in kind.__dataclass_fields__}

    assert [key for key in sorted(keys) if f"`{key}`" not in page and f".{key}]" not in page] == []


def test_plugins_are_settings() -> None:
    config = parse_config('plugins = ["a"]\n[plugin_settings.a]\nhide = ["x"]\nn = 3\n')

    assert config.plugins == ("a",)
    assert config.plugin_settings == {"a": {"hide": ["x"], "n": 3}}
    assert parse_recipe("[match]\nplace='*'", "r.toml").examples == ()
