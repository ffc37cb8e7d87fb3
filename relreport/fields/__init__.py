"""The field table: every field of an account and of the settings, once.

Reader, JSON Schema, reference pages, `fmt` and redaction follow it; there is no second list.
"""
