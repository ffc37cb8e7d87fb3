"""A page read as XML is the tree that HTML's own reader makes of it, or none."""

import io
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st

from relreport.formats.htmltree import plain_tree


def page(body: str, *, head: str = "<title>x</title>", after: str = "\n") -> str:
    return f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n<body>{body}\n</body>{after}</html>\n'


def whole(one: Element) -> tuple[object, ...]:
    said = one.tag, list(one.attrib.items()), one.text or "", one.tail or ""
    return *said, [whole(child) for child in one]


def by_the_other(html: str) -> tuple[object, ...]:
    return whole(tinyhtml5.parse(io.StringIO(html), namespace_html_elements=False))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>One &amp; <strong>two</strong>&#39;s<br>three</p>\n<ul>\n<li>a<p>b</p></li> <li>c</li></ul>",
        "<table>\n<caption>x</caption><colgroup><col></colgroup>\n<thead> <tr><th scope=col>a</th></tr></thead></table>",
        "<table><tbody><tr>\n<td><table><tbody><tr><td>in</td></tr></tbody></table></td></tr></tbody></table>",
        '<svg class="chart" viewBox="0 0 9 9"><title>x &lt; y</title><g><rect x="1"/><text>5%</text></g></svg>',
        '<p><svg xmlns="http://www.w3.org/2000/svg" width="1"><path d="M0 0"/></svg> after</p>',
        '<dl><div><dt>a</dt><dd>b</dd></div></dl><h1 class=long>甲乙</h1><hr><img src="x.png" alt="a = b">',
        '<section class="one" id="a"><p><a href="#b"><em>x</em></a></p></section>',
    ],
)  # fmt: skip
def test_plain_pages_are_read_the_short_way(body: str) -> None:
    tree = plain_tree(page(body))
    assert tree is not None
    assert whole(tree) == by_the_other(page(body))


@pytest.mark.parametrize(
    "body",
    [
        "<p>open",
        "<p>one<p>two",
        "<p><div>x</div></p>",
        "<div/>after",
        "<table><tr><td>x</td></tr></table>",
        "<table>word<tbody><tr><td>x</td></tr></tbody></table>",
        "<ul><div><li>a</li></div></ul>",
        "<a href='x'>a</a>",
        '<a href="x">a<span><a href="y">b</a></span></a>',
        "<p>a&nbsp;b &#150;</p>",
        '<p title="a\nb">x</p>',
        "<!-- x --><p>a</p>",
        "<P>x</P>",
        "<p hidden>x</p>",
        "<style>p > a { color: red }</style>",
        "<svg><p>x</p></svg>",
        "<svg><foreignObject>x</foreignObject></svg>",
        "<svg viewbox='0 0 1 1'></svg>",
        "<h1>a<h2>b</h2></h1>",
        "<b>1<p>2</b>3</p>",
        "<dl><dd>a<div><dt>b</dt></div></dd></dl>",
        '<p CLASS="x">a</p>',
    ],
)  # fmt: skip
def test_all_others_are_not(body: str) -> None:
    assert plain_tree(page(body)) is None


def test_nor_one_with_signs_in_its_title() -> None:
    assert plain_tree(page("", head="<title>a<b>c</b></title>")) is None


@pytest.mark.parametrize("html", ["", "<p>x</p>", "<html><head></head><body></body></html>", "\ud800"])
def test_nor_what_is_no_whole_page(html: str) -> None:
    assert plain_tree(html) is None


NAMES = st.sampled_from(
    [
        "p", "div", "span", "b", "a", "h2", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "colgroup",
        "thead", "tbody", "tr", "th", "td", "col", "br", "img", "svg", "g", "rect", "text", "title", "section",
        "hr", "em", "small", "style", "pre", "option",
    ]
)  # fmt: skip
WORDS = st.text(st.sampled_from(" \n甲a5%&;<>\"'=/-\u00a0#x"), max_size=6)
ESCAPED = WORDS.map(lambda one: one.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&#34;"))


def element(name: str, value: str, inner: list[str]) -> str:
    if name in ("br", "img", "col", "hr"):
        return f'<{name} class="{value}">'
    if name == "rect":
        return f'<{name} x="{value}"/>'
    return f'<{name} class="{value}">{"".join(inner)}</{name}>'


NESTED = st.recursive(
    ESCAPED | WORDS,
    lambda inner: st.builds(element, NAMES, ESCAPED, st.lists(inner, max_size=4)),
    max_leaves=12,
)


@given(st.lists(NESTED, max_size=4).map("".join), st.sampled_from(["", "\n", " x "]))
def test_what_is_read_the_short_way_is_read_alike(body: str, after: str) -> None:
    html = page(body, after=after)
    tree = plain_tree(html)
    assert tree is None or whole(tree) == by_the_other(html)
