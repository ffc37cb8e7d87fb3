"""What plan, handout, terminal and JSON say alike: an action, a condition, a mistake in a file."""

from __future__ import annotations

from relreport.actions import NextAction, Plan
from relreport.finding import Finding
from relreport.moves import Condition
from relreport.text.catalogue import sentences
from relreport.text.wording import Wording


def action_text(action: NextAction, plan: Plan, wording: Wording) -> str:
    """What to do: the rep's own words, or the rule's, or the greeting of a festival."""
    if action.own is not None:
        return action.own.do or sentences(wording.language, "plan")["action"]["untitled"]
    if action.festival is not None:
        return wording.fill_words(
            sentences(wording.language, "plan")["action"]["festival"],
            festival=wording.label("festival", action.festival),
        )
    if action.promise is not None:
        words = sentences(wording.language, "plan")["action"]
        return wording.fill_words(words["promise"], what=action.promise.what or words["untold"])
    assert action.gap is not None
    gap = action.gap
    return wording.action(gap.code, gap.variant, plan.assessment.readings.stage.letter, gap.facts)


def condition_label(condition: Condition, wording: Wording) -> str:
    """The name of a condition of the next stage."""
    label: str = sentences(wording.language, "plan")["condition"][condition.name]["label"]
    return label


def condition_detail(condition: Condition, wording: Wording) -> str:
    """A condition's figures: `62% of 80%`."""
    facts = condition.facts
    texts = sentences(wording.language, "plan")["condition"][condition.name]
    said: dict[str, str] = {}
    for name, value in facts.items():
        match (condition.name, name):
            case ("share", "share" | "wanted"):
                said[name] = wording.share(value)
            case ("distance" | "trust" | "coach", "wanted"):
                said[name] = wording.label(condition.name, value)
            case ("distance" | "trust" | "coach", scale) if scale == condition.name:
                said[name] = wording.label(scale, value)
            case (_, "contact"):
                said[name] = wording.contact(value)
            case ("matrix", "missing"):
                said[name] = wording.several([wording.label("matrix", one) for one in value])
            case _:
                said[name] = str(value)
    form = "unknown" if condition.met is None and "unknown" in texts else "detail"
    if condition.met and "met" in texts:
        form = "met"
    if condition.name == "share" and facts["wanted"].low == 0:
        form = "first" if "share" in facts else "unknown_first"
    if condition.name == "matrix" and not facts["missing"]:
        form = "full" if condition.met else "part"  # what is missing, these readers may not know
    if condition.name == "net":
        form = "people" if "known" in facts else "sides" if "sides" in facts else "both"
        form = f"met_{form}" if condition.met else form
    return wording.fill_words(texts[form], **said)


def finding_message(finding: Finding, language: str) -> str:
    """What a mistake in a file says; quotes ids and tokens, never free text."""
    from relreport.diagnostics import message

    return message(finding, language)
