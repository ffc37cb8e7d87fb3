"""The template API: every key that a template may use, and nothing else.

A page is plain dicts and lists, already in the words of one language and already redacted. Everything a
reader sees is here but the fixed words, which stand in `words` (`locales/<lang>/pages.yaml`, part
`words`).

Of a page every key that is `NotRequired` may be left out: the template gets None, and the block takes
no room. Of every other dict all keys are required; "" and [] say nothing. A `…_svg` and `html` hold
`Html`, which is placed as it is; every other string is escaped. Levels, tones and states are tokens for
classes, never shown. No key is called like a method of a dict (`items`, `values`, `keys`, `get`,
`copy`, `pop`, `update`, `clear`): a template would get the method.
"""

from typing import Literal, NotRequired, TypedDict


class Html(str):
    """Markup made by ourselves (charts, rendered Markdown), placed without escaping; all other text is
    escaped.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str.__str__(self)


Tone = Literal["", "alarm", "warn", "good", "mute"]
Severity = Literal["critical", "major", "minor", "info"]

# --- small parts, used by many blocks ---


class Run(TypedDict):
    """A stretch of a sentence; `strong` marks the few words that carry it."""

    text: str
    strong: bool


Sentence = list[Run]


class Link(TypedDict):
    text: str
    href: str


class Source(TypedDict):
    """Where a fact stands: `place` is the copyable `path:line`, `quote` only where the audience may read
    it.
    """

    label: str
    place: str
    date: str
    quote: str


class Cell(TypedDict):
    """One cell of a table. `note` is a second, quieter line; `key` is what it is sorted by."""

    text: str
    note: str
    tone: Tone
    strong: bool
    href: str
    links: list[Link]
    key: str | float
    place: str


class Column(TypedDict):
    """`kind` aligns: `number` to the right; `wide` takes the room that is left; `tick` holds boxes to
    tick.
    """

    label: str
    kind: Literal["", "number", "wide", "short"]


class Row(TypedDict):
    anchor: str
    tone: Tone
    cells: list[Cell]


class Table(TypedDict):
    """A table whose first cell of each row is its heading. `more` rows stand folded under `more_label`."""

    caption: str
    columns: list[Column]
    rows: list[Row]
    more: list[Row]
    more_label: str


class Section(TypedDict):
    """A block of details: a heading, a short note beside it ("3 open, 1 late"), sentences, tables and a
    chart.

    `folded` shows the heading line alone until it is opened; on paper all is open.
    """

    id: str
    title: str
    note: str
    tone: Tone
    folded: bool
    sentences: list[Sentence]
    chart_svg: Html | None
    tables: list[Table]
    sources: list[Source]


# --- the head of a page ---


class Head(TypedDict):
    """Who this is about and for whom it was built. `line` stands over the name: tier, owner, category."""

    name: str
    line: list[str]
    kind: str
    company: str
    as_of: str
    as_of_iso: str
    audience: str
    audience_note: str
    confidential: str


class Site(TypedDict):
    """Where the page lies: `assets` is the way to the assets folder, with its slash; `portfolio` may be
    "".
    """

    assets: str
    portfolio: str
    languages: list[Link]
    pdf: str


class Unread(TypedDict):
    place: str
    reason: str


class Notice(TypedDict):
    """What the reader must know first: entries that could not be read, an older version shown."""

    tone: Tone
    text: str
    entries: list[Unread]


# --- the plan ---


class StageStep(TypedDict):
    """One part of the stage bar, in order. `note`: "now", "until 2026 Q2"."""

    label: str
    note: str
    state: Literal["past", "now", "left", "ahead"]


class Stages(TypedDict):
    """The bar, and a line under it: since when, what the owner declared, what the next stage still asks."""

    steps: list[StageStep]
    note: str


class FigureCell(TypedDict):
    """One figure of the row: what it is, the figure, what it is compared with and where it comes from."""

    label: str
    value: str
    notes: list[str]
    tone: Tone
    unknown: bool
    href: str


class Gap(TypedDict):
    """`number` is the same in both languages and on paper; `anchor` is code and subject; `serves` the
    actions.
    """

    number: int
    anchor: str
    code: str
    title: str
    message: str
    severity: Severity
    severity_word: str
    tone: Tone
    record: bool
    subject: str
    why: str
    good: str
    check: str
    false_alarm: str
    evidence: list[Source]
    actions: list[Link]
    planned: bool
    status_word: str


class Accepted(TypedDict):
    anchor: str
    title: str
    reason: str
    by: str
    until: str
    code: str


class Gaps(TypedDict):
    """At most five lead; the rest folds under `rest_label`. Without any, `quiet` says what that means."""

    lead: list[Gap]
    rest: list[Gap]
    rest_label: str
    quiet: str
    accepted: list[Accepted]


class Question(TypedDict):
    """What nobody wrote down: asked once, with who might answer it and how to find out. `anchor` is
    `question-` and code and subject, for the gap of the same code may stand in the folded rest.
    """

    anchor: str
    question: str
    who: str
    why: str
    how: str
    code: str
    place: str


class Questions(TypedDict):
    lead: list[Question]
    rest: list[Question]
    rest_label: str


class Share(TypedDict):
    """`chart_svg` None without a reading: then `unknown` says so, with the question that would end it."""

    note: str
    unknown: str
    chart_svg: Html | None
    table: Table | None


class Action(TypedDict):
    rank: int
    anchor: str
    do: str
    by: str
    with_: str
    due: str
    due_iso: str
    late: str
    serves: list[Link]
    status: Literal["suggested", "planned", "overdue"]
    status_word: str
    why: str
    place: str


class Actions(TypedDict):
    lead: list[Action]
    rest: list[Action]
    rest_label: str
    held_back: str


class Ask(TypedDict):
    anchor: str
    what: str
    of: str
    cost: str
    due: str
    late: str
    place: str


class Person(TypedDict):
    """One of theirs. `level` counts the rungs of `distance` reached, None while unknown; `indent` is the
    reporting depth. Words that the audience may not read are ""."""

    anchor: str
    name: str
    title: str
    roles: str
    weight: str
    distance: str
    level: int | None
    trust: str
    trust_tone: Tone
    contact: str
    contact_tone: Tone
    holder: str
    met: bool
    key: bool
    left: str
    indent: int
    notes: list[str]
    gaps: list[Link]
    place: str


class Side(TypedDict):
    """People of one side, with their own map where there are many. `label` "" when all stand together;
    `folded` shows the map alone until the table is opened."""

    label: str
    folded: bool
    note: str
    map_svg: Html | None
    people: list[Person]


class MatrixCell(TypedDict):
    """How one of ours stands to one of theirs: contacts in the year, 0 an empty cell. `level` 0 to 3
    shades it.
    """

    text: str
    level: int
    holds: bool
    label: str


class MatrixRow(TypedDict):
    name: str
    note: str
    cells: list[MatrixCell]


class Matrix(TypedDict):
    caption: str
    columns: list[str]
    rows: list[MatrixRow]
    note: str


class People(TypedDict):
    """`rungs` are the labels of the distance ladder, nearest last; `legend` says how the map is read."""

    note: str
    legend: str
    rungs: list[str]
    sides: list[Side]
    gone: list[Person]
    matrix: Matrix | None
    quiet: str


class AxisReading(TypedDict):
    """One of space, information, coach and topic: rungs in order, `ever` and `year` are places in them
    from 0.
    """

    label: str
    rungs: list[str]
    ever: int
    year: int
    ever_word: str
    year_word: str
    note: str
    sources: list[Source]


class Axes(TypedDict):
    person: str
    readings: list[AxisReading]


class TrustItem(TypedDict):
    """An item of the ledger. `state`: standing, against, aged (stands, but older than a year), open (no
    entry).
    """

    label: str
    state: Literal["standing", "against", "aged", "open"]
    state_word: str
    date: str
    source: Source | None


class TrustFactor(TypedDict):
    label: str
    filled: int
    of: int
    weakest: bool
    finding: bool
    entries: list[TrustItem]
    question: str


class Trust(TypedDict):
    person: str
    verdict: str
    tone: Tone
    note: str
    factors: list[TrustFactor]


class BoardItem(TypedDict):
    label: str
    value: str
    date: str
    stale: bool
    place: str


class Board(TypedDict):
    label: str
    known: str
    entries: list[BoardItem]
    ask: list[str]


class Portrait(TypedDict):
    anchor: str
    person: str
    boards: list[Board]


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


class Claim(TypedDict):
    """One claim of a reason; what it rests on stands below, one deeper. `met` None: it says no such thing."""

    depth: int
    text: str
    met: bool | None
    place: str
    href: str


class Reason(TypedDict):
    """Why a judgement is so, folded under `label`."""

    label: str
    claims: list[Claim]


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


class Narrative(TypedDict):
    title: str
    html: Html


class Basis(TypedDict):
    """What the plan rests on: how many facts, how old."""

    sentence: str
    entries: list[str]


class PlanPage(TypedDict):
    """The page of one account, and what the handout is made of. In the order in which it is read."""

    lang: Literal["en", "zh"]
    words: dict[str, str]
    id: str
    head: Head
    site: Site
    verdict: list[Sentence]
    stages: Stages
    figures: list[FigureCell]
    gaps: Gaps
    actions: Actions
    notices: NotRequired[list[Notice]]
    share: NotRequired[Share]
    asks: NotRequired[list[Ask]]
    asks_more: NotRequired[str]
    questions: NotRequired[Questions]
    next_stage: NotRequired[NextStage]
    changes: NotRequired[Changes]
    people: NotRequired[People]
    axes: NotRequired[list[Axes]]
    trust: NotRequired[list[Trust]]
    portraits: NotRequired[list[Portrait]]
    value: NotRequired[Section]
    needs: NotRequired[Section]
    openings: NotRequired[Section]
    competition: NotRequired[Section]
    criteria: NotRequired[Section]
    tenders: NotRequired[Section]
    complaints: NotRequired[Section]
    promises: NotRequired[Section]
    requests: NotRequired[Section]
    plan: NotRequired[Section]
    playbook: NotRequired[Section]
    sections: NotRequired[list[Section]]
    narrative: NotRequired[list[Narrative]]
    trends: NotRequired[Trends]
    quiet: NotRequired[list[str]]
    basis: NotRequired[Basis]
    reasons: NotRequired[dict[str, Reason]]


class HandoutPage(PlanPage):
    """The plan on paper: page one alone, the details, the evidence last. `footer` is the running foot's
    left part, `questions_more` how many questions the plan on the screen has beyond these.
    """

    questions_more: NotRequired[str]
    paper: Literal["a4", "letter", "phone"]
    footer: str


# --- the portfolio ---


class Choice(TypedDict):
    value: str
    label: str


class AccountRow(TypedDict):
    """One account. What ends in `_key` sorts; `find` is what the search looks through, normalised (NFKC,
    small letters), `told` the numbers of phrases of the page that it looks through as well; `owner`,
    `tier`, `stage` and `codes` are compared with the filters' values.
    """

    id: str
    href: str
    name: str
    note: str
    notice: str
    owner: str
    owner_name: str
    tier: str
    tier_label: str
    tier_key: int
    stage: str
    stage_label: str
    stage_level: int
    stage_note: str
    share: str
    share_note: str
    share_tone: Tone
    share_key: float
    spark_svg: Html | None
    distance: str
    distance_key: int
    trust: str
    trust_tone: Tone
    trust_key: int
    gap: str
    gap_href: str
    gap_severity: Severity | Literal[""]
    gap_severity_word: str
    gap_count: str
    gap_key: int
    action: str
    action_note: str
    action_late: bool
    action_key: str
    contact: str
    contact_tone: Tone
    contact_key: int
    codes: list[str]
    find: str
    told: str


class StageCount(TypedDict):
    """A part of the funnel: `percent` of the largest, for the bar's length."""

    label: str
    count: str
    percent: int
    note: str
    value: str


