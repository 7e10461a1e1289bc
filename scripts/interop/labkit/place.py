"""Where one lab lives: its folders, its ports, the users its processes run as."""
import grp
import os
import pwd
import re
from dataclasses import dataclass
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True)
class Place:
    run: Path  # short, and every ancestor can be entered by the servers' users: sockets and mailboxes live here
    servers: Path  # the unpacked packages
    ports: dict[str, int]
    user: str  # of Dovecot's processes and of the mailboxes
    group: str
    postfix_user: str  # empty where Postfix cannot run
    postfix_group: str

    @property
    def pki(self) -> Path:
        return self.run / "pki"

    def render(self, template: str, target: Path, **values: str) -> None:
        """Writes a template with its @NAMES@ filled in."""
        known = {"RUN": self.run, "SERVERS": self.servers, "PKI": self.pki, "USER": self.user, "GROUP": self.group,
                 "POSTFIX_USER": self.postfix_user or self.user, "POSTFIX_GROUP": self.postfix_group, **values}
        text = (TEMPLATES / template).read_text()
        target.write_text(re.sub(r"@([A-Z_]+)@", lambda name: str(known[name[1]]), text))

    def own(self, path: Path, user: str) -> None:
        """Gives `path` to `user` where that is possible, that is, for root."""
        if os.getuid() == 0:
            entry = pwd.getpwnam(user)
            os.chown(path, entry.pw_uid, entry.pw_gid)


def users() -> dict[str, str]:
    """For root, ordinary users that every Debian has; for anybody else only oneself, which leaves out Postfix."""
    if os.getuid() == 0:
        return {"user": "nobody", "group": "nogroup", "postfix_user": "daemon", "postfix_group": "mail"}
    me = pwd.getpwuid(os.getuid())
    return {"user": me.pw_name, "group": grp.getgrgid(os.getgid()).gr_name, "postfix_user": "", "postfix_group": ""}
