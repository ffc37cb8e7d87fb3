"""Bytes of a file -> `Account` and every finding about it, each with its place.

User mistakes are values: a slip in an entry takes that entry out and no more; only what cannot be understood
as a whole gives no account.
"""

from relreport.parse.account import Parsed, parse, parse_taken
from relreport.parse.settings import ParsedSettings, parse_settings

__all__ = ["Parsed", "ParsedSettings", "parse", "parse_settings", "parse_taken"]
