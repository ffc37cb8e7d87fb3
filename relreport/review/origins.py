"""Where the past of a comparison was read from, in words."""

from __future__ import annotations

from relreport.review.pairs import Comparison
from relreport.review.telling import Words
from relreport.text.figures import say_list


def history_notes(comparison: Comparison, words: Words) -> list[str]:
    """What the reader must know of where the past was read from."""
    notes: list[str] = []
    unread = [one for one in (comparison.before, comparison.after) if one.reason]
    for reason in dict.fromkeys(one.reason for one in unread):
        days = [words.day(one.day) for one in unread if one.reason == reason]
        facts = {"day": say_list(days, words.language)} if reason in ("shallow", "before") else {}
        since = next((one.since for one in unread if one.reason == reason and one.since), None)
        if since is not None:
            facts["since"] = words.day(since)
        notes.append(words.say(f"history.{reason}", **facts))
    if comparison.odd_clocks and any(one.source == "git" for one in (comparison.before, comparison.after)):
        notes.append(words.say("history.clocks", count=comparison.odd_clocks))
    read = [one.day for one in (comparison.before, comparison.after) if one.source == "git"]
    return notes + [words.say("history.known", day=words.day(day)) for day in dict.fromkeys(read)]
