"""A private Dovecot and Postfix on loopback for the tests. See scripts/interop/README.md."""


class Unavailable(Exception):
    """The servers cannot run here; its text is the one sentence that says why."""
