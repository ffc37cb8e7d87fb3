"""Key-account management in plain text: relationships assessed, account plans rendered."""

__version__ = "0.1.0"
