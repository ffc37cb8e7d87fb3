"""A plan becomes the page of one account: every block gathered in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from relreport.actions import Plan
from relreport.finding import Finding
from relreport.page import dealings, market, upkeep
from relreport.page.actions import actions, asks
from relreport.page.contract.head import Site
from relreport.page.contract.parts import Section
from relreport.page.contract.plan import PlanPage
from relreport.page.figures import Money, figure_row, money_section
from relreport.page.gaps import gaps, questions
from relreport.page.head import head, notices
from relreport.page.narrative import body_of, narrative, too_deep
from relreport.page.people import people
from relreport.page.playbook import playbook
from relreport.page.profile import basis, profile
from relreport.page.reasons import reasons
from relreport.page.shorten import named_briefly
from relreport.page.stages import next_stage_block, share, stages
from relreport.page.telling import Telling
from relreport.page.trends import trends
from relreport.page.trust import axes, portraits, trust
from relreport.page.verdict import verdict
from relreport.text import Wording

# in the order of the page; what is None is quiet
BLOCKS = {
    "needs": market.needs,
    "openings": market.openings,
    "competition": market.competition,
    "criteria": market.criteria,
    "tenders": market.tenders,
    "value": upkeep.value,
    "complaints": dealings.complaints,
    "promises": dealings.promises,
    "requests": dealings.requests,
    "plan": dealings.plan,
    "playbook": playbook,
}
SECTIONS = (dealings.referrals, upkeep.judged, upkeep.decided, upkeep.journal)
QUIET = {
    "needs": "needs",
    "openings": "openings",
    "competition": "competitors",
    "tenders": "tenders",
    "complaints": "complaints",
    "promises": "promises",
    "requests": "requests",
}


def plan_page(
    plan: Plan,
    wording: Wording,
    *,
    site: Site,
    figures: Sequence[Money] = (),
    unread: Sequence[Finding] = (),
) -> PlanPage:
    """The page of one account. `figures`: what finance says of it; `unread`: the mistakes of its file."""
    telling = Telling(plan=plan, wording=wording)
    blocks = {name: made for name, block in BLOCKS.items() if (made := block(telling)) is not None}
    waiting, more = asks(telling)
    others: list[Section] = [made for block in SECTIONS if (made := block(telling)) is not None]
    money = money_section(telling, figures)
    page = PlanPage(
        lang=wording.language,  # type: ignore[typeddict-item]  # one of the two
        words=telling.words,
        id=telling.account.id,
        head=head(telling),
        site=site,
        verdict=verdict(telling),
        stages=stages(telling),
        figures=figure_row(telling, figures),
        gaps=gaps(telling),
        actions=actions(telling),
        share=share(telling),
        people=people(telling),
        sections=[*([money] if money else []), *others, profile(telling)],
        basis=basis(telling),
        quiet=_quiet(telling, set(blocks)),
    )
    cast("dict[str, object]", page).update(blocks)
    body = body_of(telling)
    if found := [*notices(telling, unread), *too_deep(telling, body)]:
        page["notices"] = found
    if waiting:
        page["asks"] = waiting
        if more:
            page["asks_more"] = telling.say("page.asks_more", count=more)
    if asked := questions(telling):
        page["questions"] = asked
    if upwards := next_stage_block(telling):
        page["next_stage"] = upwards
    if ladders := axes(telling):
        page["axes"] = ladders
    if ledgers := trust(telling):
        page["trust"] = ledgers
    if boards := portraits(telling):
        page["portraits"] = boards
    if why := reasons(telling):
        page["reasons"] = why
    if quarters := trends(telling):
        page["trends"] = quarters
    if told := narrative(body):
        page["narrative"] = told
    return named_briefly(page)


def _quiet(telling: Telling, shown: set[str]) -> list[str]:
    """What there is nothing to tell of: said to be none, or not recorded."""
    return [
        telling.say(
            "quiet.none" if name in telling.account.none else "quiet.unrecorded",
            what=telling.say(f"quiet.{block}"),
        )
        for block, name in QUIET.items()
        if block not in shown
    ]
