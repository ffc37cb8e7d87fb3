"""Accounts go out as tables and calendars, and come in from another system's CSV."""
