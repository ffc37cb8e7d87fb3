"""What others do with the same files: the floor (`raw`), and the libraries alone (`bare`)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ a.name }}</title></head>
<body><h1>{{ a.name }}</h1><p>{{ a.tier }} {{ a.owner }}</p>
{% for title, rows in tables %}<h2>{{ title }}</h2><table>
{% for row in rows %}<tr>
{% for name, value in row.items() %}<td>{{ name }}: {{ value }}</td>{% endfor %}
</tr>{% endfor %}
</table>{% endfor %}{{ body }}</body></html>"""
TABLES = ("purchasing", "needs", "competitors", "contacts", "interactions", "promises", "actions")


def raw(accounts: Path, output: Path) -> None:
    """Bytes read, bytes written."""
    output.mkdir(parents=True, exist_ok=True)
    for file in sorted(accounts.glob("*.md")):
        (output / f"{file.stem}.html").write_bytes(file.read_bytes())


def bare(accounts: Path, output: Path) -> None:
    """C YAML, markdown-it and jinja2: every entry on a page, and no question asked of any of it."""
    from jinja2 import Environment
    from markdown_it import MarkdownIt
    from markupsafe import Markup
    from ruamel.yaml import YAML

    output.mkdir(parents=True, exist_ok=True)
    template = Environment(autoescape=True).from_string(PAGE)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for file in sorted(accounts.glob("*.md")):
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        account: Any = YAML(typ="safe").load(io.StringIO(front))
        tables = [(name, account.get(name) or []) for name in TABLES]
        html = template.render(a=account, tables=tables, body=Markup(markdown.render(body)))  # noqa: S704
        (output / f"{file.stem}.html").write_text(html, encoding="utf-8")
