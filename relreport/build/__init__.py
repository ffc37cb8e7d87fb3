"""Accounts become reports: `build_one` makes all files of one, `site_files` what stands above them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from relreport.actions import FESTIVAL_DAYS, Plan, plan
from relreport.assess import assess
from relreport.build.earlier import Earlier, account_of, marked, under_banner
from relreport.build.site import logo_beside, logo_on_paper, screen, screen_assets, ways
from relreport.build.watched import watched
from relreport.figures import FigureRow
from relreport.formats.look import SHIPPED, Look
from relreport.model import Account, Settings
from relreport.page.contract.head import Site
from relreport.parse import Parsed, parse
from relreport.scan.watch import Marks, Watch
from relreport.spellings import identifier
from relreport.text import Wording
from relreport.trend import trend

if TYPE_CHECKING:
    from relreport.formats.seal import Seal


BOOK = "portfolio"  # the file of the review book among the handouts
LONGEST_NAME = 120  # bytes of a customer's name in a file name; with a date and an id it stays under 255


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a build was asked for. Plain data: it travels to workers."""

    settings: Settings
    day: date
    audience: str = "manager"
    languages: tuple[str, ...] = ("en",)
    html: bool = True
    pdf: bool = False
    paper: str = "a4"
    templates: Mapping[str, str] = field(default_factory=dict)  # the workspace's own, by name
    look: Look = SHIPPED
    single: bool = False  # each page one file
    named_alike: frozenset[str] = frozenset()  # ids of accounts whose names are no file names of their own
    watch: Watch | None = None  # what to search the reports for; None for readers who may have all


@dataclass(frozen=True, kw_only=True)
class Job:
    """One account to build: where it stands, its bytes, and what finance says of it."""

    path: str
    id: str
    data: bytes
    figures: tuple[FigureRow, ...] = ()
    past: Mapping[str, Any] = field(default_factory=dict)  # what days of the past said, as kept
    earlier: Earlier | None = None  # what the file last said, where it cannot be read today


@dataclass(frozen=True, kw_only=True)
class Built:
    """What came of a job: files by their place in the output, and what the portfolio needs, by language.

    `failure`: why nothing could be rendered, or None. `boxes`: characters without a glyph, by file.
    """

    id: str
    path: str
    name: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    summaries: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)  # the JSON contract's account as text, by language
    mistakes: int = 0
    invalid: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    boxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    failure: str | None = None
    suspect: bool = False  # the search for what is closed found something
    marks: Marks = field(default_factory=dict)  # where to look for more of it, above the accounts
    past: Mapping[str, Any] = field(default_factory=dict)  # what days of the past said, to be kept
    valid_on: str = ""  # the day of the version shown, where today's file cannot be read
    broken: tuple[str, ...] = ()  # an organisation's own rules that failed, by code

    @property
    def read(self) -> bool:
        """Whether the account could be read as a whole."""
        return bool(self.summaries)


def plan_of(account: Account, order: Order) -> Plan:
    """The plan of an account as of the order's day, its actions on working days of the settings' calendar."""
    from relreport.moves import smallest_move
    from relreport.playbook import playbook
    from relreport.readings.calendar import working_day_on_or_after

    own_rules()
    calendar = order.settings.calendar
    assessment = assess(account, order.settings, order.day)
    return replace(
        plan(
            assessment,
            working_day=partial(working_day_on_or_after, calendar=calendar),
            festivals=_festivals(order.day),
        ),
        smallest=smallest_move(account, assessment),
        playbook=playbook(assessment),
    )


@cache
def own_rules() -> tuple[str, ...]:
    """Load the organisation's own rules with their words, once a process; the packages that failed."""
    from relreport.rules.own import installed
    from relreport.text.catalogue import learn_rules

    own = installed()
    for language, entries in own.words.items():
        learn_rules(language, entries)
    return tuple(own.failed)


@cache
def _festivals(day: date) -> tuple[tuple[date, str], ...]:
    from relreport.readings.calendar import festivals

    return tuple((one.on, one.name) for one in festivals(day, day + timedelta(days=FESTIVAL_DAYS)))


def for_audience(made: Plan, order: Order, language: str) -> Plan:
    """The plan as the order's audience may have it."""
    from relreport.audience import audience_named, redact

    return redact(made, audience_named(order.audience, order.settings), language)


def wording_of(made: Plan, settings: Settings, language: str, order: Order) -> Wording:
    """How an account's facts are said in a language to the order's audience."""
    account = made.assessment.account
    return Wording(
        language=language,
        day=order.day,
        outward=is_outward(order),
        own_labels=settings.labels,
        names={one.id: one.name for one in account.contacts},
        people={one.id: one.name for one in settings.people},
        tenders={one.id: one.name or one.id for one in account.tenders},
        currency=account.currency,
    )


def is_outward(order: Order) -> bool:
    from relreport.audience import audience_named

    return audience_named(order.audience, order.settings).outward


