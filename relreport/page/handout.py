"""The page of one account on paper: the same blocks, the paper's size, and a foot that names the document."""

from __future__ import annotations

from relreport.page.contract import HandoutPage, PlanPage


def handout_page(page: PlanPage, *, paper: str = "a4", footer: str | None = None) -> HandoutPage:
    """The handout of a page. `paper`: a4, letter or phone. `footer`: the foot's left part."""
    head, dot = page["head"], page["words"]["dot"]
    foot = [head["company"], head["kind"], f"{page['words']['as_of']} {head['as_of']}"]
    written = dot.join(part for part in foot if part) if footer is None else footer
    return HandoutPage(**page, paper=paper, footer=written)  # type: ignore[typeddict-item]
