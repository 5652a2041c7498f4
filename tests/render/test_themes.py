from pathlib import Path

import pytest
from makers import entry, page, renderer

from briefing.config import Config
from briefing.errors import ConfigError, ThemeError
from briefing.render import read_theme

CONFIG = Config(theme="mine")


def put(root: Path, path: str, text: str = "") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def site(tmp_path: Path) -> Path:
    put(tmp_path, "themes/mine/theme.toml", 'parent = "base"\n[settings]\nwide = true\n')
    put(tmp_path, "themes/base/theme.toml", "[settings]\nwide = false\ntone = 'calm'\n")
    put(tmp_path, "themes/base/templates/page.html", "base {{ page.title }}")
    put(tmp_path, "themes/base/assets/style.css", "base")
    put(tmp_path, "themes/base/assets/logo.svg", "logo")
    put(tmp_path, "themes/mine/assets/style.css", "mine")
    put(tmp_path, "themes/base/i18n/en.toml", 'hello = "Hello {name}"\nn = "{count}s"\nn_one = "1"')
    put(tmp_path, "themes/base/i18n/de.toml", 'hello = "Hallo {name}"')
    return tmp_path


def shown(root: Path, template: str, config: Config = CONFIG) -> str:
    put(root, "templates/page.html", template)
    about = page_of_about()
    return renderer(config, root).render(about).decode()


def page_of_about():
    from makers import standing

    return page("about/index.html", pages=(standing("about", "About <us>", "*Hi*"),))


def test_a_theme_takes_from_its_parent_what_it_lacks(site):
    theme = read_theme(site, CONFIG)

    assert theme.templates["page.html"].text == "base {{ page.title }}"
    assert theme.assets["style.css"].path.read_text() == "mine"
    assert theme.assets["logo.svg"].path.read_text() == "logo"
    assert theme.settings == {"wide": True, "tone": "calm"}


def test_the_sites_own_template_comes_first_and_may_build_on_the_themes(site):
    put(site, "themes/mine/templates/page.html", "{% extends 'base/page.html' %}")

    assert shown(site, "own: {% include 'theme/page.html' %}") == "own: base About &lt;us&gt;"


def test_static_files_are_known_and_what_editors_leave_behind_is_not(site):
    put(site, "static/robots.txt", "mine")
    put(site, "static/a/b.txt", "b")
    for name in (".a.swp", "b.txt~", "#c#", ".#d", "4913"):
        put(site, f"static/{name}")

    assert [*read_theme(site, CONFIG).static] == ["a/b.txt", "robots.txt"]


def test_an_assets_address_changes_with_its_bytes(site):
    before = shown(site, "{{ asset('style.css') }}")
    put(site, "themes/mine/assets/style.css", "other")

    assert before.startswith("/assets/style.css?v=")
    assert shown(site, "{{ asset('style.css') }}") != before


def test_everything_that_changes_a_page_changes_the_mark(site):
    marks = [read_theme(site, CONFIG).mark]
    for path in ("templates/page.html", "themes/mine/assets/style.css", "themes/base/i18n/en.toml"):
        put(site, path, 'hello = "x"')
        marks.append(read_theme(site, CONFIG).mark)
    put(site, "static/new.txt", "x")

    assert len(set(marks)) == 4
    assert read_theme(site, CONFIG).mark == marks[-1]


def test_words_come_in_the_language_of_the_site_else_in_english(site):
    german = Config(theme="mine", language="de-AT")
    template = "{{ t('hello', name='<b>') }} {{ t('n', count=1) }} {{ t('n', count=2) }}"

    assert shown(site, template, german) == "Hallo &lt;b&gt; 1 2s"


def test_values_of_words_may_be_markup(site):
    template = "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}{{ t('hello', name=b('&')) }}"

    assert shown(site, template) == "Hello <b>&amp;</b>"


def test_addresses_are_made_for_the_site(site):
    config = Config(theme="mine", base_url="https://x.example/news/")
    template = "{{ url('archive/') }} {{ absolute('archive/') }} {{ asset('logo.svg') }}"

    assert shown(site, template, config).startswith(
        "/news/archive/ https://x.example/news/archive/ /news/assets/logo.svg?v="
    )


