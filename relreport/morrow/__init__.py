"""What of an account stays as it is tomorrow: a day that notes for how long each answer it gave will hold.

An account is judged and told with such a day in the place of a plain one. Whoever compares it, or counts
from it, gets today's answer, and `Holds` notes the last day on which it is the same. A text in which the day
shows is one for each day. Nothing else is foreseen: whatever asks for more gets today's answer too, and what
is made of it holds for today alone. To code written in C none of these is a date, a number or a text: what
would not ask is an error there, and the account is made with a plain day.
"""

from relreport.morrow.days import Count, Moving, Today, as_key, said_of
from relreport.morrow.holds import HORIZON, Holds, at
from relreport.morrow.texts import Later, in_drawing, in_json, joined, later, woven

CHANGING: frozenset[type] = frozenset({Today, Moving, Count, Later})
"""The types of what is another one tomorrow."""

__all__ = [
    "CHANGING",
    "HORIZON",
    "Holds",
    "Later",
    "Today",
    "as_key",
    "at",
    "in_drawing",
    "in_json",
    "joined",
    "later",
    "said_of",
    "woven",
]
