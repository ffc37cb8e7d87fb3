"""Markdown that people wrote -> safe HTML, by section and sensitivity. The door to the Markdown libraries.

Two layers: the parser lets no raw HTML and no foreign link through, and what it made is cleaned once more.
What may not be read is cut from the token tree, before a word of it is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from relreport.bounds import BRACKETS, bounded, without_piles
from relreport.lines import BLOCKS, plain_lines
from relreport.patterns import pattern
from relreport.record import dataclass

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CLEARANCES = ("public", "internal", "restricted", "secret")
OPEN_SECTIONS = frozenset({"summary", "摘要"})  # what every internal reader may read; the rest is restricted
SENSITIVITY = {"confidential": "restricted", "secret": "secret"}
DEEPEST = 40  # levels of nesting; deeper is said, for the parser drops what is deeper still
DROPPED = 100
_SHIFT = 2  # a third-level heading of the body stands below its section's, which is the page's third

_LINK = pattern(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_HAN = pattern("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
_TASK = pattern(r"\[([ xX])\](?=\s)")
_TAGS = {
    *("p", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "br", "hr"),
    *("a", "table", "thead", "tbody", "tr", "th", "td", "div", "span", "sup"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A section of the body: its heading ("" before the first), its sensitivity, its safe HTML, its line."""

    title: str
    sensitivity: str
    html: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """The body's sections in order. `too_deep`: where nesting goes so deep that not all may be shown.

    `cut`: lines from which something was left out, and what: `marks`, `rows`, `long`.
    """

    sections: tuple[Told, ...]
    too_deep: tuple[int, ...] = ()
    cut: tuple[tuple[int, str], ...] = ()


def narrative(
    body: str,
    *,
    first_line: int = 1,
    clearance: str = "secret",
    language: str = "en",
    hides: Callable[[str], bool] = lambda words: False,
) -> Narrative:
    """The body as far as `clearance` reads it, without the plain lines, which are entries and told elsewhere.

    `first_line`: the file's line at which the body begins. In an English page Chinese is marked as such.
    `hides`: whether words may not stand there; the block or heading that holds them goes as a whole.
    """
    text = _without_entries(body)
    if not text.strip():
        return Narrative(sections=())
    text, cuts = without_piles(text)
    linked = text.count("[") <= BRACKETS
    tokens = list(bounded(_parser(linked=linked).parse(text, {}), cuts))
    too_deep = sorted(token.map[0] + first_line for token in tokens if token.map and _depth(token) > DEEPEST)
    sections = [
        told
        for title, level, line, part in _sections(tokens)
        if (told := _told(title, level, line + first_line, part, clearance, language, hides)) is not None
    ]
    return Narrative(
        sections=tuple(sections),
        too_deep=tuple(too_deep[:1]),
        cut=tuple((line + first_line, what) for line, what in cuts),
    )


def _without_entries(body: str) -> str:
    """The body without its plain lines, each line in its place; what was indented below one is outdented."""
    lines = body.split("\n")
    entries = {entry.line for entry in plain_lines(body, 0, lambda remark: None)}
    if not entries:
        return body
    below = False
    for number, line in enumerate(lines):
        if number in entries:
            lines[number], below = "", True
        elif line.strip() and not line.startswith((" ", "\t")):
            below = False
        elif below:
            lines[number] = line.lstrip(" \t")
    return "\n".join(lines)


@cache
def _parser(*, linked: bool = True) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DROPPED})
    parser.enable(["table", "strikethrough"])
    # link definitions let a few bytes become a flood, and a picture would be fetched
    parser.disable(["reference", "image", "html_block", "html_inline"])
    parser.use(container_plugin, name="cut", validate=lambda info, *_: bool(info.strip()))
    if not linked:
        parser.disable("link")
    # a footnote stays where it was written: gathered at the end it would leave its confidential block
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.validateLink = lambda url: _LINK.match(url.strip()) is not None  # type: ignore[method-assign]
    for name, rule in {
        "text": _render_text,
        "heading_open": _render_heading,
        "heading_close": _render_heading,
        "footnote_ref": _render_footnote_ref,
        "footnote_reference_open": _render_footnote_open,
        "footnote_reference_close": _render_footnote_close,
    }.items():
        parser.add_render_rule(name, rule)
    return parser


def _depth(token: Token) -> int:
    inside = max((child.level for child in token.children or ()), default=0)
    return int(token.level + inside)


