"""The page of one account on paper: the same blocks, the paper's size, and a foot that names the document."""

from __future__ import annotations

import re
from typing import Any, cast

from relreport.page.contract.gaps import Actions, Gap
from relreport.page.contract.head import Head
from relreport.page.contract.parts import Cell, Row, Section, Table
from relreport.page.contract.plan import HandoutPage, PlanPage
from relreport.page.shorten import cut, shortened
from relreport.phrases import filled
from relreport.text import page_words

# a full stop before a new sentence: figures and file names have no blank and capital behind theirs, and a
# capital or a title before it is part of a name (P. Hart, Dr. Wang, Acme Co. Ltd.)
_SENTENCE = re.compile(
    r"(?<=[.?])(?<!\b[A-Z]\.)(?<!\b[MD]r\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bCo\.)(?<!\bInc\.)(?<!\bLtd\.)(?<!\bNo\.)"
    r"(?<!\bSt\.)\s+(?=[A-Z“])|(?<=[。？])(?=.)"
)
# actions that page one holds beside so many gaps; a count, not a measure, so that both languages lead alike
BESIDE = {5: 3, 4: 4}
MOST = 5
TITLE = 96  # widths of an account's name as the title of page one; on a phone half as many
ROWS = 40  # of one table; a ledger of hundreds is searched on a screen
BEYOND = {"gaps": ROWS, "actions": ROWS, "questions": 15}  # how many beyond those of page one
# what a phone is spared: ledgers, boards, and tables that want a screen
LEFT_OFF = ("axes", "trust", "portraits", "value", "criteria", "playbook", "narrative", "quiet")


def handout_page(page: PlanPage, *, paper: str = "a4", footer: str | None = None) -> HandoutPage:
    """The handout of a page. `paper`: a4, letter or phone. `footer`: the foot's left part.

    Page one stands alone: it carries the first sentence of each gap, and as many actions as it holds.
    """
    head, dot = page["head"], page["words"]["dot"]
    foot = [head["company"], f"{page['words']['as_of']} {head['as_of']}"]
    written = dot.join(part for part in foot if part) if footer is None else footer
    lead = [in_short(gap) for gap in page["gaps"]["lead"]]
    actions = _shortened(page["actions"], BESIDE.get(len(lead), MOST), page["lang"])
    whole: dict[str, Any] = {**page, "gaps": {**page["gaps"], "lead": lead}, "actions": actions}
    if paper == "phone":
        whole = _on_a_phone(whole)
    name = cut(head["name"], TITLE // 2 if paper == "phone" else TITLE)
    whole.pop("reasons", None)
    for key, most in BEYOND.items():
        block = whole.get(key)
        # nobody is sent to a screen for a handful
        if block and len(block["rest"]) > most + most // 8:
            whole[key] = {**block, "rest": block["rest"][:most]}
            left = {"count": len(block["rest"]) - most}
            whole[f"{key}_more"] = filled(page_words(page["lang"])["phrases"]["in_plan"], left)
    made = shortened(whole)
    made = {**made, "head": {**whole["head"], "name": name, "line": made["head"]["line"]}}
    blocks = {
        key: _bounded(cast("Section", block), page["lang"])
        for key, block in made.items()
        if isinstance(block, dict) and "tables" in block
    }
    sections = [_bounded(one, page["lang"]) for one in made.get("sections") or []]
    if name != head["name"]:
        sections = [_named(one, page["words"]["people_name"], head) for one in sections]
    return cast("HandoutPage", {**made, **blocks, "sections": sections, "paper": paper, "footer": written})


def _bounded(section: Section, language: str) -> Section:
    return {**section, "tables": [_as_far(table, language) for table in section["tables"]]}


def _as_far(table: Table, language: str) -> Table:
    """A table, all its rows open; of very many the first, and how many the plan on the screen has."""
    rows = [*table["rows"], *table["more"]]
    left = len(rows) - ROWS
    if left <= ROWS // 8:  # nobody is sent to a screen for a handful
        return {**table, "rows": rows, "more": [], "more_label": ""}
    label = filled(page_words(language)["phrases"]["in_plan"], {"count": left})
    return {**table, "rows": rows[:ROWS], "more": [], "more_label": label}


def _named(section: Section, label: str, head: Head) -> Section:
    """The account's whole name, where page one cut it, on top of what is on record of the customer."""
    if section["id"] != "profile" or not section["tables"]:
        return section
    first, *others = section["tables"]
    blank = Cell(text="", note="", tone="", strong=False, href="", links=[], key="", place="")
    row = Row(anchor="", tone="", cells=[{**blank, "text": label}, {**blank, "text": head["name"]}])
    return {**section, "tables": [{**first, "rows": [row, *first["rows"]]}, *others]}


def _on_a_phone(page: dict[str, Any]) -> dict[str, Any]:
    """What is read on the way. Long tables and evidence stand in the plan, and the last line says so."""
    said = page_words(page["lang"])["phrases"]["phone"]
    head = page["head"]
    bare = [{**gap, "evidence": []} for gap in page["gaps"]["lead"]]
    rest = [{**gap, "evidence": []} for gap in page["gaps"]["rest"]]
    return {
        **{name: block for name, block in page.items() if name not in LEFT_OFF},
        "gaps": {**page["gaps"], "lead": bare, "rest": rest},
        "sections": [one for one in page.get("sections") or [] if one["id"] == "money"],
        "head": {**head, "audience_note": f"{head['audience_note']}{page['words']['dot']}{said}"},
    }


def in_short(gap: Gap) -> Gap:
    return {**gap, "message": _SENTENCE.split(gap["message"], maxsplit=1)[0]}


def _shortened(actions: Actions, count: int, language: str) -> Actions:
    """The first actions; where the rep's own plan would fill all, the last is what the gravest gap asks."""
    lead = actions["lead"][:count]
    asked = [one for one in actions["lead"] if one["status"] == "suggested"]
    if asked and not any(one["status"] == "suggested" for one in lead):
        lead = [*lead[:-1], asked[0]]
    rest = [one for one in (*actions["lead"], *actions["rest"]) if one not in lead]
    label = filled(page_words(language)["phrases"]["rest"], {"count": len(rest)}) if rest else ""
    return {**actions, "lead": lead, "rest": rest, "rest_label": label}
