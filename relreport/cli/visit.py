"""`relreport build --kind visit --with CONTACT`: one sheet, beside what the output already holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relreport import __version__
from relreport.cli import DONE, PROBLEMS
from relreport.cli.session import Session, refuse
from relreport.cli.speech import say
from relreport.cli.withhold import LeakError, told, withholder

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
    from relreport.build import asset_files
    from relreport.build.visit import ClosedVisitError, visit_files
    from relreport.output import open_output

    job, contact = _meant(jobs, order, who)
    try:
        files = visit_files(job, contact, order)
    except ClosedVisitError:
        refuse(say("build.visit_closed", audience=order.audience))
    if keeper := withholder(workspace, order.audience):
        keeper.made = [(job.path, job.data)]
        try:
            keeper.look_at_site(files)
        except LeakError as leak:
            for hit in leak.hits:
                click.echo(say("build.leak", audience=order.audience, **told(hit)), err=True)
            return PROBLEMS
    with open_output(
        target,
        places=workspace.root / ".relreport",
        audience=order.audience,
        version=__version__,
        replacing=replacing,
    ) as staging:
        for name in _beside(target):
            if name not in files:
                staging.carry(name)
        for name, data in asset_files(order).items():
            if not (target / name).is_file():
                staging.write(name, data)
        for name, data in files.items():
            staging.write(name, data)
        staging.commit()
    for name in files:
        session.tell(str(target / name))
    return DONE


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


def _beside(target: Path) -> Iterator[str]:
    """What the output holds already, but for its mark."""
    from relreport.output.mark import MARK

    for folder, _, names in os.walk(target):
        for name in names:
            relative = (Path(folder) / name).relative_to(target).as_posix()
            if relative != MARK:
                yield relative
