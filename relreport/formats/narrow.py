"""On paper as narrow as a phone a table's rows are short lists.

A table whose heads have no room is none to a person who hears it: each cell says its own label instead.
"""

from __future__ import annotations

import re
from html import escape, unescape

from relreport.page.shorten import cut

_HEADS = re.compile(r"<thead\b.*?</thead>\s*|</?tbody\b[^>]*>", re.DOTALL)
_CAPTION = re.compile(r"<caption(?: class=\"([^\"]*)\")?[^>]*>(.*?)</caption>", re.DOTALL)
_OPEN = re.compile(r"<(table|tr|th|td)\b([^>]*)>")
_CLOSE = re.compile(r"</(table|tr|th|td)>")
_CLASS = re.compile(r'class="?([^">]*)"?')
_LABEL = re.compile(r'data-label="[^"]*"')
DOT = " · "  # between the parts of a foot, in both languages
COMPANY = 54  # widths of a line of the foot
_FOOT = re.compile(r'( data-foot=")([^"]*)"')
BECOMES = {"table": ("div", "table"), "tr": ("ul", "row"), "th": ("li", "head"), "td": ("li", "cell")}


def rows_as_lists(html: str) -> str:
    """The page with every table as lists: `.table`, `.row`, and in it `.head` and `.cell`."""
    html = _HEADS.sub("", html)
    html = _CAPTION.sub(lambda one: f'<p class="{_joined("caption", one[1])}">{one[2]}</p>', html)
    html = _OPEN.sub(_opened, html)
    return _CLOSE.sub(lambda one: f"</{BECOMES[one[1]][0]}>", html)


def foot_in_two_lines(html: str) -> str:
    """The running foot with its last part, the day, on a line of its own: the seal follows it there."""

    def parted(found: re.Match[str]) -> str:
        before, between, last = found[2].rpartition(DOT)
        name = escape(cut(unescape(before), COMPANY))
        return f'{found[1]}{name}&#10;{last}"' if between else found[0]

    return _FOOT.sub(parted, html, count=1)


def _opened(one: re.Match[str]) -> str:
    tag, name = BECOMES[one[1]]
    own, label = _CLASS.search(one[2]), _LABEL.search(one[2])
    shown = _joined(name, own[1] if own else "")
    return f'<{tag} class="{shown}"{" " + label[0] if label else ""}>'


def _joined(name: str, others: str | None) -> str:
    return " ".join((name, *(others or "").split()))
