"""`relreport build --kind visit --with CONTACT`: one sheet, beside what the output already holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relreport.cli.beside import put_beside
from relreport.cli.session import Session, refuse
from relreport.cli.speech import say

if TYPE_CHECKING:
    from relreport.build import Job, Order
    from relreport.config import Workspace


def build_visit(
    session: Session,
    workspace: Workspace,
    order: Order,
    jobs: Sequence[Job],
    who: str,
    target: Path,
    *,
    replacing: bool,
) -> int:
    """Write the sheet for a meeting with `who`. Raises OutputRefused and OutputProblem."""
    from relreport.build.visit import ClosedVisitError, visit_files

    job, contact = _meant(jobs, order, who)
    try:
        files = visit_files(job, contact, order)
    except ClosedVisitError:
        refuse(say("build.visit_closed", audience=order.audience))
    sources = [(job.path, job.data)]
    return put_beside(session, workspace, order, files, sources, target, replacing=replacing)


def _meant(jobs: Sequence[Job], order: Order, who: str) -> tuple[Job, str]:
    """The account and the person; one that is not found, or found in several accounts, is asked for again."""
    from relreport.build.visit import found_contacts
    from relreport.parse import parse

    found: list[tuple[Job, str]] = []
    for job in jobs:
        account = parse(job.path, job.data, order.settings).account
        if account is not None:
            found += [(job, one.id) for one in found_contacts(account, who)]
    if not found:
        refuse(say("build.visit_unknown", who=who[:64]))
    if len(found) > 1:
        accounts = ", ".join(f"{job.id} ({contact})" for job, contact in found[:8])
        refuse(say("build.visit_several", who=who[:64], accounts=accounts))
    return found[0]
