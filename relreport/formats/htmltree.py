"""Reads a page that is written plainly, as ours are, into the tree that an HTML reader would make of it.

HTML's own reader makes something of any text, a character at a time. A page in which every element is closed
and stands where it may can be read as XML, by the reader in C that Python brings, a dozen times as fast.
Whatever is not surely the same in both, also by what stands around it, is left to the other reader.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element, TreeBuilder

_SVG = "http://www.w3.org/2000/svg"
_XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"

_VOID = frozenset({"meta", "br", "hr", "img", "col", "wbr", "link"})
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASES = frozenset(
    {
        "a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "img", "q", "s", "small", "span", "strong",
        "sub", "sup", "svg", "time", "u", "var", "wbr",
    }
)  # fmt: skip
_BLOCKS = _HEADS | {
    "address", "article", "aside", "blockquote", "div", "dl", "figcaption", "figure", "footer", "header",
    "hr", "main", "nav", "ol", "p", "section", "table", "ul",
}  # fmt: skip
_ONLY_PHRASES = _HEADS | _PHRASES | {"p"}
# Where an element may stand, for those that HTML's reader would move, or close another for.
_INSIDE = {
    "li": {"ul", "ol"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "caption": {"table"}, "colgroup": {"table"},
    "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "tr": {"thead", "tbody", "tfoot"},
    "th": {"tr"}, "td": {"tr"}, "col": {"colgroup"}, "head": {"html"}, "body": {"html"}, "title": {"head"},
    "meta": {"head"}, "link": {"head"},
}  # fmt: skip
# What has room for those alone, and for no word.
_CLOSED = frozenset({"html", "head", "table", "colgroup", "thead", "tbody", "tfoot", "tr"})
_SHAPES = frozenset(
    {
        "circle", "defs", "desc", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "text",
        "title", "tspan",
    }
)  # fmt: skip

_BEGIN = re.compile(r"\s*<!doctype html>\s*(?=<html)", re.IGNORECASE)
_END = re.compile(r"</html>\s*\Z")
# Comments, declarations and instructions; signs by a name or number that the two may not read alike; a line
# end in an attribute; raw texts.
_OTHERWISE = re.compile(
    r"<[!?]|&(?!(?:amp|lt|gt|quot|#3[49]|#x27);)|=\"[^\"]*[\t\n\r]|='|<(?:style|script|pre|textarea|title/)"
)
_OPEN = re.compile(r"<(meta|br|hr|img|col|wbr|link)((?:\s[^<>]*?)?)\s*/?>")
_UNQUOTED = re.compile(r"(<[a-z][a-z0-9]*(?:\s+[a-z-]+=\"[^\"]*\")*\s+[a-z-]+=)([a-z0-9-]+)(?=[\s>])")
_SHUT = re.compile(r"<([^\s<>/]+)(?:\s[^<>]*)?/>")


class _OtherwiseError(Exception):
    """The page is not so plain."""


def plain_tree(html: str) -> Element | None:
    """The root of a page's tree, HTML's elements without a namespace; None where the other reader is to be
    asked."""
    begin = _BEGIN.match(html)
    if begin is None or not _END.search(html) or _OTHERWISE.search(html, begin.end()):
        return None
    page = _UNQUOTED.sub(r'\1"\2"', html[begin.end() :])
    if any(name not in _VOID | _SHAPES for name in _SHUT.findall(page)):
        return None
    try:
        return _read(_OPEN.sub(r"<\1\2/>", page))
    except (_OtherwiseError, expat.ExpatError, UnicodeEncodeError):
        return None


def _read(page: str) -> Element:
    from xml.etree.ElementTree import TreeBuilder

    tree = TreeBuilder()
    reader = expat.ParserCreate("utf-8")
    reader.buffer_text = True
    hands = _Hands(tree)
    reader.StartElementHandler = hands.start
    reader.EndElementHandler = hands.end
    reader.CharacterDataHandler = hands.text
    reader.Parse(page.encode(), True)
    root = tree.close()
    if [one.tag for one in root] != ["head", "body"]:
        raise _OtherwiseError
    # spaces before the head are none; those after the body are its own
    root.text = None
    _, body = root
    after = (body.tail or "") + page[page.rindex("</html>") + len("</html>") :]
    body.tail = None
    if after and len(body):
        body[-1].tail = (body[-1].tail or "") + after
    elif after:
        body.text = (body.text or "") + after
    return root


class _Hands:
    """Takes elements and words as they come, and builds."""

    def __init__(self, tree: TreeBuilder) -> None:
        self._tree = tree
        self._open: list[str] = [""]
        self._drawing = 0  # how deep inside of a picture

    def start(self, name: str, attributes: dict[str, str]) -> None:
        above = self._open[-1]
        if self._drawing:
            if name not in _SHAPES or above in ("title", "desc"):
                raise _OtherwiseError
            self._drawing += 1
        elif name == "svg":
            self._drawing = 1
        self._check(name, above)
        for one in attributes:
            if ":" in one or (one != one.lower() and not (self._drawing and one in _names_in_pictures())):
                raise _OtherwiseError
        if name == "svg":
            if attributes.get("xmlns", _SVG) != _SVG:
                raise _OtherwiseError
            attributes = {_XMLNS if key == "xmlns" else key: value for key, value in attributes.items()}
        self._tree.start(f"{{{_SVG}}}{name}" if self._drawing else name, attributes)
        self._open.append(name)

    def _check(self, name: str, above: str) -> None:
        if self._drawing > 1:
            return
        if not above:
            if name != "html":
                raise _OtherwiseError
            return
        allowed = _INSIDE.get(name)
        if allowed is not None:
            # a list closes what is open of it through any number of divisions
            if above not in allowed or (name in ("dt", "dd") and above == "div" and self._open[-2] != "dl"):
                raise _OtherwiseError
            return
        if above in _CLOSED or above == "title" or not (name in _PHRASES or name in _BLOCKS):
            raise _OtherwiseError
        if name not in _PHRASES and above in _ONLY_PHRASES:
            raise _OtherwiseError
        if name == "a" and "a" in self._open:
            raise _OtherwiseError

    def end(self, name: str) -> None:
        self._open.pop()
        if self._drawing:
            self._drawing -= 1
            self._tree.end(f"{{{_SVG}}}{name}")
        else:
            self._tree.end(name)

    def text(self, words: str) -> None:
        if self._open[-1] in _CLOSED and not self._drawing and words.strip(" \t\n"):
            raise _OtherwiseError
        self._tree.data(words)


@cache
def _names_in_pictures() -> frozenset[str]:
    from tinyhtml5.constants import adjust_svg_attributes

    return frozenset(adjust_svg_attributes.values())
