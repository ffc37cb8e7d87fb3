"""Makes a site of the pages of docs/: `make docs`, or `python docs/publish.py [FOLDER]` (else `docs/site/`).

Static pages in English and, under `zh/`, in Chinese; one page a rule. Nothing is fetched and nothing runs:
open `docs/site/index.html`. Links between the Markdown files become links between the pages; anchors stay.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from posixpath import dirname, normpath, relpath

from markdown_it import MarkdownIt
from markdown_it.token import Token

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
HOME = {"en": "README.md", "zh": "docs/readme.zh.md"}
# what stands in the contents, in the order of reading; a name is that of the page in docs/
GUIDES = ("every-week", "why", "settings", "old-files", "looking-back", "meetings", "proof")
ORDER = (
    ("start", ("index",)),
    ("model", ("model", "rules", "method")),
    ("guides", tuple(f"guides/{one}" for one in GUIDES)),
    ("reference", ("fields", "security", "performance", "templates")),
)
WORDS = {
    "en": {
        "name": "relreport", "start": "Start", "model": "How it judges", "guides": "Guides",
        "reference": "Reference", "contents": "Contents", "other": "中文", "skip": "Skip to the page",
        "rules": "All rules", "on": "On this page", "index": "What it is, and how to begin",
        "before": "before", "after": "next",
    },
    "zh": {
        "name": "relreport", "start": "开始", "model": "怎样判断", "guides": "指南", "reference": "参考",
        "contents": "目录", "other": "English", "skip": "跳到正文", "rules": "全部规则", "on": "本页",
        "index": "是什么，怎样开始", "before": "上一条", "after": "下一条",
    },
}  # fmt: skip
ENDING = {"en": "", "zh": ".zh"}
_RULE = re.compile(r"^### ([A-Z]{3}\d{2})$", re.MULTILINE)
_HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_FAMILY = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page to make: where its text stands (for links), the text, and where it goes."""

    source: str
    text: str
    target: str
    language: str
    name: str
    rules: tuple[str, ...] = ()  # of a rule's page: the one before and the one after

    @property
    def title(self) -> str:
        found = re.search(r"^# (.+)$", self.text, re.MULTILINE)
        return found[1] if found else self.name


def pages() -> Iterator[Page]:
    """Every page of the site, both languages."""
    for language, ending in ENDING.items():
        root = "" if language == "en" else f"{language}/"
        for _, names in ORDER:
            for name in names:
                source = HOME[language] if name == "index" else f"docs/{name}{ending}.md"
                text = (TOP / source).read_text(encoding="utf-8")
                if name == "rules":
                    yield from _rules(source, text, language, root)
                else:
                    target = f"{root}{name}.html"
                    yield Page(source=source, text=text, target=target, language=language, name=name)


def _rules(source: str, text: str, language: str, root: str) -> Iterator[Page]:
    """The list of all rules, and a page for each."""
    starts = list(_RULE.finditer(text))
    families = [found.start() for found in _FAMILY.finditer(text)]
    first = max(at for at in families if at < starts[0].start())
    yield Page(source=source, text=text[:first], target=f"{root}rules.html", language=language, name="rules")
    ends = sorted([*(found.start() for found in starts), *families, len(text)])
    codes = [found[1] for found in starts]
    for place, found in enumerate(starts):
        code = found[1]
        end = next(at for at in ends if at > found.start())
        body = text[found.end() : end].strip()
        # the sentence in bold under the code is what the rule is called
        title = re.match(r"\*\*(.+)\*\*", body)
        head = f"# {code} · {title[1]}" if title else f"# {code}"
        yield Page(
            source=source,
            text=f"{head}\n\n{body[title.end() :].strip() if title else body}\n",
            target=f"{root}rules/{code.lower()}.html",
            language=language,
            name=f"rules/{code.lower()}",
            rules=(codes[place - 1] if place else "", codes[place + 1] if place + 1 < len(codes) else ""),
        )


class Site:
    """All pages, and where a link from one to another leads."""

    def __init__(self) -> None:
        self.pages = tuple(pages())
        self.by_source = {one.source: one.target for one in self.pages if not one.name.startswith("rules/")}
        self.targets = {one.target for one in self.pages}
        self.pictures: set[str] = set()
        self._markdown = MarkdownIt("commonmark", {"html": True}).enable("table")

    def html(self, page: Page) -> str:
        """One page whole."""
        tokens = self._markdown.parse(page.text)
        headings = list(self._anchored(tokens))
        self._linked(tokens, page)
        body = self._markdown.renderer.render(tokens, self._markdown.options, {})
        body = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
        return _whole(page, body, headings, self)

    def _anchored(self, tokens: list[Token]) -> Iterator[tuple[str, str]]:
        """Give every heading the anchor that repository sites give it; those of the second depth are told."""
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                inside = tokens[place + 1].children or ()
                said = "".join(one.content for one in inside if one.type in ("text", "code_inline"))
                anchor = re.sub(r"[^\w\- ]", "", said.lower()).strip().replace(" ", "-")
                token.attrSet("id", anchor)
                if token.tag == "h2":
                    yield anchor, said

    def _linked(self, tokens: list[Token], page: Page) -> None:
        for token in tokens:
            _join_han(token.children or [])
            for child in token.children or ():
                if child.type == "link_open":
                    where = self.where(str(child.attrGet("href") or ""), page)
                    if where:
                        child.attrSet("href", where)
                    else:  # a file of the repository that is no page
                        child.attrs = {}
                elif child.type == "image":
                    picture = normpath(f"{dirname(page.source)}/{child.attrGet('src')}".lstrip("/"))
                    self.pictures.add(picture)
                    here = dirname(page.target) or "."
                    child.attrSet("src", relpath(f"pictures/{Path(picture).name}", here))
                    child.attrSet("loading", "lazy")

    def where(self, href: str, page: Page) -> str:
        """A link of a Markdown file as a link of its page; "" where the site has no such page."""
        if re.match(r"\w+:", href):
            return href
        path, _, anchor = href.partition("#")
        source = normpath(f"{dirname(page.source)}/{path}".lstrip("/")) if path else page.source
        if source.startswith("docs/pictures/"):
            self.pictures.add(source)
            return relpath(f"pictures/{Path(source).name}", dirname(page.target) or ".")
        target = self.by_source.get(source)
        if target is None:
            return ""
        root = "" if page.language == "en" else f"{page.language}/"
        if re.fullmatch(r"docs/rules(\.zh)?\.md", source) and re.fullmatch(r"[a-z]{3}\d{2}", anchor):
            target, anchor = f"{'zh/' if '.zh' in source else ''}rules/{anchor}.html", ""
        if not path and target == page.target:
            return f"#{anchor}"
        if not path and page.name.startswith("rules/"):
            target = f"{root}rules.html"
        return relpath(target, dirname(page.target) or ".") + (f"#{anchor}" if anchor else "")


