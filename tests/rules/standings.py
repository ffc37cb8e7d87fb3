"""Accounts as text whose key contact, Wang, stands at a level, and what else their tests put together.

The day is 2026-06-30: recent begins on 2026-04-02, the window on 2026-01-02, the year on 2025-07-01.
"""

from __future__ import annotations

from collections.abc import Mapping

DEVELOPMENT = "purchasing: [{period: 2026-Q1, share: 0%}]\n"
INITIAL = "purchasing: [{period: 2026-Q1, share: 30%}]\n"
STABLE = "purchasing: [{period: 2026-Q1, share: 60%}]\n"
STRATEGIC = "purchasing: [{period: 2026-Q1, share: 90%}]\n"
SOLE = "purchasing: [{period: 2026-Q1, share: 100%}]\n"

BOARDS = {
    "basic": "{mobile: '138'}",
    "background": "{education: 同济}",
    "needs": "{business: 工期}",
    "rivals": "{suppliers: 申通}",
    "depth": "{budget: 年底紧}",
    "extended": "{hobbies: 羽毛球}",
}
OF_LEVEL = {
    "stranger": ("basic",),
    "doctor": ("basic", "background"),
    "teacher": ("basic", "background", "needs", "rivals"),
    "friend": ("basic", "background", "needs", "rivals", "depth"),
    "brother": tuple(BOARDS),
}
SIGNS = {
    "stranger": "trust: none",
    "doctor": "trust: [+work]",
    "teacher": "coach: guides",
    "friend": "coach: guides, info: confided, trust: [+alignment, +prudent]",
    "brother": "coach: commits, info: confided,"
    " trust: [+industry, +work, +manner, +prudent, +sincere, +admits, +tact, +alignment, +sync]",
}


def contact(
    boards: dict[str, str] | None = None, *, id: str = "wang", roles: str = "[decider]", more: str = ""
) -> str:
    """The list of contacts with one of them, its portrait and further fields."""
    portrait = ", ".join(f"{board}: {items}" for board, items in (boards or {}).items())
    told = f", portrait: {{{portrait}}}" if portrait else ""
    return f"contacts:\n- {{id: {id}, name: {id}, roles: {roles}{told}{', ' + more if more else ''}}}\n"


def journal(*entries: str) -> str:
    """Interactions, each `day who fields…`, the fields as in the file."""
    lines = []
    for entry in entries:
        on, who, fields = (*entry.split(" ", 2), "")[:3]
        told = f", {fields}" if fields else ""
        lines.append(f"- {{on: {on}, with: {who}{told}}}\n" if who != "-" else f"- {{on: {on}{told}}}\n")
    return "interactions:\n" + "".join(lines)


def standing(
    level: str,
    *,
    on: str = "2026-06-01",
    boards: Mapping[str, str | None] | None = None,
    space: str | None = None,
    signs: str | None = None,
    more: str = "",
    also: tuple[str, ...] = (),
) -> str:
    """The key contact at a distance, by one interaction; `boards` replaces a board, or with None drops it."""
    held: dict[str, str | None] = {**{board: BOARDS[board] for board in OF_LEVEL[level]}, **(boards or {})}
    known = {board: items for board, items in held.items() if items is not None}
    space = space or ("private" if level in ("friend", "brother") else "work")
    referred = "referrals: [{from: wang, to: 浙北高速}]\n" if level == "brother" else ""
    entry = f"{on} wang kind: visit, space: {space}, {signs or SIGNS[level]}"
    return contact(known, more=more) + journal(entry, *also) + referred
