"""An account with a marker in every field, section and free text: where each may stand, and where it may not."""