class Filters(TypedDict):
    owners: list[Choice]
    tiers: list[Choice]
    stages: list[Choice]
    gaps: list[Choice]


class InvalidAccount(TypedDict):
    name: str
    place: str
    reason: str


class PortfolioPage(TypedDict):
    """All accounts: what moved, the table, then what crosses accounts. `moved` are sentences, each with a
    link; `told` what many rows say alike, for the search.
    """

    lang: Literal["en", "zh"]
    words: dict[str, str]
    head: Head
    site: Site
    verdict: list[Sentence]
    rows: list[AccountRow]
    told: NotRequired[list[str]]
    filters: Filters
    notices: NotRequired[list[Notice]]
    trends: NotRequired[Trends]
    invalid: NotRequired[list[InvalidAccount]]
    figures: NotRequired[list[FigureCell]]
    moved: NotRequired[list[Cell]]
    funnel: NotRequired[list[StageCount]]
    sections: NotRequired[list[Section]]


# --- what may be shown to the customer ---


class CustomerPage(TypedDict):
    """Of one customer what was delivered and the dates agreed; of all customers their names."""

    lang: Literal["en", "zh"]
    words: dict[str, str]
    head: Head
    site: Site
    sections: list[Section]


class CustomerSheet(CustomerPage):
    """The same on paper. `footer` is the running foot's left part."""

    paper: Literal["a4", "letter", "phone"]
    footer: str


