"""Programs that log the same accounts in at the same server, one after the other, many times."""


class Unavailable(Exception):
    """Something cannot be measured here; the text is one sentence that says why."""
