"""The JSON contract: the same facts for machines (interface.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from relreport.actions import NextAction, Plan
from relreport.assess import OpenGap
from relreport.finding import Finding
from relreport.model import At
from relreport.morrow import in_json
from relreport.parse import Parsed
from relreport.readings import Readings, Standing
from relreport.readings.journal import SCALES
from relreport.readings.stage import Point, StageReading
from relreport.text import Wording
from relreport.text.sayings import action_text, condition_detail, finding_message

VERSION = 1
UNKNOWN = "unknown"


def document(
    accounts: Iterable[Mapping[str, Any]], invalid: Iterable[Mapping[str, Any]], *, as_of: date, audience: str
) -> dict[str, Any]:
    """The whole document: accounts by id, and the files that could not be read."""
    return {
        "relreport": VERSION,
        "as_of": as_of.isoformat(),
        "audience": audience,
        "accounts": sorted(accounts, key=lambda one: str(one["id"])),
        "invalid": sorted(invalid, key=lambda one: (str(one["path"]), one["line"], one["column"])),
    }


def dumps(value: Any) -> str:
    """The same text for the same facts, readable by people."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def account_text(account: Mapping[str, Any]) -> str:
    """One account of the document on one line: with indents it takes ten times as long to write."""
    return json.dumps(account, ensure_ascii=False, default=in_json)


def document_parts(
    accounts: Iterable[bytes], invalid: Iterable[Mapping[str, Any]], *, as_of: date, audience: str
) -> Iterator[bytes]:
    """The whole document, a part an account; they are as written already, and stand in the order given."""
    frame = dumps(document((), invalid, as_of=as_of, audience=audience))
    before, empty, after = frame.partition('"accounts": []')
    yield f"{before}{empty[:-1]}\n  ".encode()
    for place, account in enumerate(accounts):
        yield b",\n  " + account if place else account
    yield f"\n ]{after}".encode()


def account_json(plan: Plan, wording: Wording) -> dict[str, Any]:
    """One account of the contract, as its audience may have it."""
    if plan.public:
        return _for_customer(plan)
    assessment = plan.assessment
    readings = assessment.readings
    account = readings.account
    lines = account.text.split("\n")
    return {
        "id": account.id,
        "name": account.name,
        "tier": account.tier,
        "owner": account.owner,
        "path": account.path,
        "stage": _stage(readings),
        "distance": readings.distance,
        "trust": readings.trust,
        "temperature": readings.temperature,
        "phase": readings.phase,
        "supplier_rank": readings.supplier_rank,
        "sales_loop": readings.sales_loop,
        "matrix": {
            name: cell.filled if cell.known else "unknown"
            for name, cell in readings.matrix.cells().items()
            if _open(name, readings)
        },
        "contacts": [_contact(standing, readings.day) for standing in readings.contacts.values()],
        "tenders": [
            {"id": one.tender.id, "posture": one.posture, "run": one.run} for one in readings.tenders
        ],
        "next_stage": [
            # what cannot be read counts as not reached; the detail says which it is
            {"condition": one.name, "met": bool(one.met), "detail": condition_detail(one, wording)}
            for one in plan.next_stage
        ],
        "gaps": [_gap(gap, wording, lines) for gap in assessment.gaps],
        "actions": [_action(rank, action, plan, wording) for rank, action in enumerate(plan.actions, 1)],
        "accepted": [
            {
                "code": gap.code,
                "subject": gap.subject,
                "reason": gap.acceptance.reason if gap.acceptance else None,
                "until": _day(gap.acceptance.until) if gap.acceptance else None,
            }
            for gap in assessment.accepted
        ],
    }


def _for_customer(plan: Plan) -> dict[str, Any]:
    """What may be shown to the customer: who they are, what was delivered, and the dates agreed."""
    account = plan.assessment.account
    return {
        "id": account.id,
        "name": account.name,
        "category": account.category,
        "delivered": list(plan.delivered),
        "agreed": [_day(on) for on in plan.agreed],
    }


