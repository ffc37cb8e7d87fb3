"""The page of one account on paper: the same blocks, the paper's size, and a foot that names the document."""

from __future__ import annotations

import re

from relreport.page.contract import Gap, HandoutPage, PlanPage

# a full stop before a new sentence: figures and file names have no blank and capital behind theirs
_SENTENCE = re.compile(r"(?<=[.?])\s+(?=[A-Z“])|(?<=[。？])(?=.)")


def handout_page(page: PlanPage, *, paper: str = "a4", footer: str | None = None) -> HandoutPage:
    """The handout of a page. `paper`: a4, letter or phone. `footer`: the foot's left part.

    Page one stands alone: of what its gaps say it carries the first sentence, and the screen the rest.
    """
    head, dot = page["head"], page["words"]["dot"]
    foot = [head["company"], f"{page['words']['as_of']} {head['as_of']}"]
    written = dot.join(part for part in foot if part) if footer is None else footer
    gaps = {**page["gaps"], "lead": [_in_short(gap) for gap in page["gaps"]["lead"]]}
    return HandoutPage(**{**page, "gaps": gaps}, paper=paper, footer=written)  # type: ignore[typeddict-item]


def _in_short(gap: Gap) -> Gap:
    return {**gap, "message": _SENTENCE.split(gap["message"], maxsplit=1)[0]}
