"""What pages name in backticks is there: files and folders of the tree, and in the pages about adding something also what of the sources
they name. NAME, TAG and their like stand for any word."""
import fnmatch
import pathlib
import re
import subprocess
import unittest

import written
from written import ROOT

BLOCK = re.compile(r"^( *)```.*?^\1```$|<!--.*?-->", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(\.{0,2}/)?[\w.*-]+(/[\w.*-]*)+|[\w*…-]+\.(cpp|hpp|py|toml|scn|md|css|cmake)")
PLACEHOLDER = re.compile(r"NAME|TAG|VERSION|PART|…")
SYMBOL = re.compile(r"\w*[a-z]_\w+|[A-Z][a-z]+(?:[A-Z][a-z]+)+|[A-Z]{5,}(?:_[A-Z]+)*")
# Not of the tree: what a build makes, what lies on the reader's computer or in a package, media types, addresses of the page, schemas.
ELSEWHERE = re.compile(r"/|~|build/|usr/|lib/|share/|text/|application/|result/|api/|pecprobe\.")
OTHERS = {"CHANGELOG.md", "tests/THREATS.md"}  # of earlier versions; tests, after which threats/ looks


def tracked(*patterns):
    return subprocess.run(["git", "-C", ROOT, "ls-files", *patterns], capture_output=True, text=True, check=True).stdout.split()


def named(page):
    return QUOTED.findall(BLOCK.sub("", (ROOT / page).read_text()))


def sources():
    return "\n".join((ROOT / file).read_text() for file in tracked("*.cpp", "*.hpp", "*.py", "*.toml", "*CMakeLists.txt", "scripts"))


class Names(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        files = tracked()
        cls.places = {f"/{place}" for file in files for place in (file, *map(str, pathlib.Path(file).parents))}
        cls.words = set(re.findall(r"\w+", sources()))

    def is_there(self, name):
        """As a file or folder; or, of a module, a test or a row of a benchmark, each of its words in the sources."""
        path = re.sub(r"^(\.{1,2}/)+", "", name).rstrip("/")
        return fnmatch.filter(self.places, "*/" + PLACEHOLDER.sub("*", path)) or ("." not in path and set(re.findall(r"\w+", path)) <= self.words)

    def test_of_files_are_right(self):
        pages = set(tracked("*.md")) - OTHERS
        self.assertGreater(len(pages), 20)
        self.assertEqual([f"{page}: {word}" for page in sorted(pages) for word in named(page)
                          if FILE.fullmatch(word) and not ELSEWHERE.match(word) and not self.is_there(word)], [])

    def test_of_the_sources_are_right_where_something_is_added(self):
        pages = tracked("*/ADDING-A-*.md")
        self.assertGreaterEqual(len(pages), 4)
        self.assertEqual([f"{page}: {word}" for page in pages for word in named(page)
                          if SYMBOL.fullmatch(word) and not any(map(re.compile(PLACEHOLDER.sub("[a-z0-9]+", word)).fullmatch, self.words))], [])


if __name__ == "__main__":
    written.main("git")
