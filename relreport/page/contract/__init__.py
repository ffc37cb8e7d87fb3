"""The template API: every key that a template may use, and nothing else.

A page is plain dicts and lists, already in the words of one language and already redacted. Everything a
reader sees is here but the fixed words, which stand in `words` (`locales/<lang>/pages.yaml`, part
`words`).

Of a page every key that is `NotRequired` may be left out: the template gets None, and the block takes
no room. Of every other dict all keys are required; "" and [] say nothing. A `…_svg` and `html` hold
`Html`, which is placed as it is; every other string is escaped. Levels, tones and states are tokens for
classes, never shown. No key is called like a method of a dict (`items`, `values`, `keys`, `get`,
`copy`, `pop`, `update`, `clear`): a template would get the method.
"""
