"""One module an output format, each with the functions that turn pages into bytes."""
