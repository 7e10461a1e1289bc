"""CHANGELOG.md: its versions, and what Debian's tools make of one."""
import datetime
import re
import textwrap
from dataclasses import dataclass

HEADING = re.compile(r"^## (\d+\.\d+\.\d+) \((.+)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Release:
    version: str
    date: str  # or "not released"
    text: str

    def items(self):
        """Each entry on one line, without links' addresses."""
        for item in re.findall(r"^- (.*(?:\n  .*)*)", self.text, re.MULTILINE):
            yield re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", " ".join(item.split()))


def releases(text):
    """Newest first, as they stand."""
    found = list(HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [Release(match[1], match[2], text[match.end():end].strip()) for match, end in zip(found, ends)]


def debian(release, maintainer, epoch):
    moment = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    lines = [f"pecprobe ({release.version}-1) unstable; urgency=medium", ""]
    for item in release.items():
        lines += textwrap.wrap(item, 76, initial_indent="  * ", subsequent_indent="    ")
    return "\n".join([*lines, "", f" -- {maintainer}  {moment:%a, %d %b %Y %H:%M:%S} +0000", ""])
