"""The floor: the same entries rendered with the same libraries and nothing else.

usage: python bench/bare.py CONTENT OUTPUT

Reads every entry, turns its Markdown into HTML, fills two small templates and writes a page an
entry and one list. No days, stories, feeds, sanitising or incremental work.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from jinja2 import Environment
from markdown_it import MarkdownIt

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ title }}</title>
<h1>{{ title }}</h1><p>{{ source }} · <time>{{ date }}</time></p>{{ body }}</html>"""
LIST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>All</title><ul>
{% for entry in entries %}<li><a href="{{ entry.path }}">{{ entry.title }}</a></li>
{% endfor %}</ul></html>"""


def main(content: Path, output: Path) -> None:
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    environment = Environment(autoescape=True)
    page, listing = environment.from_string(PAGE), environment.from_string(LIST)
    entries = []
    for file in sorted(content.rglob("[!_]*.md")):
        _, head, body = file.read_text("utf-8").split("---\n", 2)
        entry = yaml.load(head, yaml.CBaseLoader)
        path = file.relative_to(content).with_suffix("").as_posix() + "/"
        html = markdown.render(body)
        text = page.render(title=entry["title"], source=entry.get("source"), date=entry.get("date"))
        out = output / path / "index.html"
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text.replace("</html>", html + "</html>"), "utf-8")
        entries.append({"path": path, "title": entry["title"]})
    (output / "index.html").write_text(listing.render(entries=entries), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
