"""What a template may place: plain dicts and lists, already in the words of one language."""