def _open(cell: str, readings: Readings) -> bool:
    """Of the matrix only the organisation's interest is open to those who may not read evidence."""
    return cell == "interest_organisation" or not readings.contacts or _evidence_open(readings)


def _evidence_open(readings: Readings) -> bool:
    return any(standing.scales for standing in readings.contacts.values())


def invalid_json(parsed: Parsed, language: str) -> list[dict[str, Any]]:
    """What could not be read, one row a mistake."""
    return [finding_json(finding, language) for finding in parsed.errors]


def finding_json(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "path": finding.where.path,
        "line": finding.where.line,
        "column": finding.where.column,
        "code": finding.code,
        "message": finding_message(finding, language),
    }


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _rounded(value: Fraction) -> float:
    return round(float(value), 4)


def _share(point: Point) -> dict[str, float]:
    """The middle; of a range its ends beside it."""
    shares = {"share": _rounded(point.share.middle)}
    if point.share.is_range:
        shares |= {"share_low": _rounded(point.share.low), "share_high": _rounded(point.share.high)}
    return shares


def _stage(readings: Readings) -> dict[str, Any]:
    stage: StageReading = readings.stage
    latest = stage.latest
    declared = readings.account.declared
    return {
        "level": stage.level,
        "by_share": stage.by_share,
        "declared": declared.stage if declared else None,
        "basis": "share" if latest else UNKNOWN,
        "source": stage.source,
        **(_share(latest) if latest else {"share": None}),
        "period": latest.row.period.name if latest else None,
        "trend": stage.trend,
        "status": stage.status,
        "since": stage.since,
        "history": [
            {
                "period": point.row.period.name,
                **_share(point),
                "by_share": point.by_share,
                "level": point.level,
            }
            for point in stage.points
        ],
    }


def _contact(standing: Standing, day: date) -> dict[str, Any]:
    trust = standing.trust
    if not standing.scales:  # words alone: their evidence is closed to this audience
        return {"id": standing.contact.id, "distance": standing.distance, "trust": {"verdict": trust.verdict}}
    return {
        "id": standing.contact.id,
        "distance": standing.distance,
        "team_distance": standing.team_distance,
        "portrait_ceiling": standing.portrait_ceiling,
        **{name: standing.scales[name].level(day) for name in SCALES},
        "year": {name: standing.scales[name].year_level(day) for name in SCALES},
        "trust": {
            "verdict": trust.verdict,
            "expertise": trust.expertise,
            "reliability": trust.reliability,
            "intimacy": trust.intimacy,
            "self_orientation": trust.self_orientation,
            "weakest": trust.weakest,
            "aged": list(trust.aged),
        },
    }


def evidence_json(at: At, lines: Sequence[str]) -> dict[str, Any]:
    """A line that a judgement rests on."""
    text = lines[at.line - 1].strip() if 0 < at.line <= len(lines) else ""
    return {"field": at.field, "line": at.line, "text": text}


def _gap(gap: OpenGap, wording: Wording, lines: Sequence[str]) -> dict[str, Any]:
    return {
        "code": gap.code,
        "severity": gap.severity.word,
        "kind": gap.kind,
        "subject": gap.subject,
        "title": wording.of_gap(gap, "title"),
        "message": wording.of_gap(gap, "message"),
        "status": "planned" if gap.planned else "unplanned",
        "evidence": [evidence_json(at, lines) for at in gap.evidence],
    }


def _one_or_all(ids: Sequence[str]) -> str | list[str] | None:
    """An id alone, several as a list, None for nobody."""
    return None if not ids else ids[0] if len(ids) == 1 else list(ids)


def _action(rank: int, action: NextAction, plan: Plan, wording: Wording) -> dict[str, Any]:
    return {
        "rank": rank,
        "do": action_text(action, plan, wording),
        "with": _one_or_all(action.with_),
        "by": _one_or_all(action.by),
        "due": _day(action.due),
        "serves": list(action.codes),
        "status": action.status,
    }
