"""No marker stands where it may not be, and every one where it should: by audience, field, sink and language."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from relreport.audience import audience_named
from relreport.build.above import site_files
from relreport.build.job import Job
from relreport.build.one import build_one
from relreport.build.order import Order
from relreport.build.plans import for_audience, plan_of
from relreport.cli.assess import _csv, _for_customer
from relreport.fields import account as fields
from relreport.fields.kinds import Entries, Identifier, Many, Record, Text
from relreport.formats.libraries import lacking
from relreport.parse import parse
from relreport.parse.settings import parse_settings
from relreport.scan.folder import scan_bytes
from relreport.scan.forbidden import forbidden
from relreport.scan.pdf import pdf_views
from relreport.scan.views import Viewer
from tests.canary import account as canary

SETTINGS = parse_settings("relreport.yaml", canary.settings()).settings
CLEARANCES = {
    "management": canary.INTERNAL,
    "team": canary.RESTRICTED,
    "manager": canary.SECRET,
    "customer": canary.PUBLIC,
    "board": canary.INTERNAL,
    "auditors": canary.RESTRICTED,
    "guests": canary.PUBLIC,
}
ON_PAPER = ("management", "team", "manager", "customer")
LANGUAGES = ("en", "zh")
PEOPLE = ("contacts.id", "contacts.name", "contacts.title")
# of a confidential account nothing of a person but side and role stays, so what is known of them is gone too
OF_PEOPLE = (
    *PEOPLE,
    *(path for path in canary.FIELDS if path.partition(".")[0] in ("basic", "background", "rivals", "depth")),
    *("needs.business", "needs.personal", "contacts.met_through"),
)
needs_paper = pytest.mark.skipif(bool(lacking()), reason="no Pango or no fonts here: `relreport doctor`")


def order(audience: str, *, pdf: bool = False) -> Order:
    return Order(
        settings=SETTINGS, day=date.fromisoformat(canary.DAY), audience=audience, languages=LANGUAGES, pdf=pdf
    )


@cache
def sinks(audience: str, *, confidential: bool = False, pdf: bool = False) -> dict[str, str]:
    """What is built for an audience, by sink and language: all that a reader can get out of it, folded."""
    asked = order(audience, pdf=pdf)
    data = canary.account(confidential=confidential)
    built = build_one(Job(path="accounts/canary.md", id="canary", data=data), asked)
    files = {**built.files, **site_files([built], asked)}
    made: dict[str, str] = {}
    for name, content in files.items():
        if name.startswith("assets/"):
            continue
        if name.endswith(".pdf"):
            made[name] = canary.folded("\n".join(view.text for view in pdf_views(content, Viewer())))
        else:
            made[name] = canary.folded(html.unescape(content.decode()))
    made["names"] = canary.folded("\n".join(files))
    parsed = parse("accounts/canary.md", data, SETTINGS).account
    assert parsed is not None
    for language in LANGUAGES:
        plan = for_audience(plan_of(parsed, asked), asked, language)
        made[f"csv {language}"] = canary.folded(_for_customer([plan]) if plan.public else _csv([plan]))
    return made


def standing(audience: str, **how: bool) -> Iterator[tuple[str, str]]:
    """Every field and sink where its marker stands."""
    for sink, text in sinks(audience, **how).items():
        for path in canary.FIELDS:
            if canary.found_in(path, text):
                yield path, sink


def test_the_canary_is_read_without_a_mistake() -> None:
    for confidential in (False, True):
        parsed = parse("accounts/canary.md", canary.account(confidential=confidential), SETTINGS)
        assert parsed.account is not None
        assert not parsed.errors


def test_every_field_that_can_hold_words_has_a_marker() -> None:
    """A field that is added later must be added here, with the sensitivity that the format gives it."""
    elsewhere = {
        "relreport", "currency",  # a number, and a code of three letters
        "satisfaction", "performance", "readers",
        "contacts.reports_to", "accepted.code", "accepted.subject", "actions.for",  # ids and codes
    }  # fmt: skip

    def texts(record: Record, prefix: str) -> Iterator[str]:
        for field in record.fields:
            path = f"{prefix}{field.name}"
            kind = field.kind.of if isinstance(field.kind, Many) else field.kind
            if isinstance(kind, Entries):
                yield from texts(kind.of, f"{path}.")
            elif isinstance(kind, Text | Identifier):
                yield path

    assert set(texts(fields.ACCOUNT, "")) - elsewhere <= set(canary.FIELDS)


@pytest.mark.parametrize("audience", CLEARANCES)
def test_no_marker_where_it_may_not_be(audience: str) -> None:
    clearance = CLEARANCES[audience]
    assert int(audience_named(audience, SETTINGS).clearance) == clearance
    assert [one for one in standing(audience) if canary.FIELDS[one[0]] > clearance] == []


@pytest.mark.parametrize("audience", CLEARANCES)
def test_every_marker_where_it_should_be(audience: str) -> None:
    """What an audience may read it gets: redaction takes no more than it must."""
    found = {path for path, _ in standing(audience)}
    if CLEARANCES[audience] == canary.PUBLIC:
        assert found == {"name", "category"}
    else:
        wanted = set(canary.paths(CLEARANCES[audience])) - canary.NEVER_SHOWN - {"contacts.x_own"}
        assert wanted - found == set()


@needs_paper
@pytest.mark.parametrize("audience", ON_PAPER)
def test_no_marker_on_paper_where_it_may_not_be(audience: str) -> None:
    found = {one for one in standing(audience, pdf=True) if one[1].endswith(".pdf")}
    assert found
    assert [one for one in found if canary.FIELDS[one[0]] > CLEARANCES[audience]] == []


@needs_paper
def test_the_manager_s_paper_has_all() -> None:
    found = {path for path, sink in standing("manager", pdf=True) if sink == "pdf/canary.pdf"}
    ids = {path for path in canary.FIELDS if path.endswith(".id")}  # a sheet of paper has no links
    unseen = ids | {"was", "contacts.x_own"}
    assert set(canary.FIELDS) - unseen - found == set()


@pytest.mark.parametrize("audience", [one for one in CLEARANCES if one != "manager"])
def test_of_a_confidential_account_nobody_is_named(audience: str) -> None:
    found = {path for path, _ in standing(audience, confidential=True)}
    assert found.isdisjoint(OF_PEOPLE)
    assert all(canary.FIELDS[path] <= CLEARANCES[audience] for path in found)
    for text in sinks(audience, confidential=True).values():
        assert not any(
            name in text for name in ("王磊", "wang-lei", "wanglei", "孙燕", "sunyan", "采购部部长")
        )


def test_the_manager_reads_a_confidential_account_as_a_whole() -> None:
    assert {path for path, _ in standing("manager", confidential=True)}.issuperset(PEOPLE)


@needs_paper
def test_so_much_was_looked_at() -> None:
    looked = 0
    for audience in CLEARANCES:
        for confidential in (False, True):
            pdf = audience in ON_PAPER and not confidential
            looked += len(canary.FIELDS) * len(sinks(audience, confidential=confidential, pdf=pdf))
    assert looked >= 2000


@pytest.mark.parametrize("audience", ["management", "team", "customer"])
def test_the_scanner_finds_what_the_manager_s_report_holds(audience: str) -> None:
    """The positive control: the same search over a report for other readers finds every closed field but the ids."""
    closed = forbidden(
        [("accounts/canary.md", canary.account())],
        audience=audience,
        settings=("relreport.yaml", canary.settings()),
    )
    asked = order("manager")
    built = build_one(Job(path="accounts/canary.md", id="canary", data=canary.account()), asked)
    page = built.files["accounts/canary.html"]
    told = {hit.line for hit in scan_bytes("accounts/canary.html", page, closed)}
    lines = canary.account().decode().split("\n")
    for path, sensitivity in canary.FIELDS.items():
        if sensitivity <= CLEARANCES[audience] or path.endswith(".id") or path in ("was", "contacts.x_own"):
            continue
        place = next((n for n, line in enumerate(lines, 1) if canary.marker(path) in line), None)
        if place is None:  # in the settings
            continue
        assert told.intersection((place, place - 1, place - 2)), path


@pytest.mark.parametrize("audience", CLEARANCES)
def test_the_scanner_finds_nothing_in_a_report_for_its_readers(audience: str) -> None:
    own = {one.name: audience_named(one.name, SETTINGS).clearance for one in SETTINGS.audiences}
    for confidential in (False, True):
        data = canary.account(confidential=confidential)
        closed = forbidden(
            [("accounts/canary.md", data)],
            audience=audience,
            settings=("relreport.yaml", canary.settings()),
            audiences=own,
        )
        asked = order(audience)
        built = build_one(Job(path="accounts/canary.md", id="canary", data=data), asked)
        files = {**built.files, **site_files([built], asked)}
        assert [hit for name, content in files.items() for hit in scan_bytes(name, content, closed)] == []


def test_redaction_changes_no_level() -> None:
    told = {}
    for audience in ("management", "team", "manager"):
        asked = order(audience)
        built = build_one(Job(path="accounts/canary.md", id="canary", data=canary.account()), asked)
        account = json.loads(built.facts["en"])
        told[audience] = (
            account["stage"]["level"], account["distance"], account["trust"], account["temperature"],
            account["phase"], [(one["id"], one["distance"], one["trust"]["verdict"]) for one in account["contacts"]],
            {gap["code"] for gap in account["gaps"]},
        )  # fmt: skip
    assert told["management"] == told["team"] == told["manager"]
