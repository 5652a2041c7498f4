"""Compiled templates that are kept."""

from jinja2 import DictLoader, Environment

from briefing.render import compiled
from briefing.render.compiled import Compiled


def rendered(texts, salt="salt", **filters):
    made = Environment(loader=DictLoader(texts), bytecode_cache=Compiled(salt), autoescape=True)
    made.filters |= filters
    return made.get_template("a").render()


def test_a_template_is_compiled_once_until_its_text_changes(monkeypatch):
    monkeypatch.setattr(compiled, "_codes", {})
    texts = [{"a": "one"}, {"a": "one"}, {"a": "two"}]

    assert [rendered(text) for text in texts] == ["one", "one", "two"]
    assert len(compiled._codes) == 2


def test_what_filters_made_of_constants_is_not_taken_for_another_site(monkeypatch):
    monkeypatch.setattr(compiled, "_codes", {})
    text = {"a": "{{ 'x'|name }}"}

    assert rendered(text, "one", name=lambda _: "one") == "one"
    assert rendered(text, "two", name=lambda _: "two") == "two"


def test_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(compiled, "_codes", {})
    monkeypatch.setattr(compiled, "_MOST", 2)
    for number in range(5):
        rendered({"a": str(number)})

    assert len(compiled._codes) == 2
