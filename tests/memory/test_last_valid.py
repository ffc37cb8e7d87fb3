"""A build shows a file that cannot be read today as it last could be, and says so; and asks git for no other."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relreport.cli import run
from tests.memory.repository import Repository, account

JAN, APR = date(2026, 1, 10), date(2026, 4, 10)
DAY = "2026-07-01"
CONFLICT = "<<<<<<< HEAD\n"
NOTE = "interactions: [{on: 2026-03-01, kind: visit, note: 他们要换供应商}]"


def good(name: str = "甲集团", *lines: str) -> str:
    return account(name, "purchasing: [{period: 2025-Q4, share: 60%}]", *lines)


def bad(text: str) -> str:
    return text.replace("---\n", f"---\n{CONFLICT}", 1)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "work")
    made.write("relreport.yaml", "company: x\n")
    made.write("accounts/a.md", account("甲集团"))
    made.write("accounts/b.md", good("乙集团"))
    made.commit(JAN)
    made.write("accounts/a.md", good("甲集团", NOTE))
    made.commit(APR)
    return made


def build(repository: Repository, *options: str) -> int:
    root = str(repository.root)
    return run(["-C", root, "-q", "build", "--as-of", DAY, "--lang", "en,zh", *options])


def page(repository: Repository, name: str = "accounts/a.html") -> str:
    return (repository.root / "output" / name).read_text(encoding="utf-8")


def test_all_files_that_can_be_read_ask_git_for_nothing(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: started.append(a))
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: started.append(a))
    assert build(repository) == 0
    assert started == []
    assert "10 Apr 2026" not in page(repository)


def test_the_last_valid_version_stands_under_a_banner(repository: Repository) -> None:
    repository.write("accounts/a.md", bad(good()))
    assert build(repository) == 1
    for name, day in (("accounts/a.html", "10 Apr 2026"), ("zh/accounts/a.html", "2026 年 4 月 10 日")):
        html = page(repository, name)
        assert day in html[html.index('class="notice alarm"') :][:300]
        assert "60%" in html
    portfolio = page(repository, "index.html")
    assert "10 Apr 2026" in portfolio
    assert "accounts/a.md:2" in portfolio.replace("<wbr>", "")  # a path may break behind its strokes
    told = json.loads(page(repository, "data/assessment.json"))
    assert [one["id"] for one in told["accounts"]] == ["b"]
    assert [one["path"] for one in told["invalid"]] == ["accounts/a.md"]


def test_a_file_that_is_mended_stands_as_it_is_again(repository: Repository) -> None:
    assert build(repository) == 0
    whole = page(repository)
    repository.write("accounts/a.md", bad(good("甲集团", NOTE)))
    for _ in range(2):  # the second time from what is kept
        assert build(repository) == 1
        assert 'class="notice alarm"' in page(repository)
    repository.write("accounts/a.md", good("甲集团", NOTE))
    assert build(repository) == 0
    assert page(repository) == whole


def test_workers_make_it_too(repository: Repository) -> None:
    repository.write("accounts/a.md", bad(good()))
    assert build(repository, "--jobs", "2") == 1
    assert 'class="notice alarm"' in page(repository)


@pytest.mark.parametrize(("audience", "noted"), [("team", True), ("management", False)])
def test_readers_of_less_get_of_it_what_they_may_have(
    repository: Repository, audience: str, noted: bool
) -> None:
    repository.write("accounts/a.md", bad(good()))
    assert build(repository, "--audience", audience) == 1
    html = page(repository)
    assert 'class="notice alarm"' in html
    assert ("他们要换供应商" in html) is noted


JOURNAL = "## Journal\n- 2026-03-02 Marcus Hollis visit: %s\n- 2026-03-12 13:10 w call: 再谈 #business\n"
THEIRS = "contacts: [{id: w, name: Marcus Hollis, roles: [decider], influence: 60}]"
PHONED = "purchasing: [{period: 2026Q1, total: 860万, ours: 490万}, {period: 2026Q2, share: 约55%}]"
LINES: dict[str, tuple[str, str, bool]] = {
    # name: the file as committed, the file as it is, is it an older version
    "a conflict above": (
        account("甲集团", THEIRS, body=JOURNAL % "quixotic rebate"),
        bad(account("甲集团", THEIRS, body=JOURNAL % "quixotic rebate")), True,
    ),
    "a conflict above and a new line": (
        account("甲集团", THEIRS, body=JOURNAL % "quixotic rebate"),
        bad(account("甲集团", THEIRS, body=JOURNAL % "quixotic rebate" + "- 2026-03-20 Marcus Hollis visit: 新\n")),
        True,
    ),
    "a day that is none": (
        account("甲集团", THEIRS, body=JOURNAL % "quixotic rebate"),
        account("甲集团", THEIRS, body=(JOURNAL % "quixotic rebate").replace("03-02", "13-02")), False,
    ),
    "a word that is none, and figures as a telephone writes them": (
        account("甲集团", THEIRS, PHONED),
        account("甲集团", THEIRS, PHONED, "tier: grande"), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_a_plain_line_that_cannot_be_read_withholds_no_account(repository: Repository, case: str) -> None:
    """Who was visited may be read, though what was said may not."""
    whole, slipped, older = LINES[case]
    repository.write("accounts/a.md", whole)
    repository.commit(APR)
    repository.write("accounts/a.md", slipped)
    assert build(repository, "--audience", "management") == 1
    html = page(repository)
    assert "Marcus Hollis" in html
    assert ('class="notice alarm"' in html) is older
    assert "quixotic rebate" not in html


def test_what_a_plain_line_says_stays_closed_where_it_cannot_be_read() -> None:
    from relreport.scan.watch import Watch

    watch = Watch(audience="management", settings=("relreport.yaml", b""))
    for text in ("they change their supplier in May", "五月要换供应商，先别声张"):
        for line in (f"- 2026-13-02 13:10 w visit: {text}", f"- w 拜访：{text}", f"- {text}"):
            closed = watch.closed(
                [("accounts/a.md", account("甲", THEIRS, body=f"## Journal\n{line}\n").encode())]
            )
            assert list(closed.search(f"<p>{text}</p>")), line
            assert not list(closed.search("<p>Marcus Hollis visit</p>"))


def test_what_was_marked_confidential_since_is_confidential(repository: Repository) -> None:
    repository.write("accounts/a.md", good("甲集团", "contacts: [{id: w, name: 王小明, roles: [decider]}]"))
    repository.commit(APR)
    repository.write("accounts/a.md", bad(good("甲集团", "confidential: yes")))
    assert build(repository, "--audience", "team") == 1
    assert "王小明" not in page(repository)
    assert "王小明" not in page(repository, "index.html")


def test_customers_get_no_older_version(repository: Repository) -> None:
    repository.write("accounts/a.md", bad(good()))
    assert build(repository, "--audience", "customer", "--yes") == 1
    assert not (repository.root / "output/accounts/a.html").exists()


def test_without_a_valid_version_the_file_is_named_and_no_more(repository: Repository) -> None:
    repository.write("accounts/c.md", bad(good()))
    assert build(repository) == 1
    assert not (repository.root / "output/accounts/c.html").exists()
    assert (repository.root / "output/accounts/a.html").exists()


@pytest.mark.parametrize(("language", "day"), [("en", "10 Apr 2026"), ("zh", "2026 年 4 月 10 日")])
def test_a_review_says_it_over_all_in_the_running_order_and_over_its_own_page(
    repository: Repository, language: str, day: str
) -> None:
    from relreport.build.order import Order
    from relreport.config import open_workspace
    from relreport.history import Timeline, open_timeline
    from relreport.review.moments import Moment
    from relreport.review.moments import reviewed as period_of
    from relreport.review.past import Past
    from relreport.review.volume import review_page, reviewed

    late = "promises: [{id: p, on: 2026-01-05, what: 出样板段, due: 2026-05-01}]"
    for id, name in (("a", "甲集团"), ("b", "乙集团")):
        repository.write(f"accounts/{id}.md", good(name, late))
    repository.commit(APR)
    repository.write("accounts/a.md", bad(good("甲集团", late)))
    workspace, today = open_workspace(repository.root), date.fromisoformat(DAY)
    timeline, _ = open_timeline(repository.root)
    assert isinstance(timeline, Timeline)
    with timeline:
        past = Past(workspace, timeline, today)
        before = past.at(Moment(day=date(2026, 3, 31)))
        review = reviewed(past, period_of("2026-Q2", today), before, past.now(date(2026, 6, 30)), {})
    site: Any = {"assets": "", "portfolio": "", "languages": [], "pdf": ""}
    told: Any = review_page(review, Order(settings=workspace.settings, day=today), language, site)
    over_all = [one["text"] for one in told["notices"] if one["tone"] == "warn"]
    assert ["甲集团" in one and day in one for one in over_all] == [True]
    notes = {one["title"]: one["sections"][0]["note"] for one in told["chapters"] if one["leaf"]}
    assert (day in notes["甲集团"], notes["乙集团"]) == (True, "")
    (order,) = [one for one in told["chapters"][0]["sections"] if one["id"] == "running_order"]
    cells = [row["cells"][0] for row in order["tables"][0]["rows"]]
    unread = {"en": "Cannot be read today", "zh": "无法读取"}[language]
    assert {one["text"].split()[-1]: unread in one["note"] for one in cells} == {
        "甲集团": True,
        "乙集团": False,
    }


def test_the_book_says_it_in_the_running_order_and_over_the_account(repository: Repository) -> None:
    from relreport.build.job import Earlier, Job
    from relreport.build.one import build_one
    from relreport.build.order import Order
    from relreport.config import open_workspace
    from relreport.page.book import _turn
    from relreport.text import Wording
    from relreport.text.catalogue import sentences

    day = date.fromisoformat(DAY)
    order = Order(
        settings=open_workspace(repository.root).settings, day=day, html=False, pdf=True, paper="phone"
    )
    text = good("甲集团", NOTE).encode()
    said = {}
    for data in (text, bad(text.decode()).encode()):
        job = Job(path="accounts/a.md", id="a", data=data, earlier=Earlier(data=text, day=APR))
        one = build_one(job, order).summaries["en"]
        turn = _turn(1, one, sentences("en", "account_page")["book"], Wording(language="en", day=day))
        said[data == text] = ([each["text"] for each in one["book"]["notices"]], turn["why"], turn["tone"])
    assert said[True][0] == []
    assert said[True][1:] != ("Cannot be read today: as of 10 Apr 2026", "alarm")
    ((banner,), why, tone) = said[False]
    assert "10 Apr 2026" in banner
    assert (why.startswith("Cannot be read today: as of 10 Apr 2026"), tone) == (True, "alarm")


HELD = "owner: li-na\ncontacts: [{id: w, name: Marcus Hollis, roles: [decider], influence: 60}]"


@pytest.mark.parametrize("audience", ["management", "team", "manager"])
def test_a_handover_leaves_out_nobody_whose_file_cannot_be_read(
    repository: Repository, capsys: pytest.CaptureFixture[str], audience: str
) -> None:
    repository.write("relreport.yaml", "people: [{id: li-na, name: 李娜}]\n")
    repository.write("accounts/a.md", good("甲集团", HELD))
    repository.commit(APR)
    repository.write("accounts/a.md", bad(good("甲集团", HELD)))
    repository.write("accounts/c.md", bad(good("丙集团")))  # never valid
    capsys.readouterr()
    assert (
        build(
            repository, "--kind", "handover", "--owner", "li-na", "--audience", audience, "--format", "html"
        )
        == 1
    )
    assert capsys.readouterr().err.count("error[") == 2
    html = page(repository, "handover/li-na.html")
    assert "Marcus Hollis" in html
    notices = html.split('class="notice alarm"')[1:]
    assert len(notices) == 2
    assert "10 Apr 2026" in html
    assert any("丙集团" in one[:300] for one in notices)


def test_a_visit_to_somebody_whose_file_cannot_be_read_names_the_mistake(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("accounts/a.md", bad(good("甲集团", HELD)))
    capsys.readouterr()
    assert build(repository, "--kind", "visit", "--with", "w") == 2
    assert "accounts/a.md:2" in capsys.readouterr().err
