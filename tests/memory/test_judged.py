"""What moved because the program judges otherwise is told apart from settings, and from the world."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relreport.build.order import Order
from relreport.cli import run
from relreport.config import open_workspace
from relreport.formats.seal import rules_version
from relreport.history import open_timeline
from relreport.review import kept as keeping
from relreport.review.difference import Difference
from relreport.review.kept import Kept, dumped, loaded
from relreport.review.moments import Moment
from relreport.review.pairs import Comparison, compare
from relreport.review.past import Past
from tests.memory.repository import Repository, account

JUN, SEP = date(2026, 6, 30), date(2026, 9, 30)
FIRST = account("甲集团", "purchasing: [{period: 2026-Q1, share: 60%}]")
NEXT = account("甲集团", "purchasing: [{period: 2026-Q1, share: 60%}, {period: 2026-Q3, share: 30%}]")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    repository = Repository(tmp_path / "work")
    repository.write("accounts/a.md", FIRST)
    repository.commit(JUN)
    repository.write("accounts/a.md", NEXT)
    repository.commit(SEP)
    return repository.root


def compared(root: Path, kept: Kept, before: date, after: date) -> Comparison:
    timeline, _ = open_timeline(root)
    past = Past(open_workspace(root), timeline, date(2026, 10, 5))
    made = compare(past, past.at(Moment(day=before)), past.at(Moment(day=after)), kept=kept)
    timeline.close()  # type: ignore[union-attr]
    return made


def test_the_same_program_moves_nothing(root: Path) -> None:
    kept = Kept({})
    compared(root, kept, date(2026, 6, 30), SEP)
    again = compared(root, loaded(dumped(kept, SEP)), JUN, SEP)
    assert again.other_rules == ""
    assert not [one for pair in again.pairs for one in pair.moves if one.cause == "program"]


def test_another_program_is_named_and_what_it_moved_stands_apart(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept({})
    compared(root, kept, JUN, SEP)
    (key,) = [name for name, one in kept.judged.items() if one.day == JUN]
    then = dict(kept.judged[key].found)
    then["stage", None] = "initial"  # so the older program had it
    then["XYZ99", None] = "open"
    opened = next(name for name, value in then.items() if value == "open" and name[0] != "XYZ99")
    del then[opened]
    kept.judged[key] = keeping.Judged(rules="0" * 40, day=JUN, found=then)
    made = compared(root, kept, JUN, SEP)
    moved = {one.key: (one.before, one.after) for one in made.pairs[0].moves if one.cause == "program"}
    assert moved == {
        ("stage", None): ("initial", "stable"),
        ("XYZ99", None): ("open", "closed"),
        opened: ("closed", "open"),
    }
    by_facts = [one for one in made.pairs[0].moves if one.key == ("stage", None) and one.cause == "world"]
    assert [(one.before, one.after) for one in by_facts] == [("stable", "initial")]
    order = Order(settings=open_workspace(root).settings, day=SEP)
    for language in ("en", "zh"):
        told = Difference(made, order, language)
        assert any("00000000" in note for note in told.notes())
        text = "\n".join(told.lines())
        assert told.words.say("cause.program") in text
        assert "XYZ99" in text
    assert {"code": "XYZ99", "severity": None}.items() <= next(
        one for one in told.data()["accounts"][0]["moves"] if one.get("code") == "XYZ99"
    ).items()


def test_a_diff_keeps_how_it_judged_and_forgets_no_reading(root: Path) -> None:
    place = root / ".relreport/past.json"
    assert run(["-C", str(root), "-q", "diff", "2026-06-30..2026-09-30", "--as-of", "2026-10-05"]) == 0
    judged = loaded(place.read_bytes()).judged
    assert {one.day for one in judged.values()} == {JUN, SEP}
    review = ["review", "2026-Q3", "--format", "json", "--as-of", "2026-10-05"]
    assert run(["-C", str(root), "-q", *review]) == 0
    kept = loaded(place.read_bytes())
    assert kept.data
    older = place.read_bytes().replace(rules_version().encode(), b"0" * len(rules_version()))
    place.write_bytes(older)  # as an older program had kept it
    assert run(["-C", str(root), "-q", "diff", "2026-06-30..2026-09-30", "--as-of", "2026-10-05"]) == 0
    after = loaded(place.read_bytes())
    assert after.data == kept.data
    # the older moment is kept as it was judged then, so that every later diff can tell; the newer is judged anew
    assert {one.day: one.by_others for one in after.judged.values()} == {JUN: True, SEP: False}


def test_a_workspace_that_cannot_be_written_is_compared_all_the_same(root: Path) -> None:
    (root / ".relreport").write_text("in the way", encoding="utf-8")
    assert run(["-C", str(root), "-q", "diff", "2026-06-30..2026-09-30", "--as-of", "2026-10-05"]) == 0


def test_other_settings_ask_for_a_new_judgement(root: Path) -> None:
    """What was judged under other settings says nothing of the program."""
    kept = Kept({})
    compared(root, kept, JUN, SEP)
    kept.judged = {
        name: keeping.Judged(rules="0" * 40, day=one.day, found={}) for name, one in kept.judged.items()
    }
    (root / "relreport.yaml").write_text("rules: {ignore: [NET01]}\n", encoding="utf-8")
    assert compared(root, kept, JUN, SEP).other_rules == ""


def test_what_is_damaged_or_old_is_nothing() -> None:
    for data in (b"", b"[]", b"{}", b'{"readings": {}, "judged": {"a": 1}}'):
        assert loaded(data).judged == {}
    kept = Kept({})
    kept.keep(b"x", date(2020, 1, 1), b"", {("stage", None): "stable"}, anew=True)
    kept.keep(b"x", SEP, b"", {("stage", None): "stable"}, anew=True)
    assert [one.day for one in loaded(dumped(kept, SEP)).judged.values()] == [SEP]
