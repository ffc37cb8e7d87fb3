"""What this customer is to us, and what the plan rests on."""

from __future__ import annotations

from collections.abc import Iterator

from relreport.page.contract.parts import Section
from relreport.page.contract.plan import Basis
from relreport.page.parts import cell, row, section, table
from relreport.page.telling import LISTS, Telling
from relreport.readings.days import over_ago
from relreport.readings.journal import by_whom

UNCOUNTED = frozenset({"contacts", "accepted", "actions", "asks"})  # plans and people are no observations


def profile(telling: Telling) -> Section:
    rows = [row(cell(label), cell(value)) for label, value in _facts(telling) if value]
    return section(
        "profile",
        telling.say("profile.title"),
        folded=True,
        tables=[table([telling.say("profile.what"), "+" + telling.say("profile.value")], rows)],
    )


def _facts(telling: Telling) -> Iterator[tuple[str, str]]:
    account, settings = telling.account, telling.settings
    tier = settings.tiers[account.tier]
    known = settings.people

    def yes_no(value: bool | None) -> str:
        return "" if value is None else telling.say("profile.yes" if value else "profile.no")

    yield (
        telling.say("profile.tier"),
        telling.say(
            "profile.tier_days",
            tier=telling.label("tier", account.tier),
            contact=tier.contact,
            visit=tier.visit,
        ),
    )
    yield (
        telling.say("profile.tier_why"),
        telling.several([telling.label("tier_why", one) for one in account.tier_why]),
    )
    yield telling.say("profile.owner"), telling.wording.person(account.owner) if account.owner else ""
    yield (
        telling.say("profile.team"),
        telling.several(
            [
                telling.say("profile.person", name=one.name, role=telling.label("our_role", one.role))
                if one.role
                else one.name
                for one in (
                    next((p for p in known if p.id == id), settings.person(id)) for id in account.team
                )
            ]
        ),
    )
    yield telling.say("profile.industry"), account.industry or ""
    yield telling.say("profile.category"), account.category or ""
    yield telling.say("profile.sales_mode"), telling.label("sales_mode", account.sales_mode)
    yield (
        telling.say("profile.why_us"),
        telling.several([telling.label("why_us", one) for one in account.why_us]),
    )
    yield telling.say("profile.main_supplier"), yes_no(account.main_supplier)
    yield (
        telling.say("profile.partnership"),
        telling.full_day(account.partnership) if account.partnership else "",
    )
    if account.declared is not None:
        yield (
            telling.say("profile.declared"),
            telling.several(
                [
                    telling.label("stage", account.declared.stage),
                    telling.label("distance", account.declared.distance),
                ]
            ),
        )
    readings = telling.readings
    if readings.stage.known:
        yield telling.say("profile.rank"), telling.label("supplier_rank", readings.supplier_rank)
    yield telling.say("profile.temperature"), telling.label("temperature", readings.temperature)
    yield telling.say("profile.loop"), telling.label("sales_loop", readings.sales_loop)
    if account.readers:
        yield (
            telling.say("profile.readers"),
            telling.several(
                [
                    telling.say(
                        "profile.signed", name=telling.wording.person(one.id), on=telling.on(one.signed)
                    )
                    if one.signed
                    else telling.wording.person(one.id)
                    for one in account.readers
                ]
            ),
        )
    if account.was:
        yield telling.say("profile.was"), telling.several(list(account.was))
    for key, value in account.own.items():
        yield key.removeprefix("x_"), value if isinstance(value, str) else str(value)


def basis(telling: Telling) -> Basis:
    """How many facts, how old, and how many of them hang on one person's word."""
    account = telling.account
    dated = sorted(
        on
        for name in LISTS
        if name not in UNCOUNTED
        for entry in getattr(account, name)
        if (on := getattr(entry, "on", None)) is not None and on <= telling.day
    )
    count = sum(len(getattr(account, name)) for name in LISTS if name not in UNCOUNTED)
    count += sum(1 for contact in account.contacts for _ in contact.portrait)
    entries = []
    old = sum(over_ago(on, telling.readings.limits.year, telling.day) for on in dated)
    if old:
        entries.append(telling.say("basis.old", count=old, of=len(dated)))
    if account.interactions:
        alone: dict[str, int] = {}
        for entry in account.interactions:
            ours = by_whom(entry, account)
            if len(ours) == 1:
                alone[ours[0]] = alone.get(ours[0], 0) + 1
        if alone:
            person, times = max(alone.items(), key=lambda pair: pair[1])
            entries.append(
                telling.say(
                    "basis.alone",
                    person=telling.wording.person(person),
                    times=times,
                    of=len(account.interactions),
                )
            )
    estimates = sum(1 for one in telling.readings.stage.points if (one.row.basis or "") == "estimate")
    if estimates:
        entries.append(telling.say("basis.estimates", count=estimates, of=len(telling.readings.stage.points)))
    if not dated:
        what = "basis.undated" if count else "basis.none"
        return Basis(sentence=telling.say(what, count=count), entries=entries)
    return Basis(
        sentence=telling.say(
            "basis.sentence", count=count, newest=telling.ago(dated[-1]), oldest=telling.full_day(dated[0])
        ),
        entries=entries,
    )