# --- the visit sheet ---


class VisitFact(TypedDict):
    """Something to have in mind: what it is, the figure or word, and where it comes from."""

    label: str
    value: str
    note: str
    tone: Tone


class VisitDebt(TypedDict):
    """A promise that is open: what, and by when; `late` where the day is past."""

    what: str
    due: str
    late: str


class VisitTouch(TypedDict):
    """A contact of the past: the day, what it was, who of ours, and the note where it may be read."""

    on: str
    what: str
    who: str
    note: str


class VisitStep(TypedDict):
    """The one step wanted from this meeting; `smallest`: the least that closes a gap with this person."""

    text: str
    why: str
    note: str
    smallest: str


class VisitPage(TypedDict):
    """One page before a meeting with one of theirs. `gaps` are what holds us back with this person."""

    lang: Literal["en", "zh"]
    words: dict[str, str]
    id: str
    contact: str
    head: Head
    site: Site
    paper: Literal["a4", "letter", "phone"]
    footer: str
    verdict: list[Sentence]
    step: VisitStep | None
    know: list[VisitFact]
    gaps: list[str]
    ask: list[str]
    ours: list[VisitDebt]
    theirs: list[VisitDebt]
    touches: list[VisitTouch]
    avoid: list[str]


# --- the review book ---