def leaves_out(order: Order) -> bool:
    from relreport.audience import audience_named

    return not audience_named(order.audience, order.settings).sees_all


def is_public(order: Order) -> bool:
    """Whether the order's readers may have public facts alone."""
    from relreport.audience import audience_named
    from relreport.fields.kinds import Sensitivity

    return audience_named(order.audience, order.settings).clearance is Sensitivity.PUBLIC


def unread_rows(built: Built, order: Order, language: str) -> list[dict[str, Any]]:
    """What could not be read, as these readers may have it: a message can quote a word of a closed field."""
    from relreport.diagnostics import title

    rows = built.invalid.get(language, [])
    if not leaves_out(order):
        return rows
    return [] if is_public(order) else [{**row, "message": title(row["code"], language)} for row in rows]


def build_one(job: Job, order: Order) -> Built:
    """All files of one account: pure, and the same for the same job and order."""
    parsed = parse(job.path, job.data, order.settings)
    account = parsed.account or account_of(job, order)
    # a file name that is no id cannot name a page; its mistake is among those that were found
    if account is None or identifier(parsed.id) is None:
        return Built(
            id=parsed.id,
            path=job.path,
            name=parsed.name,
            mistakes=len(parsed.errors),
            invalid=_invalid(parsed, order),
        )
    past = dict(job.past)
    stale = job.earlier.day if job.earlier and parsed.account is None else None
    whole = plan_of(account, order)
    if not is_public(order):
        whole = replace(whole, trend=trend(account, whole.assessment, past))
    if order.html:
        whole = _with_reasons(whole)
    files: dict[str, bytes] = {}
    boxes: dict[str, tuple[str, ...]] = {}
    summaries: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    for place, language in enumerate(order.languages):
        made = for_audience(whole, order, language)
        wording = wording_of(made, order.settings, language, order)
        root = "" if place == 0 else f"{language}/"
        page = _plan_page(made, parsed, wording, order, job, root)
        if stale:
            page["notices"] = under_banner(page.get("notices", []), stale, language)
        if order.html:
            files[f"{root}accounts/{parsed.id}.html"] = _html(page, order)
        if order.pdf:
            name = f"{root}pdf/{pdf_name(parsed, order)}"
            seal = seal_for(job, order, language) if stale else None
            files[name], missing = _pdf(page, order, seal or _seal_of(page, job, order, made))
            if missing:
                boxes[name] = missing
        summaries[language] = _summary(made, wording, parsed) | _book_page(page, order)
        if stale:  # for machines it is invalid, and no more
            summaries[language] = marked(summaries[language], stale, language)
        else:
            facts[language] = _facts(made, wording)
    return Built(
        id=parsed.id,
        path=job.path,
        name=parsed.name or account.name,
        files=files,
        summaries=summaries,
        facts=facts,
        mistakes=len(parsed.errors),
        invalid=_invalid(parsed, order),
        boxes=boxes,
        past=past,
        valid_on=stale.isoformat() if stale else "",
        broken=whole.assessment.broken_rules,
    )


def _with_reasons(made: Plan) -> Plan:
    """The plan with what stands behind its judgements: paper has no room for it."""
    from relreport.explain.judgements import judgements

    return replace(made, reasons=judgements(made.assessment, made.smallest))


def _invalid(parsed: Parsed, order: Order) -> dict[str, list[dict[str, Any]]]:
    from relreport.formats.json import invalid_json

    return {language: invalid_json(parsed, language) for language in order.languages} if parsed.errors else {}


def pdf_name(parsed: Parsed, order: Order) -> str:
    """The handout's file name: `<id>`, `<name>` and `<date>` of the settings' pattern filled."""
    pattern = order.settings.pdf_name.removesuffix(".pdf")
    name = name_in_files(parsed.name or parsed.id)
    filled = (
        pattern.replace("<id>", parsed.id).replace("<name>", name).replace("<date>", order.day.isoformat())
    )
    told_apart = "<id>" in pattern or ("<name>" in pattern and parsed.id not in order.named_alike)
    if not told_apart or filled.casefold() == BOOK:
        filled = f"{filled}-{parsed.id}"
    return f"{filled}.pdf"


def name_in_files(name: str) -> str:
    """A customer's name as a part of a file name: no sign that a system forbids, and not too long for any."""
    plain = "".join("-" if one in '/\\:*?"<>|' or not one.isprintable() else one for one in name)
    return plain.encode()[:LONGEST_NAME].decode(errors="ignore").strip(" .") or "-"


def _site(order: Order, root: str, parsed: Parsed | None) -> Site:
    """The ways from a page to the rest of the site."""
    if parsed is None:
        return ways(order, root, "index.html")
    return ways(
        order,
        root,
        f"accounts/{parsed.id}.html",
        portfolio="" if is_public(order) else "../index.html",  # a customer is not shown who else is one
        pdf=f"../pdf/{pdf_name(parsed, order)}",
    )


