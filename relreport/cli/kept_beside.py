"""Reviews and handovers lie beside the site of the same readers, and outlast its builds: as they were made.

What is kept is remembered under the cache's seal: the bytes of each page, for whom they were made, and the
accounts that they tell of. Without that memory a page goes, and so it does when an account it tells of was
deleted or closed, when its readers are others than then, or when it holds what they may not have now.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from relreport.cache import Cache, digest, digest_of
from relreport.config import Workspace
from relreport.record import dataclass

if TYPE_CHECKING:
    from relreport.model import Settings

Why = Literal["gone", "closed", "readers"]
Sources = Mapping[str, tuple[str, bytes]]
"""Path and bytes of each account file, by the account's id."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The names of pages that may stay, and of those that may not, with the reason."""

    stays: tuple[str, ...] = ()
    goes: tuple[tuple[str, Why], ...] = ()


def remember(
    cache: Cache, settings: Settings, audience: str, files: Mapping[str, bytes], accounts: Mapping[str, bytes]
) -> None:
    """Keep in mind what pages were put beside the site, and of which accounts they tell (id, bytes)."""
    group = {
        "readers": _readers(audience, settings),
        "files": {name: digest(data) for name, data in files.items()},
        "accounts": {id: digest(data) for id, data in accounts.items()},
    }
    others = [one for one in _known(cache) if not one["files"].keys() & files.keys()]
    _keep(cache, [*others, group])


def beside(
    workspace: Workspace, cache: Cache, target: Path, audience: str, sources: Sequence[tuple[Any, bytes]]
) -> Beside:
    """Which of the pages that lie in `target` stay there through a build for `audience`."""
    groups = _known(cache)
    if not groups or not _is_for(target, audience):
        return Beside()
    held: Sources = {file.id: (file.path, data) for file, data in sources}
    stays: list[str] = []
    goes: list[tuple[str, Why]] = []
    left: list[dict[str, Any]] = []
    for group in groups:
        names = [name for name, told in group["files"].items() if _is_same(target / name, told)]
        if not names:
            continue
        why = _why_not(workspace, audience, group, held, {name: target / name for name in names})
        if why is None:
            stays += names
            known = {id: _now(held, id, told) for id, told in group["accounts"].items()}
            left.append(group | {"accounts": known})
        else:
            goes += [(name, why) for name in names]
    if left != groups:
        _keep(cache, left)
    return Beside(stays=tuple(stays), goes=tuple(goes))


def _known(cache: Cache) -> list[dict[str, Any]]:
    return list(json.loads(cache.beside() or b"[]"))


def _keep(cache: Cache, groups: Sequence[Mapping[str, Any]]) -> None:
    cache.keep_beside(json.dumps(groups, ensure_ascii=True, separators=(",", ":")).encode())


def _is_for(target: Path, audience: str) -> bool:
    from relreport.output import read_mark

    try:
        mark = read_mark(target)
    except OSError:
        return False
    return mark is not None and mark.audience == audience


def _is_same(place: Path, told: str) -> bool:
    try:
        return not place.is_symlink() and digest_of(place) == told
    except OSError:
        return False


def _now(held: Sources, id: str, told: str) -> str:
    return digest(held[id][1]) if id in held else told


def _why_not(
    workspace: Workspace, audience: str, group: Mapping[str, Any], held: Sources, files: Mapping[str, Path]
) -> Why | None:
    """Why pages go; None where they may stay."""
    if group["readers"] != _readers(audience, workspace.settings):
        return "readers"
    changed: list[tuple[str, bytes]] = []
    for id, told in group["accounts"].items():
        found = held.get(id) or next(_called_so_once(id, held, workspace.settings), None)
        if found is None:
            return "gone"
        if digest(found[1]) != told:
            changed.append(found)
    return "closed" if changed and _holds_closed(workspace, audience, files, changed) else None


def _called_so_once(id: str, held: Sources, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The account that has another id since."""
    from relreport.parse import parse

    for path, data in held.values():
        if id.encode() in data:
            account = parse(path, data, settings).account
            if account is not None and id in account.was:
                yield path, data


def _holds_closed(
    workspace: Workspace, audience: str, files: Mapping[str, Path], changed: Sequence[tuple[str, bytes]]
) -> bool:
    """Whether something that these readers may not have now stands in pages, or an account was closed."""
    from relreport.build.earlier import closes
    from relreport.cli.withhold import LeakError, withholder

    keeper = withholder(workspace, audience)
    if keeper is None:
        return False
    if any(closes(data) for _, data in changed):
        return True
    keeper.made = list(changed)
    try:
        keeper.look_at_site({name: place.read_bytes() for name, place in files.items()})
    except LeakError:
        return True
    return False


def _readers(audience: str, settings: Settings) -> list[str]:
    """For whom pages are: the name, and what it may have; settings can give it less."""
    from relreport.audience import audience_named

    found = audience_named(audience, settings)
    return [found.name, found.clearance.name, str(found.outward)]
