"""Who may read what. Redaction acts on the typed plan, before words exist; it denies by default."""

from relreport.audience.levels import Audience, UnknownAudienceError, audience_named
from relreport.audience.redact import quarter_for, redact, settings_for

__all__ = ["Audience", "UnknownAudienceError", "audience_named", "quarter_for", "redact", "settings_for"]