def _plan_page(made: Plan, parsed: Parsed, wording: Wording, order: Order, job: Job, root: str) -> Any:
    from relreport.page.customer import customer_page
    from relreport.page.plan import plan_page

    if made.public:
        return customer_page(made, wording, site=_site(order, root, parsed))
    return plan_page(
        made,
        wording,
        site=_site(order, root, parsed),
        figures=job.figures,
        unread=parsed.errors,
    )


def _html(page: Any, order: Order) -> bytes:
    from relreport.formats.customer import render_customer
    from relreport.formats.html import render_plan

    render = render_plan if "gaps" in page else render_customer
    return screen(render(page, order.templates, logo=logo_beside(page, order)), order)


def _book_page(page: Any, order: Order) -> dict[str, Any]:
    """What the review book shows of the account, where there is to be one."""
    from relreport.page.book import account_of

    return {"book": account_of(page)} if order.pdf and "gaps" in page else {}


def page_of(job: Job, order: Order, language: str) -> Any:
    """The page of one account in one language, as the audience has it; None where it cannot be read."""
    found = _page_and_plan(job, order, language)
    return found[0] if found else None


def seal_for(job: Job, order: Order, language: str) -> Seal | None:
    """The seal that the handout of an account would bear; None where the file cannot be read.

    Of a job with an earlier version it is the seal of what that gives, without the banner over it.
    """
    found = _page_and_plan(job, order, language)
    if found is None:
        return None
    page, made = found
    seal = _seal_of(page, job, order, made)
    return replace(seal, valid=job.earlier.day) if job.earlier else seal


def _seal_of(page: Any, job: Job, order: Order, made: Plan) -> Seal:
    from relreport.formats.seal import seal_of

    return sealed_by(seal_of(page, id=job.id, day=order.day, audience=order.audience), made)


def _page_and_plan(job: Job, order: Order, language: str) -> tuple[Any, Plan] | None:
    parsed = parse(job.path, job.earlier.data if job.earlier else job.data, order.settings)
    account = account_of(job, order) if job.earlier else parsed.account
    if account is None:
        return None
    whole = plan_of(account, order)
    if not is_public(order):
        whole = replace(whole, trend=trend(account, whole.assessment))
    made = for_audience(whole, order, language)
    wording = wording_of(made, order.settings, language, order)
    return _plan_page(made, parsed, wording, order, job, ""), made


def sealed_by(seal: Seal, made: Plan) -> Seal:
    """The seal with the hashes of account and settings as its readers have them; outside, with none."""
    from relreport.formats.seal import with_sources

    if made.public:
        return seal
    settings = replace(made.assessment.readings.settings, as_of=None)
    return with_sources(seal, made.assessment.account, settings)


def _pdf(page: Any, order: Order, seal: Seal) -> tuple[bytes, tuple[str, ...]]:
    from relreport.build.paper import engine, fitted, over_page_one
    from relreport.formats.customer import render_customer_sheet
    from relreport.formats.html import render_handout
    from relreport.formats.seal import sealed
    from relreport.page.customer import customer_sheet
    from relreport.page.handout import handout_page

    logo = logo_on_paper(order)
    if "gaps" in page:
        html = render_handout(handout_page(page, paper=order.paper), order.templates, logo=logo)
    else:
        html = render_customer_sheet(customer_sheet(page, paper=order.paper), order.templates, logo=logo)
    html = sealed(order.look.drawn(html), seal)
    if order.paper == "phone" or "gaps" not in page:
        document = engine(order).render(html, moment=order.day)
    else:
        document = fitted(engine(order), html, moment=order.day, over=over_page_one)
    return document.data, document.missing_glyphs


def _summary(made: Plan, wording: Wording, parsed: Parsed) -> Any:
    from relreport.page.customer import named
    from relreport.page.summary import summary

    return named(made) if made.public else summary(made, wording, unread=len(parsed.errors))


def _facts(made: Plan, wording: Wording) -> str:
    from relreport.formats.json import account_json, account_text

    return account_text(account_json(made, wording))


def guarded(job: Job, order: Order) -> Built:
    """One account's failure is its own: the others are built, and this one is named."""
    try:
        return watched(build_one(job, order), job, order)
    except Exception as error:
        if os.environ.get("RELREPORT_DEBUG") or _is_of_the_machine(error):
            raise
        from relreport.formats.html import failure_of

        return Built(id=job.id, path=job.path, failure=failure_of(error))


def _is_of_the_machine(error: Exception) -> bool:
    return hasattr(error, "lacks")


def site_files(built: Iterable[Built], order: Order) -> dict[str, bytes]:
    """What is made of all accounts together: portfolio and JSON."""
    from relreport.build.above import site_parts

    return {name: b"".join(parts) for name, parts in site_parts(built, order)}


def asset_files(order: Order) -> dict[str, bytes]:
    """Style sheets, scripts and fonts, once for all languages."""
    from relreport.formats.html import shipped_fonts

    if not order.html or order.single:
        return {}
    return {f"assets/{name}": data for name, data in (screen_assets(order) | shipped_fonts()).items()}
