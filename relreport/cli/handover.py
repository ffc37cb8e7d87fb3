"""`relreport build --kind handover --owner PERSON`: what one of ours leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relreport.cli import PROBLEMS
from relreport.cli.beside import put_beside
from relreport.cli.session import Session, refuse
from relreport.cli.speech import say

if TYPE_CHECKING:
    from relreport.build.job import Job
    from relreport.build.order import Order
    from relreport.config import Workspace
    from relreport.model import Account
    from relreport.page.contract.head import Notice
    from relreport.parse import Parsed


@dataclass(frozen=True, kw_only=True)
class _File:
    """An account file: as it can be read today, else as it last could be; of which day that is."""

    job: Job
    parsed: Parsed
    account: Account | None
    valid_on: date | None = None


def build_handover(
    session: Session,
    workspace: Workspace,
    order: Order,
    jobs: Sequence[Job],
    owner: str,
    target: Path,
    *,
    replacing: bool,
) -> int:
    """Write the handover of `owner`. Raises OutputRefused and OutputProblem."""
    from relreport.build.watched import sources_of
    from relreport.cli.past import for_our_own
    from relreport.review.leaving import concerns

    person = _person(workspace, owner)
    for_our_own(order.audience, workspace.settings)
    read = _read(workspace, jobs, order)
    unread = [one for one in read if one.parsed.account is None]
    session.tell_mistakes(error for one in unread for error in one.parsed.errors)
    files = _files(read, order, person)
    sources = [source for one in read for source in sources_of(one.job)]
    told = {one.parsed.id: one.job.data for one in read if one.account and concerns(one.account, person)}
    code = put_beside(
        session, workspace, order, files, sources, target, replacing=replacing, accounts=told
    )
    return code or (PROBLEMS if unread else code)


def _read(workspace: Workspace, jobs: Sequence[Job], order: Order) -> list[_File]:
    """What a person leaves behind is not left out because somebody made a mistake in the file since."""
    from relreport.build.earlier import account_of
    from relreport.cli.past import last_valid_versions
    from relreport.parse import parse

    found: list[_File] = []
    with last_valid_versions(workspace) as last_valid:
        for job in jobs:
            parsed = parse(job.path, job.data, order.settings)
            if parsed.account is None and (earlier := last_valid(job.path)) is not None:
                stale = replace(job, earlier=earlier)
                account = account_of(stale, order)
                found.append(_File(job=stale, parsed=parsed, account=account, valid_on=earlier.day))
            else:
                found.append(_File(job=job, parsed=parsed, account=parsed.account))
    return found


def _person(workspace: Workspace, owner: str) -> str:
    """One of ours by id or name."""
    folded = owner.casefold()
    found = [
        one.id for one in workspace.settings.people if folded in (one.id.casefold(), one.name.casefold())
    ]
    if len(found) != 1:
        refuse(say("build.no_owner", owner=owner[:64]))
    return found[0]


def _files(read: Sequence[_File], order: Order, person: str) -> dict[str, bytes]:
    from relreport.review.handover import Handover
    from relreport.review.rendering import page_files

    accounts = [one.account for one in read if one.account is not None]
    files: dict[str, bytes] = {}
    for place, language in enumerate(order.languages):
        root = "" if place == 0 else f"{language}/"
        up = "../" * (1 + root.count("/"))
        site: Any = {
            "assets": f"{up}assets/",
            "portfolio": "",
            "languages": [],
            "pdf": f"{person}.pdf" if order.pdf else "",
        }
        page = Handover(accounts, person, order, language).page(site)
        if notices := list(_notices(read, person, language)):
            page["notices"] = notices
        stem = f"{root}handover/{person}"
        files |= page_files(page, order, html=f"{stem}.html", pdf=f"{stem}.pdf")
    return files


def _notices(read: Sequence[_File], person: str, language: str) -> Iterator[Notice]:
    """Of whose file an older version is shown, and of which none could be read."""
    from relreport.review.leaving import concerns
    from relreport.review.telling import Words

    words = Words(language)
    for one in read:
        if one.account is None:
            text = words.say("sure.unread", count=1, names=one.parsed.name or one.parsed.id)
            yield {"tone": "alarm", "text": text, "entries": []}
        elif one.valid_on and concerns(one.account, person):
            text = words.say("sure.stale", name=one.account.name, on=words.day(one.valid_on))
            yield {"tone": "alarm", "text": text, "entries": []}