class BookAccount(TypedDict):
    """One account in the review book: page one of its handout, without what only a screen opens."""

    anchor: str
    name: str
    line: list[str]
    confidential: str
    verdict: list[Sentence]
    stages: Stages
    figures: list[FigureCell]
    gaps: Gaps
    questions: Questions | None
    share: Share | None
    asks: list[Ask]
    asks_more: str
    actions: Actions


class Turn(TypedDict):
    """An account's turn in the review: its number, who speaks, why it is taken now, how long it takes."""

    number: int
    anchor: str
    name: str
    owner: str
    why: str
    tone: Tone
    minutes: str


class BookPage(TypedDict):
    """The review book: cover, contents, the running order, what crosses accounts, then account by account.

    `omitted` says how many accounts have no page of their own here, "" where each has one.
    """

    lang: Literal["en", "zh"]
    words: dict[str, str]
    head: Head
    paper: Literal["a4", "letter", "phone"]
    footer: str
    verdict: list[Sentence]
    figures: list[FigureCell]
    moved: list[Cell]
    funnel: list[StageCount]
    turns: list[Turn]
    turns_note: str
    rows: list[AccountRow]
    rows_more: str
    sections: list[Section]
    accounts: list[BookAccount]
    omitted: str
    invalid: list[InvalidAccount]
