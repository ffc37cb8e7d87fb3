"""Assessments as a terminal shows them: the portfolio as a table, one account in depth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relreport.actions import NextAction, Plan
from relreport.assess import OpenGap
from relreport.finding import Severity
from relreport.formats.columns import fitted, width, wrapped
from relreport.formats.reflow import Line, Run
from relreport.text import Wording
from relreport.text.catalogue import sentences
from relreport.text.sayings import action_text, condition_detail, condition_label

MARK = {Severity.CRITICAL: "●", Severity.MAJOR: "◆", Severity.MINOR: "○", Severity.INFO: "·"}
COLOUR = {Severity.CRITICAL: "red", Severity.MAJOR: "yellow", Severity.MINOR: None, Severity.INFO: None}
MET = {True: "✓", False: "–", None: "?"}


_CELLS = (21, 7, 8, 5)  # stage, share, trust, gaps


def portfolio(
    plans: Iterable[Plan], wording: Wording, names: Mapping[str, Wording], columns: int = 100
) -> list[Line]:
    """One line an account: stage, share, trust, gaps, gravest gap. On a narrow terminal the gravest stands on
    a line of its own, and on a very narrow one the name, too."""
    words = sentences(wording.language, "terminal")
    rows = list(plans)
    wide = max(16, min(30, max((width(plan.assessment.account.name) for plan in rows), default=16)))
    cells = sum(_CELLS) + len(_CELLS)
    room = columns - wide - cells - 1
    if room < 24:
        wide = min(wide, columns - cells)
    heads = words["columns"]
    titles = [heads[name] for name in ("stage", "share", "trust", "gaps")]
    lines = _row(Run(heads["account"], dim=True), titles, Run(heads["gravest"], dim=True), wide, room)
    for plan in rows:
        assessment = plan.assessment
        own = names[assessment.account.id]
        stage = assessment.readings.stage
        gravest = next((gap for gap in assessment.gaps if not gap.is_record), None)
        latest = stage.latest
        title = own.of_gap(gravest, "title") if gravest else words[_quiet(plan)]
        told = [
            own.label("stage", "lost" if stage.status == "lost" else stage.level),
            own.share(latest.share) if latest else "?",
            own.label("trust", assessment.readings.trust),
            str(sum(not gap.is_record for gap in assessment.gaps)),
        ]
        last = Run(
            f"{MARK[gravest.severity]} {title}" if gravest else title,
            colour=COLOUR[gravest.severity] if gravest else None,
            dim=gravest is None,
        )
        lines += _row(Run(assessment.account.name, bold=True), told, last, wide, room)
    return lines


def _row(name: Run, cells: list[str], last: Run, wide: int, room: int) -> list[Line]:
    """The name in `wide` columns, the cells in theirs, what comes last in `room` or on a line of its own."""
    between = [Run(" " + fitted(cell, size), dim=name.dim) for cell, size in zip(cells, _CELLS, strict=True)]
    head = [Run(fitted(name.text, wide), bold=name.bold, dim=name.dim), *between]
    if room >= 24:
        cut = Run(" " + fitted(last.text, room).rstrip(), colour=last.colour, dim=last.dim)
        return [[*head, cut]]
    if wide < 16:
        return [[name], [Run(f"  {' · '.join(cells)}", dim=name.dim)], [Run("  "), last]]
    return [head, [Run("  "), last]]


def account(plan: Plan, wording: Wording, columns: int = 100) -> list[Line]:
    """One account in depth: where it stands, its gaps with their lines, the next stage, what to do."""
    words = sentences(wording.language, "terminal")
    assessment = plan.assessment
    readings = assessment.readings
    stage = readings.stage
    latest = stage.latest
    source = wording.label("basis", stage.source) if stage.source else ""
    lines: list[Line] = [
        [Run(assessment.account.name, bold=True), Run(f"  {assessment.account.path}", dim=True)],
        [
            Run(wording.fill_words(words["stage"], stage=wording.label("stage", stage.level)), bold=True),
            Run(
                wording.fill_words(
                    words["share"],
                    share=wording.share(latest.share),
                    period=wording.period(latest.row.period),
                    source=source,
                )
                if latest
                else words["no_share"]
            ),
        ],
        [
            Run(
                wording.fill_words(
                    words["key"],
                    contact=readings.key.name,
                    distance=wording.label("distance", readings.distance),
                    trust=wording.label("trust", readings.trust),
                )
                if readings.key
                else words["no_key"]
            )
        ],
        [],
    ]
    relations = [gap for gap in assessment.gaps if not gap.is_record]
    records = [gap for gap in assessment.gaps if gap.is_record]
    lines.append([Run(words["gaps"] if relations else words[_quiet(plan)], bold=True)])
    for number, gap in enumerate(relations, 1):
        lines += _gap(number, gap, plan, wording, columns)
    if records:
        lines += [[], [Run(words["questions"], bold=True)]]
        for gap in records:
            title = wording.rule(gap.code, "title", gap.variant, gap.facts)
            lines += _paragraph(f"  ? {title}  {gap.anchor}", columns, hang=4)
    conditions = plan.next_stage
    if conditions:
        lines += [[], [Run(words["next"], bold=True)]]
        lines += [
            [
                Run(
                    wording.fill_words(
                        words["condition"],
                        mark=MET[one.met],
                        label=condition_label(one, wording),
                        detail=condition_detail(one, wording),
                    )
                )
            ]
            for one in conditions
        ]
    if plan.actions:
        lines += [[], [Run(words["actions"], bold=True)]]
        for rank, action in enumerate(plan.actions[:12], 1):
            lines += _action(rank, action, plan, wording, columns)
        if len(plan.actions) > 12:
            lines.append(
                [Run(wording.fill_words(words["more"], count=str(len(plan.actions) - 12)), dim=True)]
            )
    if assessment.holds_advice_back:
        lines += [[], *_paragraph(words["held_back"], columns, hang=0)]
    return lines


def _quiet(plan: Plan) -> str:
    """Without a gap of the relationship: all in order, or only questions, or nothing known at all."""
    assessment = plan.assessment
    if not assessment.account.contacts and not assessment.account.interactions:
        return "nothing_known"
    return "only_questions" if any(gap.is_record for gap in assessment.gaps) else "quiet"


def _gap(number: int, gap: OpenGap, plan: Plan, wording: Wording, columns: int) -> list[Line]:
    account = plan.assessment.account
    title = wording.of_gap(gap, "title")
    places = ", ".join(str(line) for line in dict.fromkeys(at.line for at in gap.evidence))
    head = [
        Run(f"{number:>3} ", dim=True),
        Run(f"{MARK[gap.severity]} {title}", colour=COLOUR[gap.severity], bold=True),
        Run(f"  {gap.anchor}", dim=True),
    ]
    body = _paragraph(wording.of_gap(gap, "message"), columns, hang=6, first=6)
    place = f"{account.path}:{places}" if places else account.path
    return [head, *body, [Run(f"      {place}", dim=True)]]


def _action(rank: int, action: NextAction, plan: Plan, wording: Wording, columns: int) -> list[Line]:
    words = sentences(wording.language, "terminal")
    who = wording.several([wording.person(one) for one in action.by]) or words["nobody"]
    due = wording.day_of(action.due) if action.due else words["no_day"]
    state = wording.label("action_state", action.status)
    text = wording.fill_words(
        words["action"], do=action_text(action, plan, wording), who=who, due=due, state=state
    )
    return _paragraph(f"{rank:>3} {text}", columns, hang=4)


def _paragraph(text: str, columns: int, *, hang: int, first: int = 0) -> list[Line]:
    lines = wrapped(text.lstrip(), columns - hang)
    lead = text[: len(text) - len(text.lstrip())]
    return [
        [Run((" " * first + lead if place == 0 else " " * hang) + line)] for place, line in enumerate(lines)
    ]
