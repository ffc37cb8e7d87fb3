"""`relreport build --kind handover --owner PERSON`: what one of ours leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relreport.cli.beside import put_beside
from relreport.cli.session import Session, refuse
from relreport.cli.speech import say

if TYPE_CHECKING:
    from relreport.build.job import Job
    from relreport.build.order import Order
    from relreport.config import Workspace


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
    from relreport.cli.past import for_our_own

    person = _person(workspace, owner)
    for_our_own(order.audience, workspace.settings)
    files = _files(jobs, order, person)
    sources = [(job.path, job.data) for job in jobs]
    return put_beside(session, workspace, order, files, sources, target, replacing=replacing)


def _person(workspace: Workspace, owner: str) -> str:
    """One of ours by id or name."""
    folded = owner.casefold()
    found = [
        one.id for one in workspace.settings.people if folded in (one.id.casefold(), one.name.casefold())
    ]
    if len(found) != 1:
        refuse(say("build.no_owner", owner=owner[:64]))
    return found[0]


def _files(jobs: Sequence[Job], order: Order, person: str) -> dict[str, bytes]:
    from relreport.parse import parse
    from relreport.review.handover import Handover
    from relreport.review.rendering import page_files

    accounts = [one for job in jobs if (one := parse(job.path, job.data, order.settings).account) is not None]
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
        stem = f"{root}handover/{person}"
        files |= page_files(page, order, html=f"{stem}.html", pdf=f"{stem}.pdf")
    return files
