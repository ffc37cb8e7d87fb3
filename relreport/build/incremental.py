"""Which accounts must be made anew, and what is kept of the others: keys, pieces, pages carried over."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from relreport.build.job import Built, Job
from relreport.build.morning import days_since, next_morning
from relreport.cache import Entry, Manifest, Page, digest, tree
from relreport.pieces import Pieces
from relreport.record import dataclass
from relreport.stamps import stamp_of

MANY = 2_000  # accounts from which on it is worth the time to hold equal words once

# part of a kept piece that is one JSON document, between days of the past and what holds tomorrow. What is
# searched in the portfolio follows in each language, then the row there and the contract's account
HEAD = ("id", "path", "name", "summaries", "mistakes", "invalid", "boxes", "valid_on", "broken")

PAST, HEADED, MORROW, FIRST = range(4)  # the parts
TEXTS = 3  # how many a language has from the first on
LOSSLESS = ("utf-8", "surrogatepass")


@dataclass(kw_only=True)
class Round:
    """One build: what is carried, what is to be made, and what came of it."""

    common: str
    carried: dict[str, Entry]  # by path
    jobs: list[Job]
    keys: dict[str, str]  # of the jobs, by path
    steady: Mapping[str, str] = field(default_factory=dict)  # what days of the past depend on, by path
    undated: Mapping[str, str] = field(default_factory=dict)  # what all but the day is kept under, by path
    mornings: list[Job] = field(default_factory=list)  # kept of another day, and likely to hold on this one
    entries: dict[str, Entry] = field(default_factory=dict)
    pieces: Pieces = field(default_factory=Pieces)
    failed: list[Built] = field(default_factory=list)

    def made(self, built: Built) -> None:
        """Keep what came of a job. What failed is not kept: the next build tries again."""
        if built.failure:
            self.failed.append(built)
            return
        self.entries[built.path] = Entry(
            key=self.keys[built.path],
            files={name: Page(hash=digest(data)) for name, data in built.files.items()},
        )
        steady, undated = self.steady.get(built.path, ""), self.undated.get(built.path, "")
        self.pieces.add(built.path, parts_of(built, steady, undated))

    def done(self) -> list[Built]:
        """What came of every account, without the files."""
        words: dict[str, str] | None = {} if len(self.pieces) > MANY else None
        return [*(built_of(self.pieces, path, words) for path in self.pieces), *self.failed]


def account_key(common: str, job: Job, data: str) -> str:
    """The key of one account: the hash of its bytes, what finance says of it, and all that accounts share."""
    return digest(common, job.path, job.id, data, repr(job.figures))


def plan_round(
    jobs: Iterable[Job],
    *,
    common: str,
    steady: str = "",
    undated: str = "",
    day: date | None = None,
    hashes: Mapping[str, str],
    last: Manifest | None,
    pieces: Pieces,
    output: Path,
    anew: Collection[str] | None,
    aside: Pieces,
) -> Round:
    """Split accounts into those to carry and those to make.

    `steady`: the key of the settings and the program, without the day. `undated`: that of all that accounts
    share but the `day`; what was kept under it, and still holds, has its days alone written anew. `hashes`:
    of the jobs' data, by path. `anew`: the paths that somebody named. They are made, and the others stay as
    they are, wherever the last build was made from the same settings, day and options; None: whatever
    changed is made.
    """
    days: dict[str, str] = {}
    dateless: dict[str, str] = {}
    this = Round(common=common, carried={}, jobs=[], keys={}, steady=days, undated=dateless, pieces=aside)
    same_round = last is not None and last.common == common
    found = dict(tree(str(output)))
    for job in jobs:
        data = hashes.get(job.path) or digest(job.data)
        key = account_key(common, job, data)
        this.keys[job.path] = key
        days[job.path] = digest(steady, job.id, data)
        dateless[job.path] = account_key(undated, job, data)
        kept = last.entries.get(job.path) if last is not None else None
        unchanged = kept is not None and kept.key == key
        if (
            kept is not None
            and (unchanged if anew is None else same_round and job.path not in anew)
            and job.path in pieces
            and all(
                page.stamp == found.get(name) or page.holds(output / name)
                for name, page in kept.files.items()
            )
        ):
            this.carried[job.path] = kept
            continue
        job = with_past(job, pieces, days[job.path])
        if anew is None and day is not None and _lasts(job, pieces, dateless[job.path], day):
            this.mornings.append(job)
        else:
            this.jobs.append(job)
    return this


def _lasts(job: Job, pieces: Pieces, key: str, day: date) -> bool:
    """Whether what is kept of another day holds on this one, and nothing else has changed."""
    kept = json.loads(pieces.part(job.path, MORROW)) if job.path in pieces else {}
    return kept.get("key") == key and days_since(kept, day) > 0


def mornings(this: Round, pieces: Pieces, last: Manifest | None, output: Path, day: date) -> Iterator[Built]:
    """What holds on, with the days in it written anew; what turns out not to joins those that are made."""
    for job in this.mornings:
        before = replace(built_of(pieces, job.path, None), past=job.past)
        kept = last.entries[job.path].files if last is not None else {}
        morrow = json.loads(pieces.part(job.path, MORROW))
        built = next_morning(before, morrow, day, partial(_as_written, output, kept))
        if built is None:
            this.jobs.append(job)
        else:
            yield built
    this.mornings.clear()


def _as_written(output: Path, kept: Mapping[str, Page], name: str) -> bytes | None:
    """A file of the last build; None where it is not what was written then."""
    try:
        data = (output / name).read_bytes() if stamp_of(output / name) else b""
    except OSError:
        return None
    return data if name in kept and hmac.compare_digest(digest(data), kept[name].hash) else None


def with_past(job: Job, pieces: Pieces, key: str) -> Job:
    """The job with what was found of days of the past, where nothing that they depend on has changed."""
    if job.path not in pieces:
        return job
    kept = json.loads(pieces.part(job.path, PAST))
    return replace(job, past=kept["days"]) if kept["key"] == key else job


def carry(this: Round, pieces: Pieces, link: Callable[[str], None]) -> None:
    """Take over what is kept: its files by `link`, its piece as it is."""
    for path, entry in this.carried.items():
        for name in entry.files:
            link(name)
        this.entries[path] = entry
        this.pieces.take_over(path, pieces)


def parts_of(built: Built, steady: str = "", undated: str = "") -> list[bytes]:
    """A kept piece: what the portfolio needs as JSON, and the texts of each language."""
    summaries, found, texts = {}, [], []
    for language, told in built.summaries.items():
        row = told.get("row", {})
        found.append(row.get("find", ""))
        texts += [built.rows.get(language, ""), built.facts.get(language, "")]
        summaries[language] = {**told, "row": {**row, "find": ""}} if row else told
    head = {name: getattr(built, name) for name in HEAD} | {
        "summaries": summaries,
        "facts": list(built.facts),
        "rows": list(built.rows),
    }
    past = {"key": steady, "days": built.past}
    morrow = {**built.morrow, "key": undated} if built.morrow else {}
    told = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in (past, head, morrow)]
    return [text.encode(*LOSSLESS) for text in (*told, *found, *texts)]


def built_of(pieces: Pieces, path: str, words: dict[str, str] | None) -> Built:
    """An account as it was kept, for what is made of all; `words`: those that others said as well."""
    count = (pieces.count(path) - FIRST) // TEXTS
    told_head, _, *found = pieces.parts(path, HEADED, FIRST + count)
    head = json.loads(told_head.decode(*LOSSLESS))
    rows, facts = head.pop("rows"), head.pop("facts")
    head["boxes"] = {name: tuple(found) for name, found in head["boxes"].items()}
    if words is not None:
        head["summaries"] = _alike(head["summaries"], words)
    texts = {}
    for place, (language, told) in enumerate(head["summaries"].items()):
        if "row" in told:
            told["row"]["find"] = found[place].decode(*LOSSLESS)
        texts[language] = FIRST + count + place * (TEXTS - 1)
    return Built(
        **head,
        rows=_Texts(pieces, path, {one: texts[one] for one in rows}),
        facts=_Texts(pieces, path, {one: texts[one] + 1 for one in facts}),
    )


def data_of(texts: Mapping[str, str], language: str) -> bytes:
    """A text of an account in a language, as it is written to a file."""
    return texts.data(language) if isinstance(texts, _Texts) else texts[language].encode(*LOSSLESS)


class _Texts(Mapping[str, str]):
    """What is kept of an account as text in each language, read when it is asked for."""

    def __init__(self, pieces: Pieces, path: str, numbers: Mapping[str, int]) -> None:
        self._pieces, self._path, self._numbers = pieces, path, numbers

    def data(self, language: str) -> bytes:
        return self._pieces.part(self._path, self._numbers[language])

    def __getitem__(self, language: str) -> str:
        return self.data(language).decode(*LOSSLESS)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _alike(value: Any, words: dict[str, str]) -> Any:
    """The same value; of equal short texts there is one. Most words are said of many accounts."""
    if type(value) is dict:
        return {words.setdefault(key, key): _alike(one, words) for key, one in value.items()}
    if type(value) is list:
        return [_alike(one, words) for one in value]
    return words.setdefault(value, value) if type(value) is str and len(value) <= 60 else value
