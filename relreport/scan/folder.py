"""Every file of an output, its names too, against what may not stand there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from relreport.fields.kinds import Sensitivity
from relreport.record import dataclass
from relreport.resources import fonts
from relreport.scan.fact import Fact
from relreport.scan.fold import folded
from relreport.scan.forbidden import Forbidden
from relreport.scan.view import UNREADABLE, View
from relreport.scan.views import Viewer


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hit:
    """Something closed stands in a file: whose, which field, where that is written, and how it lies there.

    It holds nothing of the text. `way` is `unreadable` where a file could not be searched, which is as bad.
    """

    file: str
    account: str = ""
    path: str = ""
    line: int = 0
    field: str = ""
    way: str = ""


def scan(folder: Path, forbidden: Forbidden) -> list[Hit]:
    """Every hit in a folder, or in one file; each fact once a file. Links are not followed."""
    if forbidden.clearance is Sensitivity.SECRET:
        return []
    hits: list[Hit] = []
    viewer = Viewer()
    for place, told in _files(folder):
        hits += _named(told, forbidden)
        if place.is_symlink():
            hits += _in_views([View(str(place.readlink()), "link")], told, forbidden)
        elif place.is_file():
            inside = _in_file(place, told, forbidden, viewer)
            viewer.next_file(clean=not inside)
            hits += inside
        elif not place.is_dir():
            hits.append(Hit(file=told, way=UNREADABLE))
    return sorted(set(hits))


def scan_bytes(name: str, data: bytes, forbidden: Forbidden) -> list[Hit]:
    """Every hit in one file that is not written yet."""
    if forbidden.clearance is Sensitivity.SECRET:
        return []
    return sorted({*_named(name, forbidden), *_in_bytes(data, name, forbidden, Viewer())})


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    if not folder.is_dir():
        yield folder, folder.name
        return
    for top, folders, files in os.walk(folder):
        folders.sort()
        for name in (*folders, *sorted(files)):
            place = Path(top) / name
            told = place.relative_to(folder).as_posix()
            yield place, told.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _named(told: str, forbidden: Forbidden) -> list[Hit]:
    """A hit in the name itself: it is told by its folder alone, for the name would tell the text."""
    found = [*Viewer().text(told.rpartition("/")[2], "file name")]
    return _in_views(found, told.rpartition("/")[0] + "/…", forbidden)


def _in_file(place: Path, told: str, forbidden: Forbidden, viewer: Viewer) -> list[Hit]:
    try:
        data = place.read_bytes()
    except OSError:
        return [Hit(file=told, way=UNREADABLE)]
    return [] if _is_shipped(place.name, data) else _in_bytes(data, told, forbidden, viewer)


def _is_shipped(name: str, data: bytes) -> bool:
    """Whether a file is one of the program's own fonts, byte for byte: that says nothing of anybody."""
    own = fonts() / name
    return own.suffix == ".ttf" and own.is_file() and own.read_bytes() == data


def _in_bytes(data: bytes, told: str, forbidden: Forbidden, viewer: Viewer) -> list[Hit]:
    hits = []
    hits += _in_views(viewer.open(data), told, forbidden)
    if told.endswith(".json"):
        hits += _in_json(data, told, forbidden)
    first: dict[tuple[str, str, int, str], Hit] = {}
    for hit in hits:
        first.setdefault((hit.account, hit.path, hit.line, hit.field or hit.way), hit)
    return list(first.values())


def _in_views(views: Iterator[View] | list[View], told: str, forbidden: Forbidden) -> list[Hit]:
    hits: dict[Fact | str, Hit] = {}
    for view in views:
        if view.way.endswith(UNREADABLE):
            hits[UNREADABLE] = Hit(file=told, way=UNREADABLE)
        for fact in forbidden.search(view.text, raw=view.raw):
            hits.setdefault(fact, _hit(told, fact, view.way or "text"))
        if forbidden.clearance is Sensitivity.PUBLIC:
            for name, pattern in forbidden.judgements.items():
                if name not in hits and pattern.search(view.text):
                    hits[name] = Hit(file=told, field=name, way=view.way or "text")
    return list(hits.values())


def _hit(told: str, fact: Fact, way: str) -> Hit:
    return Hit(file=told, account=fact.account, path=fact.path, field=fact.field, line=fact.line, way=way)


def _in_json(data: bytes, told: str, forbidden: Forbidden) -> list[Hit]:
    """Who helps us from inside, where that is a role in a person's own record."""
    if not forbidden.coaches:
        return []
    try:
        waiting: list[Any] = [json.loads(data)]
    except (ValueError, RecursionError):
        return []
    hits = []
    names = {coach.name: coach.fact for coach in forbidden.coaches}
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            fact = names.get(folded(str(one.get("id")))) or names.get(folded(str(one.get("name"))))
            if fact and "coach" in str(one.get("roles", "")).casefold():
                hits.append(_hit(told, fact, "json, role"))
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return hits
