"""The leak scanner: does any byte of an output hold what its audience may not read?

It shares no code with what it checks. It reads the account files anew, works out from the field table which
texts are closed to an audience and which are open, and searches every byte of the output for pieces of the
closed ones, in the encodings in which they could lie there. It reports field and place, never the text.
"""
