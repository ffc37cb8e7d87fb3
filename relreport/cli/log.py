"""`relreport log`: one more line in an account file, the newest last; nothing else changes."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import click

from relreport import diagnostics
from relreport.cli import DONE, PROBLEMS
from relreport.cli.dates import DAY, today
from relreport.cli.screen import window
from relreport.cli.session import Session, file_of, pass_session, refuse
from relreport.cli.speech import say, spoken
from relreport.fields.account import NUMBERED, RECORDS
from relreport.fields.kinds import ContactRef, Record, Text
from relreport.fields.spoken import meant
from relreport.finding import Finding
from relreport.lines import SECTIONS, people_named
from relreport.parse import Parsed, parse
from relreport.parse.context import Names

PLAIN = ("interactions", "promises", "actions")
"""What is written as a plain line of the body; all else goes into the front matter."""

_RECORDS: dict[str, Record] = {one.name: one for one in RECORDS}
# what may be logged -> its list: a list's own name, the singular, a heading of plain lines, what people say
_LISTS: dict[str, str] = {
    **{name: name for name in (*PLAIN, *NUMBERED)},
    **{name: name for name in ("purchasing", "satisfaction", "performance", "competitors", "contacts")},
    **{singular: name for name, singular in NUMBERED.items()},
    **SECTIONS,
    "interaction": "interactions", "purchase": "purchasing", "competitor": "competitors",
    "contact": "contacts", "联系人": "contacts",
    "接触": "interactions", "行动": "actions", "需求": "needs", "投诉": "complaints", "采购": "purchasing",
    "机会": "openings", "招标": "tenders", "客户承诺": "commitments", "要求": "requests", "推荐": "referrals",
    "请示": "asks", "满意度": "satisfaction", "履约": "performance", "对手": "competitors",
}
_FIELD = re.compile(r"([^\W\d]\w*)[=＝](.*)", re.DOTALL)
_LEADING_DAY = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}")
_HALF_DAY = re.compile(r"\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)")  # without its year, which is asked for
_BOX = re.compile(r"\[[ xX]\]")
_HAN = re.compile("[\u4e00-\u9fff]")


@click.command(help=say("log"), short_help=say("log"), epilog=say("log.examples"))
@click.argument("account")
@click.argument("words", nargs=-1)
@click.option("--on", type=DAY, help=say("log.on"))
@click.option("--with", "with_", metavar="CONTACT", multiple=True, help=say("log.with"))
@click.option("--kind", help=say("log.kind"))
@click.option("--note", help=say("log.note"))
@click.option("--by", metavar="PERSON", multiple=True, help=say("log.by"))
@pass_session
def log(
    session: Session,
    account: str,
    words: tuple[str, ...],
    on: date | None,
    with_: tuple[str, ...],
    kind: str | None,
    note: str | None,
    by: tuple[str, ...],
) -> int:
    from relreport.adding import with_plain_line
    from relreport.canonical import canonical, spelled_entry, spelled_line
    from relreport.config import read_plain_file
    from relreport.repairs import apply, repaired
    from relreport.writer import CannotWriteError, with_entries

    workspace = session.usable_workspace()
    settings = workspace.settings
    file = file_of(workspace, account)
    data, _ = read_plain_file(file.place)
    before = parse(file.path, data, settings) if data is not None else workspace.parse(file)
    if before.account is None or data is None:
        session.tell_mistakes(before.errors)
        return PROBLEMS
    name, said = _what(words)
    given = on or today()
    if name in PLAIN:
        line = spelled_line(_line(name, said, given, with_, kind, note, by))
        language = "zh" if _HAN.search(before.account.text) else "en"
        added = f"- {line}"
    elif with_ or kind or note or by:
        refuse(say("log.only_journal"))
    else:
        entry = spelled_entry(_RECORDS[name], _entry(_RECORDS[name], said, given, before))
        added = f"{name}: {' '.join(f'{key}={value}' for key, value in entry.items())}"
    try:
        if name in PLAIN:
            new, _ = with_plain_line(file.path, data, name, line, language)
        else:
            new = with_entries(file.path, data, name, [entry])
    except CannotWriteError:
        refuse(say("log.form", path=file.path, line=diagnostics.escaped(added)))
    after = parse(file.path, new, settings)
    fresh = _fresh(before, after)
    if edits := [one.edit for one in fresh if one.edit]:  # what can mean one thing alone is written so
        new = repaired(new, edits) or new
        if canonical(file.path, data) == data:
            new = canonical(file.path, new) or new
        after = parse(file.path, new, settings)
        fresh = _fresh(before, after)
    lines = new.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for finding in fresh:
        source = _source(lines, finding)
        click.echo("\n".join(diagnostics.text(finding, source, spoken(), window(sys.stderr))), err=True)
    # a warning that says what was likely meant would be a date or a word lost
    if after.account is None or any(one.is_error or one.mended is not None for one in fresh):
        refuse(say("log.slip"))
    if not apply(file.place, data, new):
        session.tell(say("check.writing", path=file.path))
        return PROBLEMS
    number = _changed(data, new)
    click.echo(f"{file.path}:{number}: {diagnostics.escaped(lines[number - 1].strip())}")
    return DONE


def _what(words: tuple[str, ...]) -> tuple[str, list[str]]:
    """The list that is meant, and what is said for it; without a word for a list it is the journal."""
    if not words:
        return "interactions", []
    name = _LISTS.get(words[0].strip().rstrip(":：").casefold())
    if name:
        return name, list(words[1:])
    return ("actions" if _BOX.match(words[0].strip()) else "interactions"), list(words)


def _line(
    name: str,
    said: list[str],
    on: date,
    with_: tuple[str, ...],
    kind: str | None,
    note: str | None,
    by: tuple[str, ...],
) -> str:
    """The plain line, with a day and a box where none was written."""
    text = " ".join(" ".join(said).split()).removeprefix("- ")
    box = _BOX.match(text)
    if name != "interactions":
        text = text[box.end() :].strip() if box else text
    told = " ".join((note or "").split())
    head = " ".join(one for one in (("、" if _HAN.search("".join(with_)) else ", ").join(with_), kind) if one)
    colon = ("：" if _HAN.search(head + told) else ": ") if told else ""
    text = " ".join(one for one in (text, f"{head}{colon}{told}") if one)
    if not text:
        refuse(say("log.nothing"))
    dated = _LEADING_DAY.match(text) or _HALF_DAY.match(text)
    if name != "actions" and not dated:  # when it was, or when the promise was given
        text = f"{on.isoformat()}{'' if text.startswith((':', '：')) else ' '}{text}"
    sign = [] if name == "interactions" else [box[0] if box else "[ ]"]
    return " ".join([*sign, text, *(f"@{one}" for one in by)])


def _entry(record: Record, said: list[str], on: date, parsed: Parsed) -> dict[str, str]:
    """The entry of the front matter: `field=value` words, and the rest as what the list is about."""
    given: dict[str, str] = {}
    rest: list[str] = []
    for word in said:
        found = _FIELD.fullmatch(word)
        name = meant(record, found[1]) if found and found[1] not in record.by_name else found and found[1]
        if found and name:
            given[name] = found[2].strip()
        else:
            rest.append(word)
    text = " ".join(" ".join(rest).split())
    source = record.by_name.get("from")
    if text and source is not None and isinstance(source.kind, ContactRef) and "from" not in given:
        who, colon, what = (text.partition("：") if "：" in text else text.partition(":"))
        if colon and who.strip() and _known(who.strip(), parsed):
            given["from"], text = who.strip(), what.strip()
    if text:
        about = _about(record)
        if about in given:
            refuse(say("log.twice", field=about))
        given[about] = text
    if not given:
        refuse(say("log.nothing"))
    if "on" in record.by_name:
        given.setdefault("on", on.isoformat())
    return {key: given[key] for key in record.names if key in given}


def _about(record: Record) -> str:
    """The field that says what an entry is about: the one it must have, else its first text."""
    wanted = [one.name for one in record.fields if one.required]
    return (wanted or [one.name for one in record.fields if isinstance(one.kind, Text)] or ["what"])[0]


def _known(who: str, parsed: Parsed) -> bool:
    contacts = parsed.account.contacts if parsed.account else ()
    names = Names((one.id, one.name) for one in contacts)
    return people_named(who, names.spelled)[1] is None


def _fresh(before: Parsed, after: Parsed) -> list[Finding]:
    """What is said of the file now and was not before, wherever it stands."""
    said = Counter(_told(one) for one in before.findings)
    fresh: list[Finding] = []
    for one in after.findings:
        if said[_told(one)]:
            said[_told(one)] -= 1
        else:
            fresh.append(one)
    return fresh


def _told(finding: Finding) -> tuple[str, str]:
    return finding.code, repr(sorted(_plain(finding.facts).items()))


def _plain(facts: Mapping[str, str | int]) -> dict[str, str]:
    return {key: str(value) for key, value in facts.items()}


def _source(lines: list[str], finding: Finding) -> str | None:
    number = finding.where.line - 1
    return lines[number] if 0 <= number < len(lines) else None


def _changed(old: bytes, new: bytes) -> int:
    """The number of the line that was added: the first that differs and says something."""
    was, now = old.splitlines(), new.splitlines()
    same = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), len(was))
    added: Iterable[int] = range(same, same + len(now) - len(was))
    telling = [at for at in added if now[at].lstrip().startswith(b"-")]
    return (telling[0] if telling else same) + 1