def test_text_is_escaped_and_a_body_is_rendered(site):
    assert shown(site, "{{ page.title }} {{ page.body|markdown }}") == (
        "About &lt;us&gt; <p><em>Hi</em></p>\n"
    )


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("a\n{% if %}", 2, "Expected an expression"),
        ("a\nb\n{{ page.nothing }}", 3, "no attribute 'nothing'"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("\n{% include 'none.html' %}", 2, "there is no template “none.html”"),
        ("\n{{ asset('none.css') }}", 2, "no asset “none.css”"),
        ("\n{{ t('none') }}", 2, "no text “none”"),
        ("\n{{ t('hello') }}", 2, "needs a value “name”"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("\n{{ page.__class__ }}", 2, "unsafe"),
        ("\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        ("\n{{ site.settings.update({'a': 1}) }}", 2, "safe"),
        ("{% macro m() %}\n{{ nothing }}{% endmacro %}\n{{ m() }}", 2, "undefined"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_line(site, template, line, words):
    with pytest.raises(ThemeError, match=words) as caught:
        shown(site, template)

    assert caught.value.place == f"templates/page.html:{line}"
    assert any(one.startswith(f"{line}: ") for one in caught.value.excerpt)


def test_a_mistake_in_an_included_template_is_told_there(site):
    put(site, "templates/part.html", "\n\n{{ nothing }}")

    with pytest.raises(ThemeError) as caught:
        shown(site, "{% include 'part.html' %}")

    assert caught.value.place == "templates/part.html:3"


def test_a_template_that_is_missing_is_told(tmp_path):
    put(tmp_path, "themes/mine/theme.toml")

    with pytest.raises(ThemeError, match=r"templates/page.html: there is no template “page.html”"):
        renderer(CONFIG, tmp_path).render(page_of_about())


@pytest.mark.parametrize(
    ("toml", "place", "words"),
    [
        ("a = ", "themes/mine/theme.toml:1", "not valid TOML"),
        ("nmae = 'x'", "themes/mine/theme.toml", "unknown key “nmae”"),
        ("parent = 1", "themes/mine/theme.toml", "name of a theme"),
        ("parent = 'mine'", "themes/mine/theme.toml", "its own parent"),
        ("parent = 'nobody'", "themes/mine/theme.toml", "no theme “nobody”"),
        ("settings = 1", "themes/mine/theme.toml", "a table"),
        ("[settings]\na = []", "themes/mine/theme.toml", "settings.a"),
    ],
)
def test_a_mistake_in_theme_toml_is_told(tmp_path, toml, place, words):
    put(tmp_path, "themes/mine/theme.toml", toml)

    with pytest.raises(ThemeError, match=words) as caught:
        read_theme(tmp_path, CONFIG)

    assert caught.value.place == place


@pytest.mark.parametrize("name", ["nobody", "../mine", "a/b", ".", ""])
def test_a_theme_that_is_not_there_is_told_with_those_that_are(site, name):
    with pytest.raises(ThemeError, match=r"there is no theme .*base, default, mine"):
        read_theme(site, Config(theme=name))


def test_settings_that_the_theme_does_not_offer_are_told(site):
    with pytest.raises(ConfigError, match="no setting “tall”"):
        read_theme(site, Config(theme="mine", theme_settings={"tall": True}))
    with pytest.raises(ConfigError, match="a value like True"):
        read_theme(site, Config(theme="mine", theme_settings={"wide": "yes"}))


def test_settings_reach_the_templates(site):
    config = Config(theme="mine", theme_settings={"tone": "loud"})

    assert shown(site, "{{ site.settings.tone }}", config) == "loud"


def test_a_template_that_is_no_text_is_told_with_its_line(site):
    (site / "templates").mkdir()
    (site / "templates/page.html").write_bytes(b"a\n\xff")

    with pytest.raises(ThemeError, match=r"templates/page.html:2: is not UTF-8"):
        read_theme(site, CONFIG)


def test_a_file_that_cannot_be_read_is_told(site, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(ThemeError, match=r"theme.toml: cannot be read: Permission denied"):
        read_theme(site, CONFIG)


def test_tables_scroll_in_a_box(site):
    assert '<div class="scroll"' in shown(site, "{{ '| a |\n|---|\n| 1 |'|markdown }}")


def test_control_characters_never_reach_a_page(site):
    assert shown(site, "a\x00\x1b{{ page.title }}") == "aAbout &lt;us&gt;"


def test_the_default_theme_renders_every_kind_of_page():
    from makers import layout

    entries = [entry("a", source="Tide", topics=("Sea",), story="x"), entry("b", story="x")]
    render = renderer().render
    for path, one in layout(*entries).pages.items():
        data = render(one)

        assert data
        assert path.endswith(".html") == data.lstrip().lower().startswith(b"<!doctype html>")


def test_no_line_of_a_headline_begins_with_a_dash_or_a_french_colon():
    told = entry("a", title="« Relève » : la ligne rouvre – enfin !")

    html = renderer().render(page("2025/06/02/a/index.html", told)).decode()

    assert "«\u00a0Relève\u00a0»\u00a0: la ligne rouvre\u00a0– enfin\u00a0!</h1>" in html


def test_an_entry_whose_source_is_unknown_says_so():
    known, unknown = (
        renderer().render(page("2025/06/02/index.html", entry("a", source=source))).decode()
        for source in ("The Tide", "")
    )

    assert "no source named" in unknown
    assert "no source named" not in known


def test_the_foot_names_the_kinds_of_feeds_and_not_the_site_each_time():
    config = Config(title="News (all)", base_url="https://x.example/")

    html = renderer(config).render(page("archive/index.html", entry("a"))).decode()

    foot = html.partition("<footer")[2]
    kinds = ("RSS", "Atom", "JSON Feed", "Daily")
    assert [kind for kind in kinds if f">{kind}</a>" in foot] == list(kinds)


@pytest.mark.parametrize("place", ["assets/key.txt", "templates/key.html"])
def test_a_theme_cannot_show_what_lies_outside_of_it(site, place):
    secret = put(site, "secret.txt", "secret")
    link = site / "themes/mine" / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(secret)

    with pytest.raises(ThemeError, match=rf"themes/mine/{place}: is a link that leads out"):
        read_theme(site, CONFIG)


def test_a_theme_may_be_a_link_and_hold_links_to_its_own_files(site):
    (site / "themes/mine/assets/again.css").symlink_to("style.css")
    (site / "themes/mine").rename(site / "elsewhere")
    (site / "themes/mine").symlink_to(site / "elsewhere")

    assert read_theme(site, CONFIG).assets["again.css"].path.read_text() == "mine"


def test_what_lays_pages_out_is_imported_by_its_name_alone():
    import briefing.render

    assert all(getattr(briefing.render, name) for name in briefing.render.__all__)
    assert not hasattr(briefing.render, "nothing")
