"""Pages of one occasion (a visit, a handover, a review), put beside what the output already holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relreport import __version__
from relreport.cli import DONE, PROBLEMS
from relreport.cli.session import Session
from relreport.cli.withhold import leaks

if TYPE_CHECKING:
    from relreport.build.order import Order
    from relreport.cache import Cache
    from relreport.config import Workspace


def put_beside(
    session: Session,
    workspace: Workspace,
    order: Order,
    files: Mapping[str, bytes],
    sources: Sequence[tuple[str, bytes]],
    target: Path,
    *,
    replacing: bool = False,
    accounts: Mapping[str, bytes] | None = None,
) -> int:
    """Write `files` into the output and leave the rest of it as it is; nothing where one of them leaks.

    `sources`: path and bytes of the account files that they were made of. `accounts`: id and bytes of those
    that they tell of, where the files shall outlast builds of the site.

    Raises OutputRefused and OutputProblem.
    """
    from relreport.build.site import asset_files
    from relreport.cli.kept_beside import remember
    from relreport.output import open_output

    if leaks(workspace, order.audience, files, sources):
        return PROBLEMS
    with open_output(
        target,
        places=workspace.root / ".relreport",
        audience=order.audience,
        version=__version__,
        replacing=replacing,
    ) as staging:
        new = {**asset_files(order), **files}
        for name in held(target):
            if name not in new:
                staging.carry(name)
        for name, data in new.items():
            staging.write(name, data)
        staging.commit()
    if accounts is not None:
        remember(cache_of(workspace, target), workspace.settings, order.audience, files, accounts)
    for name in files:
        session.tell(str(target / name))
    return DONE


def cache_of(workspace: Workspace, target: Path) -> Cache:
    """What is kept of an output, known by where it lies as seen from the workspace."""
    from relreport.cache import Cache
    from relreport.output import private_place
    from relreport.output.places import private_folder

    places = workspace.root / ".relreport"
    name = os.path.relpath(os.path.realpath(target), os.path.realpath(places))
    return Cache(private_folder(private_place(places) / "cache"), name)


def held(target: Path) -> Iterator[str]:
    """What the output holds already, but for its mark."""
    from relreport.output.mark import MARK

    for folder, _, names in os.walk(target):
        for name in names:
            relative = (Path(folder) / name).relative_to(target).as_posix()
            if relative != MARK:
                yield relative
