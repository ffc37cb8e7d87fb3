"""Where the account stands, how it got there, and what the next stage asks."""

from typing import Literal, TypedDict

from relreport.page.contract.parts import Html, Source, Table, Tone


class StageStep(TypedDict):
    """One part of the stage bar, in order. `note`: "now", "until 2026 Q2"."""

    label: str
    note: str
    state: Literal["past", "now", "left", "ahead"]


class Stages(TypedDict):
    """The bar, and a line under it: since when, what the owner declared, what the next stage still asks."""

    steps: list[StageStep]
    note: str


class Condition(TypedDict):
    """`met` None: it cannot be judged yet, which is not the same as no."""

    text: str
    detail: str
    met: bool | None
    met_word: str
    sources: list[Source]


class NextStage(TypedDict):
    title: str
    note: str
    conditions: list[Condition]
    smallest_move: str


class Share(TypedDict):
    """`chart_svg` None without a reading: then `unknown` says so, with the question that would end it."""

    note: str
    unknown: str
    chart_svg: Html | None
    table: Table | None


class TrendLine(TypedDict):
    """One small chart over the quarters: where it stands `now`, and what it `was` in the first one known."""

    label: str
    now: str
    was: str
    tone: Tone
    chart_svg: Html


class Trends(TypedDict):
    """Eight quarters as small charts; the same figures in a table, folded under `table_label`."""

    title: str
    note: str
    lines: list[TrendLine]
    table_label: str
    table: Table


class Change(TypedDict):
    text: str
    tone: Tone
    place: str


class Changes(TypedDict):
    since: str
    entries: list[Change]
