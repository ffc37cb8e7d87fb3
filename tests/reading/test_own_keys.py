"""Keys that begin with `x_` are the organisation's own: allowed in every record, of an account and of the settings."""

from __future__ import annotations

import pytest

from relreport.parse import parse, parse_settings

RECORDS = {
    "declared": "{stage: stable, x_b: 2}",
    "competitors": "[{name: a, moves: [{what: b, x_c: 1}], x_d: 2}]",
    "tenders": "[{name: t, rounds: [{name: r, x_e: 1}], x_f: 1}]",
    "contacts": "[{name: a, x_g: 1, portrait: {x_h: 2, needs: {x_i: 1, business: {value: v, x_j: 1}}}}]",
    "readers": "[{id: z, x_k: 1}]",
    "purchasing": "[{period: 2026-Q1, x_l: 1}]",
    "interactions": "[{on: 2026-01-01, x_l: 1}]",
    "accepted": "[{code: NET01, x_l: 1}]",
    **dict.fromkeys(
        (
            "performance",
            "satisfaction",
            "needs",
            "openings",
            "criteria",
            "complaints",
            "promises",
            "commitments",
            "requests",
            "referrals",
            "actions",
            "asks",
        ),
        "[{x_l: 1}]",
    ),
}


@pytest.mark.parametrize("field", RECORDS)
def test_in_an_account(field: str) -> None:
    parsed = parse("accounts/a.md", f"---\nname: 甲\nx_a: 1\n{field}: {RECORDS[field]}\n---\n".encode())
    assert parsed.account is not None
    assert not parsed.findings


@pytest.mark.parametrize(
    "text",
    [
        "x_a: 1",
        "people: [{id: a, x_b: 1}]",
        "tiers: {x_c: 1, vvip: {contact: 3, x_c: 1}}",
        "audiences: [{name: board, x_d: 1}]",
        "rules: {x_e: 1}",
        "pdf: {x_f: 1}",
        "portrait: {x_g: [a]}",
        "colours: {x_h: 1}",
    ],
)
def test_in_the_settings(text: str) -> None:
    assert not parse_settings("relreport.yaml", text.encode()).findings
