"""What pages refer to is there: files of the tree, and sections of pages."""
import re
import subprocess
import unittest

import written
from written import ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)")


def pages():
    named = subprocess.run(["git", "-C", ROOT, "ls-files", "*.md"], capture_output=True, text=True).stdout.split()
    return [ROOT / name for name in named]


def sections(page):
    """Their names as GitHub makes them of headings."""
    for heading in re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def faults(page):
    for link in LINK.findall(page.read_text()):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, section = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists():
            yield f"{page.relative_to(ROOT)}: there is no {link}"
        elif section and section not in sections(target):
            yield f"{page.relative_to(ROOT)}: there is no section {link}"


class Links(unittest.TestCase):
    def test_lead_somewhere(self):
        found = pages()
        self.assertGreater(len(found), 15)
        self.assertEqual([fault for page in found for fault in faults(page)], [])


if __name__ == "__main__":
    written.main("git")
