"""The sandbox keeps what jinja's keeps, and its short ways give what jinja's long ones give."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from makers import entry, page, renderer, standing
from markupsafe import Markup

from briefing.config import Config
from briefing.errors import ThemeError
from briefing.model import Image, Seed
from briefing.render import Renderer, site_of
from briefing.render.environment import environment
from briefing.render.sandbox import OPEN, text
from briefing.render.site import Look, Parts
from briefing.render.themes import Template, Theme

CONFIG = Config(theme="mine", title="News & <more>")
ENTRY = entry(
    "a",
    title="Ships & <boats>",
    date=dt.datetime(2025, 6, 2, 12, 30, tzinfo=dt.UTC),
    source="The Tide",
    authors=("Ann", "Bo & Co"),
    topics=("Sea & shore",),
    image=Image(url="https://p.example/a.png", alt='A "ship"'),
    seed=Seed(file="seeds/a.txt"),
    body="It *rained*.",
)
PAGE = page("2025/06/02/a/index.html", ENTRY)

MACROS = """
{%- macro plain(a, b='b&') %}<{{ a }}|{{ b }}>{% endmacro %}
{%- macro odd(a) %}{{ a }}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}
{%- macro called(a) %}({{ a }}{{ caller(a) }}){% endmacro %}
{%- macro inner(x) %}[{{ plain(x.title, b=x.url) }}{{ site.title }}]{% endmacro %}
{%- macro broken(x) %}
{{ x.nothing }}{% endmacro -%}
"""
BASE = """<{% block title %}{{ self.name() }} – {{ site.title }}{% endblock %}>
{%- block name %}{{ page.title }}{% endblock %}|{% block empty %}{% endblock %}
{%- for x in (1, 2) %}{% block inside scoped %}{{ x }}{% endblock %}{% endfor %}
{%- if page %}{% block last %}last{% endblock %}{% endif %}"""

SAME = """
{{ page.title }} {{ page.entry.title|upper }} {{ page['title'] }} {{ page.entry.date.year }}
{{ page.entry.image.alt }} {{ page.entry.authors|join(' & ') }} {{ page.entry.topics[0].title }}
{{ site.settings.wide }} {{ site.settings['wide'] }} {{ site.settings.get('wide') }}
{{ site.settings.none }}
{{ page.none }}
{{ page.entry.image.none }}
{{ none }}
{{ none.more }}
{{ none() }}
{{ page() }}
{{ 1 / 0 }}
{{ {} }} {{ {}() }}
{{ 1 }} {{ 1.5 }} {{ none is defined }} {{ true }} {{ page.entry.updated }} {{ ['<', 1] }}
{{ '<b>'|safe }}{{ '<b>' }}{{ '<b>'|e }}{{ ('<' ~ page.title) }}{{ '%s'|format('<') }}
{{ t('hello', name='<b>') }}{{ t('hello', name='<b>'|safe) }}{{ t('plain') }}{{ t('n', count=1) }}
{{ t('n', count=true) }}{{ t('n', count=2)|length }}
{{ t('none') }}
{{ t() }}
{{ t(x) }}
{{ url('a/') }}{{ absolute(path='a/') }}{{ url('<') }}
{{ asset('none') }}
{% import 'm.html' as m %}{{ m.plain(1) }}{{ m.plain(a='<') }}{{ m.plain('<', b=2) }}{{ m.plain() }}
{% import 'm.html' as m %}{{ m.plain(1, 2) }}{{ m.plain(1, 2)|length }}{{ m.plain('<')|upper }}
{% import 'm.html' as m %}{{ m.plain(1, 2, 3) }}
{% import 'm.html' as m %}{{ m.plain(1, c=3) }}
{% import 'm.html' as m %}{{ m.plain(1, a=3) }}
{% import 'm.html' as m %}{{ m.plain(*['<', '>']) }}{{ m.plain(**{'a': '<'}) }}
{% import 'm.html' as m %}{{ m.odd(1, 2, 3, c=4) }}{{ m.odd(1) }}
{% import 'm.html' as m %}{% call(x) m.called('<') %}{{ x }}{{ page.title }}{% endcall %}
{% import 'm.html' as m %}{{ m.called(1) }}
{% import 'm.html' as m %}{{ m.inner(page.entry) }}{{ m.none }}
{% import 'm.html' as m %}{{ m.none() }}
{% import 'm.html' as m %}{{ m.broken(page) }}
{% import 'm.html' as m with context %}{{ m.inner(page.entry) }}
{% from 'm.html' import plain, inner as i %}{{ plain('<') }}{{ i(page.entry) }}
{% from 'm.html' import nothing %}{{ nothing }}
{% import 'm.html' as m %}{% set x = m.plain(1) %}{{ x }}{{ x ~ '<' }}{{ [x] }}
{% macro m(a) %}{% if a %}{{ a }}{{ m(a - 1) }}{% endif %}{% endmacro %}{{ m(3) }}
{% set x %}<{{ page.title }}{% endset %}{{ x }}{% filter upper %}a{{ x }}{% endfilter %}
{% for x in page.entry.authors %}{{ loop.index }}{{ loop.last }}{{ x }}{% else %}none{% endfor %}
{% for x in [] %}{% else %}{{ page.title }}{% endfor %}{{ x }}
{% for x in [3, 1] if x > page.entry.date.month - 4 %}{{ x }}{{ loop.length }}{% endfor %}
{% for x in [[1, [2]]] recursive %}{{ x[0] }}{{ loop(x[1:]) if x[1:] }}{% endfor %}
{% with a = page.entry %}{{ a.url }}{% include 'p.html' %}{% endwith %}
{% set a = page.entry %}a{% include 'p.html' without context %}b
{% set a = page.entry %}{% include ['none.html', 'p.html'] %}
{% set a = page.entry %}{% include 'none.html' ignore missing %}
{% set a = page.entry %}{% set name = 'p' %}{% include name ~ '.html' %}
{% set a = page.entry %}{% if a %}{% include 'p.html' %}{% endif %}
a{% include 'site.html' without context %}b{% include 'site.html' ignore missing without context %}c
{% macro a(a) %}<{% include 'p.html' %}>{% endmacro %}{{ a(page.entry) }}
{% set a = page.entry %}{% set x %}<{% include 'p.html' %}>{% endset %}{{ x }}{{ x }}
{% include 'none.html' %}
{% set a = 1 %}{% include 'p.html' %}
{% extends 'b.html' %}{% block name %}<{{ page.entry.title }}{{ super() }}{% endblock %}
{% extends 'b.html' %}{% block title %}{{ super() }}!{% endblock %}
{% extends 'b.html' %}{% block inside %}{{ x }}{% endblock %}
before{% extends 'b.html' %}after{% block empty %}{% include 'site.html' %}{% endblock %}
{% if page %}{% extends 'b.html' %}{% endif %}after{% block last %}x{% endblock %}
{% if not page %}{% extends 'b.html' %}{% endif %}after{% block last %}x{% endblock %}
{% extends 'none.html' %}
{% block a %}{{ self.b() }}{% endblock %}{% block b %}<{{ page.title }}>{% endblock %}
{{ self.none() }}
{% block a %}{{ super() }}{% endblock %}
{% block a %}{% set x = 1 %}{{ x }}{% endblock %}{{ x }}
{% block a required %}{% endblock %}
{% autoescape false %}{{ page.title }}{% endautoescape %}{{ page.title }}
{% autoescape page.title == 1 %}{{ page.title }}{{ t('hello', name='<') }}{% endautoescape %}
{% autoescape false %}{% import 'm.html' as m %}{{ m.plain('<') }}{% endautoescape %}
{% set ns = namespace(x=0) %}{% for i in range(3) %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}
{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}
{{ range(3)|list }}{{ range(1000000) }}
{{ dict(a='<').a }}{{ {'items': 1}.items is callable }}{{ {'a': 1}.a }}{{ {'_a': 1}._a }}
{{ {'a': 1}.b }}
{{ [page]|map(attribute='title')|first }}{{ page|attr('title') }}
{{ [page]|selectattr('title')|list|length }}
{{ '{0.title}{1}'.format(page, '<') }}{{ ('{0.title}{1}'|safe).format(page, '<') }}
{{ '{a.title}'.format_map({'a': page}) }}{{ '{0.entry.title}'.format(page) }}
{{ page.title if page else none }}{{ 'a' if none is defined }}
{{ page.entry.date.strftime('%Y') }}{{ page.entry.date.isoformat() }}{{ page.entry.date.date() }}
{{ page.title.upper() }}{{ page.title.nothing }}
{{ [1, 2].append(3) }}
{{ site.settings.update({}) }}
{{ page.replace(title='x') }}
{{ page.entries }}{{ lipsum.none }}
{{ page.body|markdown }}{{ page.entry|lang }}{{ ' :'|tied }}{{ page.entry.date|date_long }}
""".strip().splitlines()

REFUSED = """
page.__class__
page.entry.__init__
page.__struct_fields__
page.__copy__
page.entry.title.__class__.__mro__
page.entry.date.__reduce__
page.entry.image.__dataclass_fields__
site.__class__.__subclasses__()
site.settings.__class__
site.settings.update({'wide': 1})
site.settings.clear()
site.settings.setdefault('a', 1)
[].append(1)
t.__globals__
t.__code__
t.__closure__
once.__closure__
asset.__defaults__
url.__func__
url.__self__
absolute.__self__.__class__
range.__globals__
cycler.__init__.__globals__
m.__dict__
m._body_stream
m.plain.__init__
m.plain._func
m.plain._environment
m.plain.__class__.__init__.__globals__
self.__class__
self._TemplateReference__context
self.a.__call__.__globals__
self.a._context
'{0.__class__}'.format(page)
'{0.entry.title.__class__}'.format(page)
'{a.__class__.__mro__}'.format_map({'a': page})
('{0.__class__}'|safe).format(page)
page|attr('__class__')
[page]|map(attribute='__class__')|first
page['__class__']
(page.title ~ '').__class__
page.title.format.__self__.__class__
environment
context
o
v
pieces
text
escaped
has_title
__builtins__
Macro
""".strip().splitlines()


def theme(**templates: str) -> Theme:
    """A theme of *templates*; underscores in their names stand for points."""
    texts = {"m.html": MACROS, "b.html": BASE, "p.html": "({{ a.title }}{{ site.title }})"}
    texts["site.html"] = "[{{ site.title }}{% block x %}{% endblock %}]"
    texts |= {name.replace("_", "."): one for name, one in templates.items()}
    return Theme(
        name="mine",
        templates={name: Template(place=f"t/{name}", text=one) for name, one in texts.items()},
        words={"hello": "Hello & {name}", "plain": "Plain & <x>", "n": "{count}s", "n_one": "One"},
        settings={"wide": True},
    )


def site():
    look = Look(settings={"wide": True}, generator="briefing 1")
    return site_of(CONFIG, Parts(), look=look)


def shown(template: str, **more: str) -> str:
    """The entry's page as *template* renders it."""
    return Renderer(theme(entry_html=template, **more), site()).render(PAGE).decode()


