"""`relreport build --kind handover --owner PERSON`: what one of ours leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relreport import __version__
from relreport.cli import DONE, PROBLEMS
from relreport.cli.session import Session, refuse
from relreport.cli.speech import say

if TYPE_CHECKING:
    from relreport.build import Job, Order
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
    from relreport.build import asset_files
    from relreport.cli.past import for_our_own
    from relreport.cli.visit import _beside
    from relreport.cli.withhold import LeakError, told, withholder
    from relreport.output import open_output

    person = _person(workspace, owner)
    for_our_own(order.audience, workspace.settings)
    files = _files(jobs, order, person)
    if keeper := withholder(workspace, order.audience):
        keeper.made = [(job.path, job.data) for job in jobs]
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
        assets = asset_files(order) if order.html else {}
        for name in _beside(target):
            if name not in files and name not in assets:
                staging.carry(name)
        for name, data in {**assets, **files}.items():
            staging.write(name, data)
        staging.commit()
    for name in files:
        session.tell(str(target / name))
    return DONE


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
    from relreport.review.rendering import render_book, render_review

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
        if order.html:
            files[f"{root}handover/{person}.html"] = render_review(page, order.templates).encode()
        if order.pdf:
            foot = page["head"]["name"]
            made = render_book(
                page, paper=order.paper, footer=foot, moment=order.day, templates=order.templates
            )
            files[f"{root}handover/{person}.pdf"] = made.data
    return files
