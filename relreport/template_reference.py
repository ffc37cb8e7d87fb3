"""The reference of what a template may use, made from the template API's types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

from relreport.formats.html import shipped_assets, shipped_templates
from relreport.page.contract import book, customer, gaps, head, parts, people, plan, portfolio, stages, visit

CHAPTERS = (parts, head, stages, gaps, people, plan, portfolio, customer, visit, book)
PAGES = {
    "plan.html": plan.PlanPage,
    "portfolio.html": portfolio.PortfolioPage,
    "handout.html": plan.HandoutPage,
    "book.html": book.BookPage,
    "visit.html": visit.VisitPage,
    "visit-sheet.html": visit.VisitPage,
    "customer.html": customer.CustomerPage,
    "customer-sheet.html": customer.CustomerSheet,
}
HEADS = {
    "en": ("| key | holds | may be left out |", "yes", "list of {}", "text", "yes or no", "number", "markup"),
    "zh": ("| 键 | 内容 | 可以没有 |", "是", "{} 的列表", "文字", "是或否", "数字", "标记"),
}


def contract_pages(language: str) -> str:
    """Every page and part, key by key, in the order of the API."""
    return "\n".join(_lines(language)) + "\n"


def every_part() -> Iterator[type]:
    """Every page and part of the API, each once, in the order in which they are explained."""
    for chapter in CHAPTERS:
        for part in vars(chapter).values():
            if is_typeddict(part) and part.__module__ == chapter.__name__:
                yield part


def template_names() -> str:
    """Every shipped template and style sheet, and which page it is given."""
    names = [
        *sorted(shipped_templates()),
        *sorted(name for name in shipped_assets() if name.endswith(".css")),
    ]
    return "".join(f"- `{name}`{_page(name)}\n" for name in names)


def _page(name: str) -> str:
    given = PAGES.get(name)
    return f" ← [`{given.__name__}`](#{given.__name__.lower()})" if given else ""


def _lines(language: str) -> Iterator[str]:
    head = HEADS[language][0]
    for part in every_part():
        yield f"### {part.__name__}"
        yield ""
        if language == "en" and (said := _said(part)):
            yield said
            yield ""
        yield head
        yield "| --- | --- | --- |"
        for key, wanted in get_type_hints(part, include_extras=True).items():
            optional = get_origin(wanted) is NotRequired
            held = _held(get_args(wanted)[0] if optional else wanted, language)
            yield f"| `{key}` | {held} | {HEADS[language][1] if optional else ''} |"
        yield ""


def _said(part: Any) -> str:
    text = part.__doc__ or ""
    return "" if text.startswith("dict(") else " ".join(text.split())


def _held(wanted: Any, language: str) -> str:
    _, _, listed, text, yes_no, number, markup = HEADS[language]
    origin = get_origin(wanted)
    if origin is list:
        return listed.format(_held(get_args(wanted)[0], language))
    if origin is Literal:
        return ", ".join(f"`{one}`" if one else '`""`' for one in get_args(wanted))
    if origin is dict:
        of = get_args(wanted)[1]
        return "`words`" if of is str else listed.format(_held(of, language))
    if get_args(wanted):
        return " / ".join(_held(one, language) for one in get_args(wanted))
    if is_typeddict(wanted):
        return f"[{wanted.__name__}](#{wanted.__name__.lower()})"
    plain = {str: text, bool: yes_no, int: number, float: number, type(None): "`none`", parts.Html: markup}
    return plain[wanted]
