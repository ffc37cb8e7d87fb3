"""Diff, review and handover hold nothing that their readers may not have; nor what git knows of its writers."""

from __future__ import annotations

import html
import json
from datetime import date
from pathlib import Path

import pytest

from relreport.cli import run
from tests.canary import account as canary
from tests.memory.repository import Repository

CLEARANCES = {"management": canary.INTERNAL, "team": canary.RESTRICTED, "manager": canary.SECRET}
WRITER = "Quixotl Writer"


@pytest.fixture(params=["open", "confidential"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The canary account, whose facts are all new since an empty file of long ago."""
    repository = Repository(tmp_path / "work")
    repository.write("relreport.yaml", canary.settings().decode())
    whole = canary.account(confidential=request.param == "confidential").decode()
    name = next(line for line in whole.split("\n") if line.startswith("name:"))
    repository.write("accounts/canary.md", f"---\n{name}\n---\n")
    repository.commit(date(2024, 1, 1), author=WRITER)
    repository.write("accounts/canary.md", whole)
    repository.commit(date.fromisoformat(canary.DAY), author=WRITER)
    return repository.root


def said(workspace: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run(["-C", str(workspace), *arguments]) == 0
    return "".join(capsys.readouterr())


@pytest.mark.parametrize("audience", CLEARANCES)
def test_no_marker_where_it_may_not_be(
    workspace: Path, capsys: pytest.CaptureFixture[str], audience: str
) -> None:
    day = canary.DAY
    texts = {
        form: said(
            workspace,
            capsys,
            "diff",
            "2024-06-30..",
            "--as-of",
            day,
            "--format",
            form,
            "--audience",
            audience,
        )
        for form in ("text", "md", "json", "html")
    }
    common = ("--as-of", day, "--audience", audience, "--format", "html", "--lang", "en,zh")
    texts["said"] = said(workspace, capsys, "review", day[:4], "--against", "2024-06-30", *common)
    for place in (workspace / "output").rglob("*"):
        if place.is_file() and "assets" not in place.parts:
            texts[place.name] = place.read_text(encoding="utf-8")
    clearance = CLEARANCES[audience]
    closed = [path for path, sensitivity in canary.FIELDS.items() if sensitivity > clearance]
    for sink, text in texts.items():
        folded = canary.folded(html.unescape(text))
        assert [path for path in closed if canary.found_in(path, folded)] == [], sink
        if audience != "manager":
            assert canary.folded(WRITER) not in folded, sink
    assert len(json.loads(texts["json"])["accounts"][0]["moves"]) > 10


@pytest.mark.parametrize("audience", ["management", "team"])
def test_of_a_confidential_account_nobody_is_named(
    workspace: Path, capsys: pytest.CaptureFixture[str], audience: str
) -> None:
    if "confidential: yes" not in (workspace / "accounts/canary.md").read_text():
        pytest.skip("open")
    for form in ("text", "json", "html"):
        text = said(
            workspace,
            capsys,
            "diff",
            "2024-06-30..",
            "--as-of",
            canary.DAY,
            "--format",
            form,
            "--audience",
            audience,
        )
        folded = canary.folded(html.unescape(text))
        assert not [
            path
            for path in ("contacts.name", "contacts.id", "contacts.title")
            if canary.found_in(path, folded)
        ]


@pytest.mark.parametrize("audience", ["customer", "guests"])
@pytest.mark.parametrize("command", [("diff", "2024-06-30.."), ("review", "2025")])
def test_nothing_of_it_is_for_customers(workspace: Path, command: tuple[str, ...], audience: str) -> None:
    assert run(["-C", str(workspace), *command, "--audience", audience]) == 2


HANDED = """---
name: 甲集团
owner: li-na
contacts:
  - {id: wang, name: 王磊, roles: [decider], influence: 60}
  - {id: zhao, name: 赵敏, roles: [user], held_by: zhou-gang}
promises:
  - {id: p1, on: 2026-09-01, to: wang, what: 出样板段, due: 2026-10-10}
  - {id: p2, on: 2026-09-01, to: zhao, what: 寄样品, due: 2026-10-12}
commitments:
  - {id: c1, on: 2026-09-10, from: wang, what: 试铺一公里, due: 2026-12-31}
interactions:
  - {on: 2026-09-20, with: [wang], by: li-na, kind: visit}
  - {on: 2026-09-21, with: [zhao], by: [li-na, zhou-gang], kind: visit}
---
"""


def test_a_handover_holds_what_one_of_ours_leaves_behind(tmp_path: Path) -> None:
    from relreport.build.order import Order
    from relreport.parse import parse, parse_settings
    from relreport.review.handover import Handover

    settings = parse_settings("relreport.yaml", canary.settings()).settings
    account = parse("accounts/a.md", HANDED.encode(), settings).account
    assert account is not None
    order = Order(settings=settings, day=date(2026, 9, 30), audience="team")
    handover = Handover([account], "li-na", order, "zh")
    assert [(one.contact.id, one.only_they) for one in handover.held] == [("wang", True)]
    found = {
        one["id"]: one
        for one in handover.page({"assets": "", "portfolio": "", "languages": [], "pdf": ""})["chapters"][0][
            "sections"
        ]
    }
    told = {
        name: [row["cells"][0]["text"] for data in found[name]["tables"] for row in data["rows"]]
        for name in ("people", "promises", "commitments")
    }
    assert told == {"people": ["王磊"], "promises": ["出样板段"], "commitments": ["试铺一公里"]}
    assert len(found["first_days"]["tables"][0]["rows"]) == 2


ALONE = """---
name: 甲集团
owner: li-na
contacts:
  - id: wang
    name: 王磊
    roles: [decider]
    portrait:
      basic: {mobile: '139'}
      depth: {budget: {withheld: li-na}, personnel: {withheld: zhou-gang}}
  - {id: zhao, name: 赵敏}
  - {id: sun, name: 孙强}
interactions:
  - {on: 2025-09-01, with: [wang], by: li-na, kind: visit, note: 太早}
  - {on: 2026-05-20, with: [wang], by: li-na, kind: visit, note: 先看样板段}
  - {on: 2026-09-20, with: [wang], kind: meal, note: 家里的事}
  - {on: 2026-09-21, with: [wang], by: [li-na, zhou-gang], kind: visit}
  - {on: 2026-09-22, with: [sun], by: zhou-gang, kind: visit}
---
"""


@pytest.mark.parametrize(
    ("audience", "withheld", "note"),
    [("manager", 1, "家里的事"), ("team", 0, "先看样板段"), ("management", 0, None)],
)
def test_what_only_they_wrote_is_counted_as_its_readers_may_have_it(
    audience: str, withheld: int, note: str | None
) -> None:
    from relreport.build.order import Order
    from relreport.parse import parse, parse_settings
    from relreport.review.handover import Handover

    settings = parse_settings("relreport.yaml", canary.settings()).settings
    account = parse("accounts/a.md", ALONE.encode(), settings).account
    assert account is not None
    order = Order(settings=settings, day=date(2026, 9, 30), audience=audience)
    handover = Handover([account], "li-na", order, "zh")
    (one,) = handover.only_wrote  # sun was somebody else's, zhao nobody's
    assert (one.contact.id, one.entries, one.of, one.withheld) == ("wang", 2, 3, withheld)
    assert one.last is not None
    assert one.last.note == note
    sections = handover.page({"assets": "", "portfolio": "", "languages": [], "pdf": ""})["chapters"][0][
        "sections"
    ]
    (told,) = [one for one in sections if one["id"] == "only_wrote"]
    assert bool(told["sentences"]) is (audience != "manager")


TAKEN = """---
name: 甲集团
promises:
  - {id: p1, on: 2026-05-01, to: wang, what: 出样板段, due: 2026-08-10}
  - {on: 2026-05-02, to: wang, what: 寄样品到工地}
  - {id: p3, on: 2026-04-02, to: wang, what: 报价格, kept: 2026-04-09}
  - {on: 2026-06-03, to: wang, what: 请专家来讲一次}
asks:
  - {id: a1, on: 2026-06-01, of: zhou-gang, what: 备现货}
  - {on: 2026-06-02, of: zhou-gang, what: 放宽账期}
contacts: [{id: wang, name: 王磊, roles: [decider]}]
---
"""
LEFT = """---
name: 甲集团
promises:
  - {on: 2026-06-03, to: wang, what: 请专家来讲一次课}
asks:
  - {on: 2026-06-02, of: zhou-gang, what: 放宽账期}
contacts: [{id: wang, name: 王磊, roles: [decider]}]
---
"""


def test_what_was_taken_out_of_the_file_is_named(tmp_path: Path) -> None:
    from relreport.build.order import Order
    from relreport.config import open_workspace
    from relreport.history import Timeline, open_timeline
    from relreport.review.moments import Moment
    from relreport.review.moments import reviewed as period_of
    from relreport.review.past import Past
    from relreport.review.volume import quarter_of, review_page, reviewed

    repository = Repository(tmp_path / "work")
    repository.write("relreport.yaml", "people: [{id: zhou-gang, name: 周刚}]\n")
    repository.write("accounts/a.md", TAKEN)
    repository.commit(date(2026, 6, 30))
    repository.write("accounts/a.md", LEFT)
    repository.commit(date(2026, 9, 30))
    workspace, day = open_workspace(repository.root), date(2026, 9, 30)
    timeline, _ = open_timeline(repository.root)
    assert isinstance(timeline, Timeline)
    past = Past(workspace, timeline, day)
    before = past.at(Moment(day=date(2026, 6, 30)))
    review = reviewed(past, period_of("2026-Q3", day), before, past.now(day), {})
    timeline.close()
    order = Order(settings=workspace.settings, day=day)
    quarter, _ = quarter_of(review, order, "zh")
    gone = [(one.promise.what, one.settled) for _, one in quarter.promises if one.end == "gone"]
    assert gone == [("出样板段", True), ("寄样品到工地", True), ("报价格", False)]  # reworded is not gone
    assert [ask.what for _, ask in quarter.asks_gone] == ["备现货"]
    page = review_page(review, order, "zh", {"assets": "", "portfolio": "", "languages": [], "pdf": ""})
    told = {one["id"]: json.dumps(one, ensure_ascii=False) for one in page["chapters"][0]["sections"]}
    assert "出样板段" in told["promises"]
    assert "寄样品到工地" in told["promises"]
    assert "备现货" in told["answered"]
    values = {one["href"]: one["value"] for one in page["figures"]}
    assert values["#promises"] == "2 项中 0 项按时兑现"