def _join_han(inside: list[Token]) -> None:
    """A line's end between Han is no blank."""
    for before, here, after in zip(inside, inside[1:], inside[2:], strict=False):
        if here.type == "softbreak" and _HAN.match(before.content[-1:]) and _HAN.match(after.content[:1]):
            here.type, here.content = "text", ""


def _whole(page: Page, body: str, headings: list[tuple[str, str]], site: Site) -> str:
    words = WORDS[page.language]
    up = relpath(".", dirname(page.target) or ".")
    style = f"{up}/site.css".removeprefix("./")
    other = "zh" if page.language == "en" else "en"
    switch = relpath(("zh/" if other == "zh" else "") + f"{page.name}.html", dirname(page.target) or ".")
    tag = {"en": "en", "zh": "zh-Hans"}
    return f"""<!doctype html>
<html lang="{tag[page.language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(page.title)} · {words["name"]}</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<a class="skip" href="#main">{words["skip"]}</a>
<header><p><strong>{words["name"]}</strong></p><p><a href="{switch}" lang="{tag[other]}">{words["other"]}</a></p></header>
<div class="layout">
<nav aria-label="{words["contents"]}"><details class="narrow"><summary>{words["contents"]}</summary>{_contents(page, site)}</details>
<div class="broad">{_contents(page, site)}</div></nav>
<main id="main">
{body}{_steps(page)}</main>
{_here(page, headings)}</div>
</body>
</html>
"""  # noqa: E501


def _contents(page: Page, site: Site) -> str:
    """The list of all pages; this one is marked."""
    words = WORDS[page.language]
    titles = {one.name: one.title for one in site.pages if one.language == page.language}
    root = "" if page.language == "en" else f"{page.language}/"
    parts = []
    for group, names in ORDER:
        links = []
        for name in names:
            here = name == page.name or (name == "rules" and page.name.startswith("rules/"))
            mark = ' aria-current="page"' if name == page.name else ' class="here"' if here else ""
            href = relpath(f"{root}{name}.html", dirname(page.target) or ".")
            title = words["index"] if name == "index" else titles[name]
            links.append(f'<li><a href="{href}"{mark}>{escape(title)}</a></li>')
        parts.append(f"<p>{words[group]}</p><ul>{''.join(links)}</ul>")
    return "".join(parts)


def _here(page: Page, headings: list[tuple[str, str]]) -> str:
    if len(headings) < 3:
        return ""
    words = WORDS[page.language]
    links = "".join(f'<li><a href="#{anchor}">{escape(said)}</a></li>' for anchor, said in headings)
    return f'<aside aria-label="{words["on"]}"><p>{words["on"]}</p><ul>{links}</ul></aside>\n'


def _steps(page: Page) -> str:
    """From one rule to the next."""
    if not page.rules:
        return ""
    words = WORDS[page.language]
    links = [
        f'<a href="{code.lower()}.html">{words[way]}: {code}</a>' if page.language == "en"
        else f'<a href="{code.lower()}.html">{words[way]}：{code}</a>'
        for way, code in zip(("before", "after"), page.rules, strict=True)
        if code
    ]  # fmt: skip
    links.append(f'<a href="../rules.html">{words["rules"]}</a>')
    return f'<p class="steps">{" · ".join(links)}</p>\n'


def build(folder: Path) -> int:
    """Write the site; the number of pages."""
    # a folder that holds anything else is not ours to empty
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "site.css").is_file():
        sys.exit(f"{os.fspath(folder)} is not empty and is no site: name another folder")
    site = Site()
    if folder.is_dir():
        shutil.rmtree(folder)
    for page in site.pages:
        place = folder / page.target
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(site.html(page), encoding="utf-8")
    shutil.copy(HERE / "site.css", folder / "site.css")
    for picture in sorted(site.pictures):
        (folder / "pictures").mkdir(exist_ok=True)
        shutil.copy(TOP / picture, folder / "pictures" / Path(picture).name)
    return len(site.pages)


if __name__ == "__main__":
    goal = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "site"
    made = build(goal)
    sys.stdout.write(f"{made} pages, both languages: {goal / 'index.html'}\n")
