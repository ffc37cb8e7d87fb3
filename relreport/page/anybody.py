"""A rule's title with nobody's name and no figure of one account: what stands over several accounts."""

from __future__ import annotations

from collections.abc import Mapping

from relreport.assess import OpenGap
from relreport.phrases import chosen, filled, taken_apart
from relreport.text import Wording
from relreport.text.catalogue import rule_words, sentences


def title_of_anybody(gap: OpenGap, wording: Wording) -> str:
    """`NET02` as `Someone has not heard from us for … days`; what stands only where it is known is out.

    A gap that is said in its closed form is so here, too.
    """
    words: Mapping[str, str] = sentences(wording.language, "account_page")["anybody"]
    entry = rule_words(wording.language)[gap.code]
    closed = entry.variant(gap.variant).closed.get("title") if gap.closed else None
    title = chosen(closed or entry.parts["title"], frozenset())
    _, places = taken_apart(title)
    said = filled(title, {one.fact: words.get(one.fact, words["rest"]) for one in places})
    return said[:1].upper() + said[1:]
