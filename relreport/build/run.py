"""A whole build: what is kept is carried over, the rest is made, the new output takes its place at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from pathlib import Path
from typing import Any

from relreport.answers import keep_answers
from relreport.build.above import site_parts
from relreport.build.incremental import MANY, Round, carry, mornings, plan_round
from relreport.build.job import Built, Job
from relreport.build.order import Order
from relreport.build.plans import own_rules
from relreport.build.site import asset_files
from relreport.cache import Cache, Entry, Manifest, Page, digest, digest_of
from relreport.formats.compiled import Compiled
from relreport.formats.html import keep_compiled
from relreport.output import OutputError, Staging, open_output, told
from relreport.output.durable import system_call
from relreport.pieces import Pieces
from relreport.record import dataclass

ASSETS = ""  # the path, as it were, under which the site's assets are kept: no account has it

Maker = Callable[[Sequence[Job], Order], Iterator[Built]]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Where a build goes, and its keys. `anew`: paths that somebody named; None: all that changed."""

    target: Path
    places: Path
    version: str
    replacing: bool
    whole: str
    common: str
    program: str
    hashes: Mapping[str, str] = field(default_factory=dict)  # of the accounts' files, by path
    steady: str = ""  # the key of what days of the past depend on, apart from the file
    undated: str = ""  # the key of all that accounts share but the day
    anew: Collection[str] | None = None
    strict: bool = False
    beside: Sequence[str] = ()  # pages of other builds that stay where they lie


def run(
    jobs: list[Job],
    order: Order,
    plan: Plan,
    make: Maker,
    *,
    cache: Cache,
    last: Manifest | None,
    look: Callable[[Mapping[str, bytes]], None] = lambda site: None,
) -> tuple[dict[str, Any], bool]:
    """Build and put in place. The report, and whether it was done: a strict build stops at a mistake.

    The jobs are taken over: of ten thousand the files' bytes are not held while the rest is made.
    `look` sees what stands above the accounts before anything is put in place, and may raise.

    Raises OutputRefused and OutputProblem.
    """
    kept = cache.pieces(last) if last is not None else Pieces()
    with closing(kept) as pieces, closing(cache.aside()) as aside:
        this = plan_round(
            jobs,
            common=plan.common,
            steady=plan.steady,
            undated=plan.undated,
            day=order.day,
            hashes=plan.hashes,
            last=last,
            pieces=pieces,
            output=plan.target,
            anew=plan.anew,
            aside=aside,
        )
        jobs.clear()
        compiled = Compiled.read(cache.templates(plan.program))
        keep_compiled(compiled)
        keep_answers(compiled)
        try:
            made = _made(this, order, plan, make, pieces=pieces, cache=cache, last=last, look=look)
        finally:
            keep_answers(None)
        if compiled.fresh:
            cache.keep_templates(plan.program, compiled.written())
        return made


def _made(
    this: Round,
    order: Order,
    plan: Plan,
    make: Maker,
    *,
    pieces: Pieces,
    cache: Cache,
    last: Manifest | None,
    look: Callable[[Mapping[str, bytes]], None],
) -> tuple[dict[str, Any], bool]:
    with open_output(
        plan.target,
        places=plan.places,
        audience=order.audience,
        version=plan.version,
        replacing=plan.replacing,
    ) as staging:
        carry(this, pieces, _carrier(staging, plan.target))
        for name in plan.beside:
            staging.carry(name)
        for built in mornings(this, pieces, last, plan.target, order.day):
            _put(built, this, staging, plan)
        for built in make(this.jobs, order):
            _put(built, this, staging, plan)
        this.jobs.clear()
        _let_go(len(this.pieces))
        done = this.done()
        report = report_of(done)
        if plan.strict and report["problems"]:
            return report, False
        site: dict[str, Page] = {}
        for name, parts in site_parts(done, order):
            staging.write(name, parts)
            site[name] = Page(hash=digest_of(staging.written(name)))
        look(_Written(staging, site))
        this.entries[ASSETS] = _assets(order, plan, last, staging)
        staging.commit()
    # a moment later than the exchange: what was carried has lost its second name by now
    cache.save(
        Manifest(
            audience=order.audience,
            program=plan.program,
            whole="" if plan.anew is not None or this.failed else plan.whole,
            common=plan.common,
            entries=this.entries,
            site=site,
            report=report,
        ),
        this.pieces,
        plan.target,
    )
    return report, True


def _let_go(count: int) -> None:
    """Give the room of many files' bytes back, which the C library would keep for itself."""
    if count > MANY and (trim := system_call("malloc_trim")):
        trim(0)


def _put(built: Built, this: Round, staging: Staging, plan: Plan) -> None:
    """Write the files of an account, and keep what is known of it."""
    for name, data in built.files.items():
        staging.write(name, data)
    with told(plan.target):
        this.made(built)


class _Written(Mapping[str, bytes]):
    """Files of the new output, read when they are asked for."""

    def __init__(self, staging: Staging, names: Collection[str]) -> None:
        self._staging, self._names = staging, names

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return self._staging.written(name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _carrier(staging: Staging, target: Path) -> Callable[[str], None]:
    def link(name: str) -> None:
        # it was there a moment ago: somebody is at work in the output
        if not staging.carry(name):
            raise OutputError("changed", target)

    return link


def _assets(order: Order, plan: Plan, last: Manifest | None, staging: Staging) -> Entry:
    key = digest(plan.program, repr((order.html, order.single, order.look)))
    kept = last.entries.get(ASSETS) if last is not None else None
    if (
        kept is not None
        and kept.key == key
        and all(page.holds(plan.target / name) for name, page in kept.files.items())
    ):
        link = _carrier(staging, plan.target)
        for name in kept.files:
            link(name)
        return kept
    files = asset_files(order)
    for name, data in files.items():
        staging.write(name, data)
    return Entry(key=key, files={name: Page(hash=digest(data)) for name, data in files.items()})


def report_of(done: Sequence[Built]) -> dict[str, Any]:
    """What the builder is told, as plain data: counts, and each mistake, failure and box."""
    ordered = sorted(done, key=lambda one: one.path)
    unread = sum((not one.read or bool(one.valid_on)) and not one.failure for one in ordered)
    slips = sum(one.mistakes for one in ordered if one.read and not one.valid_on)
    failed = [[one.id, one.failure] for one in ordered if one.failure]
    boxes = [[one.path, name, list(characters)] for one in ordered for name, characters in one.boxes.items()]
    return {
        "built": sum(one.read for one in ordered),
        "unread": unread,
        "stale": sum(bool(one.valid_on) for one in ordered),
        "slips": slips,
        "invalid": [row for one in ordered for row in next(iter(one.invalid.values()), [])],
        "with_mistakes": sum(bool(one.mistakes) for one in ordered),
        "failed": failed,
        "boxes": boxes,
        "packages": list(own_rules()),
        "broken": sorted({code for one in done for code in one.broken}),
        "problems": bool(unread or slips or failed or boxes),
    }
