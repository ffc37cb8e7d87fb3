"""`relreport build --kind visit --with CONTACT`: one sheet, beside what the output already holds.

A sheet stays: each build of the same readers makes it anew, until its account or its person is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from relreport.cli import DONE
from relreport.cli.beside import put_beside
from relreport.cli.session import Session, refuse
from relreport.cli.speech import say

if TYPE_CHECKING:
    from relreport.build.earlier import LastValidOf
    from relreport.build.job import Job
    from relreport.build.order import Order
    from relreport.config import Workspace
    from relreport.finding import Finding

    Sheet = tuple[Job, str, set[str]]


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

    job, contact = _meant(session, jobs, order, who)
    try:
        files = visit_files(job, contact, order)
    except ClosedVisitError:
        refuse(say("build.visit_closed", audience=order.audience))
    sources = [(job.path, job.data)]
    return put_beside(session, workspace, order, files, sources, target, replacing=replacing)


def sheets_in(target: Path, audience: str) -> tuple[str, ...]:
    """The names of the visit sheets that an output for these readers holds, but for another's."""
    from relreport.output import read_mark
    from relreport.phrases import LANGUAGES

    try:
        mark = read_mark(target)
    except OSError:
        return ()
    if mark is None or mark.audience != audience:
        return ()
    folders = ["visit", *(f"{language}/visit" for language in LANGUAGES)]
    found = (path for folder in folders for path in sorted((target / folder).glob("*")))
    return tuple(path.relative_to(target).as_posix() for path in found if path.suffix in (".html", ".pdf"))


def still_wanted(
    jobs: Sequence[Job], order: Order, sheets: Sequence[str], last_valid: LastValidOf
) -> tuple[list[Sheet], list[str]]:
    """Account, contact and forms of each sheet of these names whose account and person are still there.

    Where the account's file cannot be read, the sheet is of what it last said; where nobody knows that, it
    stays as it is, by its names, unless the account was closed since.
    """
    from relreport.build.earlier import account_of, closes
    from relreport.build.order import leaves_out
    from relreport.parse import parse

    found: list[Sheet] = []
    stay: list[str] = []
    forms: dict[str, set[str]] = {}
    for name in sheets:
        path = Path(name)
        forms.setdefault(path.stem, set()).add(path.suffix)
    for job in jobs:
        if not any(stem.startswith(f"{job.id}-") for stem in forms):
            continue
        account = parse(job.path, job.data, order.settings).account
        if account is None:
            job = replace(job, earlier=last_valid(job.path))
            account = account_of(job, order)
            if account is None and not (leaves_out(order) and closes(job.data)):
                stay += [name for name in sheets if Path(name).stem.startswith(f"{job.id}-")]
        theirs = account.contacts if account is not None else ()
        wanted = ((one.id, forms.get(f"{job.id}-{one.id}")) for one in theirs)
        found += [(job, contact, by) for contact, by in wanted if by]
    return found, stay


def sheets_again(
    session: Session, workspace: Workspace, order: Order, sheets: Sequence[Sheet], target: Path
) -> int:
    """Make these visit sheets anew. Raises OutputRefused and OutputProblem."""
    from relreport.build.visit import ClosedVisitError, visit_files
    from relreport.build.watched import sources_of

    files: dict[str, bytes] = {}
    sources: list[tuple[str, bytes]] = []
    for job, contact, forms in sheets:
        try:
            files |= visit_files(job, contact, replace(order, html=".html" in forms, pdf=".pdf" in forms))
        except ClosedVisitError:  # these readers may not have the name any more
            continue
        sources += sources_of(job)
    return put_beside(session, workspace, order, files, sources, target) if files else DONE


def _meant(session: Session, jobs: Sequence[Job], order: Order, who: str) -> tuple[Job, str]:
    """The account and the person; one that is not found, or found in several accounts, is asked for again."""
    from relreport.build.visit import found_contacts
    from relreport.parse import parse

    found: list[tuple[Job, str]] = []
    unread: list[Finding] = []
    for job in jobs:
        parsed = parse(job.path, job.data, order.settings)
        if parsed.account is not None:
            found += [(job, one.id) for one in found_contacts(parsed.account, who)]
        else:
            unread += parsed.errors
    if not found:
        session.tell_mistakes(unread)  # who is asked for may stand there
        refuse(say("build.visit_unknown", who=who[:64]))
    if len(found) > 1:
        accounts = ", ".join(f"{job.id} ({contact})" for job, contact in found[:8])
        refuse(say("build.visit_several", who=who[:64], accounts=accounts))
    return found[0]
