"""All files of one account: `build_one` makes them, `guarded` keeps its failure its own."""

from __future__ import annotations

import os
from dataclasses import field, replace
from datetime import date
from typing import Any

from relreport.actions import Plan
from relreport.build.earlier import account_of, marked, under_banner
from relreport.build.handout import handout_pdf, page_seal, seal_for
from relreport.build.job import Built, Job
from relreport.build.listed import listed
from relreport.build.morning import made_to_last
from relreport.build.names import pdf_name
from relreport.build.order import Order, is_public
from relreport.build.pages import account_page, screen_page
from relreport.build.plans import for_audience, plan_of, with_reasons, wording_of
from relreport.build.roll import account_content
from relreport.build.site import folder_of
from relreport.build.watched import watched
from relreport.parse import Parsed, parse
from relreport.record import dataclass
from relreport.spellings import identifier
from relreport.text import Wording
from relreport.trend import trend


def build_one(job: Job, order: Order) -> Built:
    """All files of one account: pure, and the same for the same job and order."""
    return made_to_last(job, order, _made) or _made(job, order)


def _made(job: Job, order: Order) -> Built:
    parsed = parse(job.path, job.data, order.settings)
    account = parsed.account or account_of(job, order)
    # a file name that is no id cannot name a page; its mistake is among those that were found
    if account is None or identifier(parsed.id) is None:
        return Built(
            id=parsed.id,
            path=job.path,
            name=parsed.name,
            mistakes=len(parsed.errors),
            invalid=_invalid(parsed, order),
        )
    past = dict(job.past)
    stale = job.earlier.day if job.earlier and parsed.account is None else None
    whole = plan_of(account, order)
    if not is_public(order):
        whole = replace(whole, trend=trend(account, whole.assessment, past))
    if order.html:
        whole = with_reasons(whole)
    told = {
        language: _told(whole, parsed, job, order, language, folder_of(place, language), stale)
        for place, language in enumerate(order.languages)
    }
    return Built(
        id=parsed.id,
        path=job.path,
        name=parsed.name or account.name,
        files={name: data for one in told.values() for name, data in one.files.items()},
        summaries={language: one.summary for language, one in told.items()},
        rows={language: one.row for language, one in told.items() if one.row},
        facts={language: one.facts for language, one in told.items() if one.facts is not None},
        mistakes=len(parsed.errors),
        invalid=_invalid(parsed, order),
        boxes={name: missing for one in told.values() for name, missing in one.boxes.items()},
        past=past,
        valid_on=stale.isoformat() if stale else "",
        broken=whole.assessment.broken_rules,
    )


@dataclass(frozen=True, kw_only=True)
class _Told:
    """An account in one language."""

    files: dict[str, bytes] = field(default_factory=dict)
    boxes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    summary: Any
    row: str
    facts: str | None


def _told(
    whole: Plan, parsed: Parsed, job: Job, order: Order, language: str, root: str, stale: date | None
) -> _Told:
    """`root`: the folder of the language. `stale`: the day of the version that stands in for today's file."""
    made = for_audience(whole, order, language)
    wording = wording_of(made, order.settings, language, order)
    page = account_page(made, parsed, wording, order, job, root)
    if stale:
        page["notices"] = under_banner(page.get("notices", []), stale, language)
    files: dict[str, bytes] = {}
    boxes: dict[str, tuple[str, ...]] = {}
    if order.html:
        files[f"{root}accounts/{parsed.id}.html"] = screen_page(page, order)
    if order.pdf:
        name = f"{root}pdf/{pdf_name(parsed, order)}"
        seal = seal_for(job, order, language) if stale else None
        files[name], missing = handout_pdf(page, order, seal or page_seal(page, job, order, made))
        if missing:
            boxes[name] = missing
    summary = _summary(made, wording, parsed) | _book_page(page, made, job, order)
    summary, row = listed(marked(summary, stale, language) if stale else summary, order, language)
    return _Told(
        files=files,
        boxes=boxes,
        summary=summary,
        row=row,
        facts=None if stale else _facts(made, wording),  # for machines it is invalid, and no more
    )


def _invalid(parsed: Parsed, order: Order) -> dict[str, list[dict[str, Any]]]:
    from relreport.formats.json import invalid_json

    return {language: invalid_json(parsed, language) for language in order.languages} if parsed.errors else {}


def _book_page(page: Any, made: Plan, job: Job, order: Order) -> dict[str, Any]:
    """What the review book shows of the account, and of what it was made, where there is to be one."""
    from relreport.page.book import account_of

    if not order.pdf or "gaps" not in page:
        return {}
    return {"book": account_of(page), "content": account_content(made.assessment.account, job.figures)}


def _summary(made: Plan, wording: Wording, parsed: Parsed) -> Any:
    from relreport.page.customer import named
    from relreport.page.summary import summary

    return named(made) if made.public else summary(made, wording, unread=len(parsed.errors))


def _facts(made: Plan, wording: Wording) -> str:
    from relreport.formats.json import account_json, account_text

    return account_text(account_json(made, wording))


def guarded(job: Job, order: Order) -> Built:
    """One account's failure is its own: the others are built, and this one is named."""
    try:
        return watched(build_one(job, order), job, order)
    except Exception as error:
        if os.environ.get("RELREPORT_DEBUG") or _is_of_the_machine(error):
            raise
        from relreport.formats.html import failure_of

        return Built(id=job.id, path=job.path, failure=failure_of(error))


def _is_of_the_machine(error: Exception) -> bool:
    return hasattr(error, "lacks")
