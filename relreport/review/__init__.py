"""What moved between two moments: the judgement diff, the quarterly review, trends, and `verify`."""
