"""The narrative: safe whatever is written, cut by who may read it, and no plain line told twice."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from relreport.markdown import narrative

PAYLOADS = Path(__file__).parents[2] / "shared" / "corpora" / "payloadbox" / "xss-payload-list.txt"
TAGS = {"a", "blockquote", "br", "code", "div", "em", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s"} | {
    *("span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul")
}
SAFE = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)


def html_of(body: str, clearance: str = "secret") -> str:
    return "".join(one.html for one in narrative(body, clearance=clearance).sections)


def assert_safe(html: str) -> None:
    """Parsed as a browser would: only our tags, no attribute that acts, no link but the safe ones."""
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in TAGS, element.tag
        assert set(element.attrib) <= {"href", "title", "rel", "lang", "class", "start"}, element.attrib
        assert SAFE.match(element.attrib.get("href", "#")), element.attrib


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](../other.md)",
    "<javascript:alert(1)>",
    "![x](http://evil.example/a.png)",
    "![x](javascript:alert(1))",
    '[x](https://a.example "\\" onmouseover=\\"alert(1)")',
    "[a]: javascript:alert(1)\n\n[a]",
    "```html\n<script>alert(1)</script>\n```",
    "| <b onclick=x> |\n|---|\n| [x](javascript:1) |",
    "- [ ] <input autofocus onfocus=alert(1)>",
    "text[^1]\n\n[^1]: <script>alert(1)</script>",
    "[^<img src=x onerror=1>]\n\n[^<img src=x onerror=1>]: x",
    "## <script>alert(1)</script>\ntext",
    "::: secret <script>\nx\n:::",
    "<!-- comment --> <style>*{}</style> <a href=javascript:1>x</a>",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_hostile_gets_through(body: str) -> None:
    html = html_of(body)
    assert_safe(html)
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.skipif(not PAYLOADS.exists(), reason="the corpus of payloads is not here")
def test_no_payload_of_the_corpus_gets_through() -> None:
    for line in PAYLOADS.read_text("utf-8", errors="replace").split("\n"):
        assert_safe(html_of(line))


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("**a** *b* `c` ~~d~~", "<strong>a</strong> <em>b</em> <code>c</code> <s>d</s>"),
        ("| a |\n|---|\n| b |", "<th>a</th>"),
        ("- [ ] a\n- [x] b", "<li>□ a</li>\n<li>√ b</li>"),
        ("see[^n]\n\n[^n]: the note", "<sup>n</sup>"),
        ("[x](https://a.example)", '<a href="https://a.example" rel="noopener noreferrer">x</a>'),
        ("[x](tel:123) [y](#people)", 'href="tel:123"'),
        ("a\n\n### b", "<h4>b</h4>"),
        ("a\n\n###### b", "<h6>b</h6>"),
        ("> ## b", "<h4>b</h4>"),
        ("![alt](https://a.example/p.png)", "!<a href"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("[r]: /x\n\n[r]", "[r]: /x"),  # no definitions: what is written stays to be read
    ],
)
def test_what_may_be_written_is_shown(body: str, part: str) -> None:
    assert part in html_of(body)


def test_chinese_is_marked_in_an_english_page_alone() -> None:
    assert '<span lang="zh-Hans">中文</span>' in html_of("a 中文 b")
    assert narrative("a 中文", language="zh").sections[0].html == "<p>a 中文</p>\n"


BODY = """before

## Summary
open

::: confidential
narrow
::: secret
closed
:::
:::

::: Secret
closed too
:::

::: else
hidden
:::

## 策略
plan

## Journal
- 2026-01-01 王磊 电话：told elsewhere
  more of it
narrative

```
- 2026-01-02 code stays
```
"""


@pytest.mark.parametrize(
    ("clearance", "seen", "unseen"),
    [
        ("public", [], ["before", "open", "narrow", "closed", "plan"]),
        ("internal", ["open"], ["before", "narrow", "closed", "closed too", "plan", "narrative", "策略"]),
        ("restricted", ["before", "open", "narrow", "plan", "narrative"], ["closed", "closed too"]),
        ("secret", ["before", "open", "narrow", "closed", "closed too", "plan", "narrative"], []),
    ],
)
def test_the_body_is_cut_by_who_may_read_it(clearance: str, seen: list[str], unseen: list[str]) -> None:
    told = narrative(BODY, clearance=clearance, language="zh").sections
    text = "\n".join(f"{one.title}\n{one.html}" for one in told)
    assert [word for word in seen if word not in text] == []
    assert [word for word in unseen if word in text] == []
    assert "hidden" not in text  # a word that is none hides what it encloses from everybody


def test_a_footnote_does_not_leave_its_confidential_block() -> None:
    body = "## Summary\nopen[^a]\n\n::: secret\n[^a]: closed\n:::\n"
    assert "closed" not in html_of(body, "internal")
    assert "closed" in html_of(body, "secret")


def test_plain_lines_are_not_told_again() -> None:
    told = html_of(BODY)
    assert "told elsewhere" not in told
    assert "<p>more of it" in told
    assert "code stays" in told


def test_sections_know_their_lines() -> None:
    told = narrative("\n## Summary\na\n# Two\nb", first_line=10).sections
    assert [(one.title, one.line, one.sensitivity) for one in told] == [
        ("Summary", 11, "internal"),
        ("Two", 13, "restricted"),
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [("", ()), ("> a", ()), ("- a\n  - b", ()), ("> " * 60 + "x", (5,)), ("\n" + "- " * 50 + "x", (6,))],
)
def test_nesting_too_deep_is_said(body: str, lines: tuple[int, ...]) -> None:
    assert narrative(body, first_line=5).too_deep == lines
