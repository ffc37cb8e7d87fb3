"""What holds us back, what nobody knows, what to do about it, and why we say so."""

from typing import Literal, TypedDict

from relreport.page.contract.parts import Link, Severity, Source, Tone


class Gap(TypedDict):
    """`number` is the same in both languages and on paper; `anchor` is code and subject; `serves` the
    actions; `alike` says how many more of its rule are folded, "" where none is.
    """

    number: int
    anchor: str
    code: str
    title: str
    alike: str
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