def _sections(tokens: Sequence[Token]) -> Iterator[tuple[str, int, int, list[Token]]]:
    """Heading, its level, its line from 0 and the tokens below; headings of level 1 and 2 part the body."""
    title, level, line = "", 0, 0
    part: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2"):
            yield title, level, line, part
            title = "".join(_words(tokens[place + 1]))
            level, line, part = int(token.tag[1]), token.map[0] if token.map else 0, []
            place += 3
            continue
        part.append(token)
        place += 1
    yield title, level, line, part


def _words(inline: Token) -> Iterator[str]:
    for child in inline.children or ():
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "


def _told(
    title: str,
    level: int,
    line: int,
    part: Sequence[Token],
    clearance: str,
    language: str,
    hides: Callable[[str], bool],
) -> Told | None:
    is_open = level == 2 and title.strip().casefold() in OPEN_SECTIONS
    sensitivity = "internal" if is_open else "restricted"
    if not _may_read(sensitivity, clearance):
        return None
    blocks = (block for block in _blocks(_cut(part, clearance)) if not hides(_all_words(block)))
    kept = [token for block in blocks for token in block]
    if not kept:
        return None
    parser = _parser()
    made = parser.renderer.render(kept, parser.options, {"language": language})
    title = "" if hides(title) else title
    return Told(title=title.strip(), sensitivity=sensitivity, html=_clean(made), line=line)


def _blocks(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens by block: a paragraph, a list, a table, each with all it holds."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth <= 0:
            yield block
            block, depth = [], 0
    if block:
        yield block


def _all_words(block: Sequence[Token]) -> str:
    """Everything a block says, in its text, its code and its addresses."""
    said: list[str] = []
    for token in block:
        said += [token.content, *(str(value) for value in token.attrs.values())]
        for child in token.children or ():
            said += [child.content, *(str(value) for value in child.attrs.values())]
    return "\n".join(said)


def _may_read(sensitivity: str, clearance: str) -> bool:
    return CLEARANCES.index(sensitivity) <= CLEARANCES.index(clearance)


def _cut(tokens: Sequence[Token], clearance: str) -> Iterator[Token]:
    """The tokens without the blocks that may not be read; a block of an unknown word is read by nobody."""
    hidden = 0
    for token in tokens:
        if token.type == "container_cut_open":
            word = token.info.strip().casefold()
            readable = word in BLOCKS and _may_read(SENSITIVITY[word], clearance)
            if hidden or not readable:
                hidden += 1
            continue
        if token.type == "container_cut_close":
            hidden = max(hidden - 1, 0)
            continue
        if not hidden:
            yield token


def _clean(html: str) -> str:
    import nh3

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "span": {"lang"}, "div": {"class"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _render_text(
    renderer: Any, tokens: Sequence[Token], place: int, options: object, env: dict[str, Any]
) -> str:
    text = tokens[place].content
    if place == 0 and (task := _TASK.match(text)):
        text = ("□" if task[1] == " " else "√") + text[task.end() :]  # both stand in the shipped font
    if env.get("language") != "en" or text.isascii():
        return escape(text)
    pieces: list[str] = []
    end = 0
    for found in _HAN.finditer(text):
        pieces += [escape(text[end : found.start()]), f'<span lang="zh-Hans">{escape(found[0])}</span>']
        end = found.end()
    return "".join((*pieces, escape(text[end:])))


def _render_heading(renderer: Any, tokens: Sequence[Token], place: int, options: object, env: object) -> str:
    token = tokens[place]
    level = min(max(int(token.tag[1]) + _SHIFT - 1, 4), 6)
    return f"<h{level}>" if token.nesting == 1 else f"</h{level}>\n"


def _render_footnote_ref(
    renderer: Any, tokens: Sequence[Token], place: int, options: object, env: object
) -> str:
    meta = tokens[place].meta
    return f"<sup>{escape(str(meta.get('label', meta['id'] + 1)))}</sup>"


def _render_footnote_open(
    renderer: Any, tokens: Sequence[Token], place: int, options: object, env: object
) -> str:
    label = escape(str(tokens[place].meta.get("label", "")))
    return f'<div class="footnote"><sup>{label}</sup>'


def _render_footnote_close(
    renderer: Any, tokens: Sequence[Token], place: int, options: object, env: object
) -> str:
    return "</div>\n"