def outcome(render) -> tuple[str, str]:
    try:
        return "", render()
    except Exception as error:  # noqa: BLE001 - whichever it is, it is compared
        return type(error).__name__, str(error)


@pytest.mark.parametrize("template", SAME)
def test_a_template_gives_what_it_gives_in_the_sandbox_of_jinja(template):
    ours = environment(theme(entry_html=template), site())
    plain = ImmutableSandboxedEnvironment(
        loader=ours.loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    plain.globals.update(ours.globals)
    plain.filters.update(ours.filters)

    found = outcome(lambda: ours.get_template("entry.html").render(page=PAGE))

    assert found == outcome(lambda: plain.get_template("entry.html").render(page=PAGE))


@pytest.mark.parametrize("expression", REFUSED)
def test_what_leads_out_of_the_sandbox_is_refused(expression):
    template = "{% import 'm.html' as m %}{% block a %}{% endblock %}{{ " + expression + " }}"

    with pytest.raises(ThemeError, match=r"unsafe|undefined|no attribute|not safely|No caller"):
        shown(template)


def test_only_data_can_be_read_on_the_short_way():
    names = {(kind, name) for kind, names in OPEN.items() for name in names}

    assert (dt.date, "year") in names
    assert not [name for _, name in names if name.startswith("_")]
    assert not [one for one in names if callable(getattr(*one))]


def test_text_is_escaped_unless_it_is_markup():
    class Told:
        def __html__(self):
            return "<i>"

    values = ("<", Markup("<b>"), 1, None, Told())

    assert [str(text(value)) for value in values] == ["&lt;", "<b>", "1", "None", "<i>"]


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("a\n{{ page.title }}\n{{ page.nothing }}\n", "t/entry.html:3"),
        ("{{ page.title }}\nb {{ page.title }}{{ page.entry.nothing }} c\n{{ t('plain') }}",
         "t/entry.html:2"),
        ("{% import 'm.html' as m %}\n{{ m.broken(page) }}", "t/m.html:7"),
        ("\n{% set a = 1 %}{% include 'p.html' %}", "t/p.html:1"),
        ("{% extends 'b.html' %}\n{% block name %}\n{{ page.nothing }}{% endblock %}",
         "t/entry.html:3"),
        ("\n{{ t('none') }}", "t/entry.html:2"),
        ("\n\n{{ once('none.html') }}", "t/entry.html:3"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(template, place):
    with pytest.raises(ThemeError) as caught:
        shown(template)

    assert caught.value.place == place


def test_what_is_asked_for_once_is_rendered_once_and_sees_the_site():
    template = "{{ once('o.html') }}{{ once('o.html') }}"

    assert shown(template, o_html="{{ site.title }}<hr>") == "News &amp; &lt;more&gt;<hr>" * 2


def test_what_is_rendered_once_does_not_see_the_page():
    with pytest.raises(ThemeError, match="'page' is undefined") as caught:
        shown("{{ once('o.html') }}", o_html="a\n{{ page.title }}")

    assert caught.value.place == "t/o.html:2"


def test_what_is_rendered_once_is_rendered_for_each_site():
    made = theme(entry_html="{{ once('o.html') }}", o_html="{{ site.title }}")
    other = site_of(Config(title="Other"), Parts(), look=Look(settings={}, generator=""))

    assert Renderer(made, site()).render(PAGE) != Renderer(made, other).render(PAGE)


def test_macros_see_the_page_where_they_are_imported_with_context():
    macros = "{% macro told() %}{{ page.title }}{% endmacro %}"

    assert shown("{% import 'x.html' as x with context %}{{ x.told() }}", x_html=macros) == (
        "Ships &amp; &lt;boats&gt;"
    )
    with pytest.raises(ThemeError, match="'page' is undefined"):
        shown("{% import 'x.html' as x %}{{ x.told() }}", x_html=macros)


CYCLER = "{% set c = cycler('a', 'b') %}{% macro next() %}{{ c.next() }}{% endmacro %}"
NAMESPACE = """{% set n = namespace() %}
{%- macro next() %}{{ 'b' if n.x is defined else 'a' }}{% set n.x = 1 %}{% endmacro %}"""


@pytest.mark.parametrize("macros", [CYCLER, NAMESPACE])
def test_no_page_sees_what_another_has_changed(macros):
    made = Renderer(
        theme(entry_html="{% import 'c.html' as c %}{{ c.next() }}{{ c.next() }}", c_html=macros),
        site(),
    )

    assert [made.render(PAGE) for _ in range(2)] == [b"ab", b"ab"]


def test_a_sites_own_foot_may_see_the_page(tmp_path: Path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/_foot.html").write_text("<footer>{{ page.title }}</footer>")
    about = page("about/index.html", pages=(standing("about", "About <us>"),))
    with pytest.raises(ThemeError, match="'page' is undefined"):
        renderer(root=tmp_path).render(about)
    (tmp_path / "templates/base.html").write_text(
        '{% extends "theme/base.html" %}{% block foot %}{% include "_foot.html" %}{% endblock %}'
    )

    assert b"<footer>About &lt;us&gt;</footer>" in renderer(root=tmp_path).render(about)


def test_templates_made_for_macros_with_context_still_work(tmp_path: Path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/entry.html").write_text(
        '{% extends "theme/entry.html" %}{% import "_macros.html" as m with context %}'
        '{% block content %}<p{{ m.words(page.entry) }}>{{ m.tied("a : b") }}</p>{% endblock %}'
    )

    assert b'<p dir="auto">a\xc2\xa0: b</p>' in renderer(root=tmp_path).render(PAGE)
