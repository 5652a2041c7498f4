"""Compiled templates that are kept."""

from jinja2 import DictLoader, Environment
from makers import ROOT, entry, page

from briefing.config import Config
from briefing.render import Renderer, compiled, read_theme, site_of
from briefing.render.compiled import Compiled
from briefing.render.site import Look, Parts


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


class Kept(dict):
    """A store in memory."""

    put = dict.__setitem__


def compiled_by(store, text="text", salt="salt"):
    environment = Environment(loader=DictLoader({"a": text}), bytecode_cache=Compiled(salt, store))
    shown = environment.get_template("a").render()
    compiled._codes.clear()  # as if another process asked next
    return shown


def test_a_store_gives_what_an_earlier_run_compiled(monkeypatch):
    monkeypatch.setattr(compiled, "_codes", {})
    store = Kept()
    compiled_by(store)
    monkeypatch.setattr(Environment, "_parse", None)

    assert compiled_by(store) == "text"
    assert len(store) == 1


def test_a_store_tells_texts_and_salts_apart(monkeypatch):
    monkeypatch.setattr(compiled, "_codes", {})
    store = Kept()

    assert [compiled_by(store, text) for text in ("one", "two")] == ["one", "two"]
    assert compiled_by(store, "one", "other") == "one"
    assert len(store) == 3


def test_what_is_damaged_in_a_store_is_compiled_anew(monkeypatch):
    monkeypatch.setattr(compiled, "_codes", {})
    store = Kept()
    compiled_by(store)
    for damaged in (b"", b"x", store[next(iter(store))][:-1], store[next(iter(store))] + b"x"):
        store.update(dict.fromkeys(store, damaged))

        assert compiled_by(store) == "text"


def test_a_renderer_with_a_store_gives_the_same_bytes(monkeypatch):
    monkeypatch.setattr(compiled, "_codes", {})
    theme = read_theme(ROOT / "nowhere", Config())
    site = site_of(Config(), Parts(), look=Look(settings=theme.settings, generator="briefing 1"))
    told, store = page("2025/06/02/a/index.html", entry("a", body="It rained.")), Kept()
    expected = Renderer(theme, site).render(told)
    compiled._codes.clear()
    filled = Renderer(theme, site, store).render(told)
    compiled._codes.clear()
    monkeypatch.setattr(Environment, "_parse", None)

    assert expected == filled == Renderer(theme, site, store).render(told)
