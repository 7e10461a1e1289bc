"""scripts/doc-test sees what a page says wrongly, and puts it right when it is told to."""
import os
import pathlib
import subprocess
import tempfile
import unittest

import written
from written import ROOT

PROGRAMS = [os.environ["PECPROBE_PROGRAM"], os.environ["PECMOCK_PROGRAM"]]
RIGHT = """<!-- file: note.txt -->
```text
kept
```

```console
$ cat note.txt; false
kept
$ echo $?
1
$ pecprobe nothing --lang en
pecprobe: unknown command: nothing
pecprobe: Help: pecprobe --help
```
"""


def played(text, *options):
    """Exit status, what was said, and the page afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "page.md"
        page.write_text(text)
        run = subprocess.run([ROOT / "scripts/doc-test", *options, "--programs", *PROGRAMS, "--", page], capture_output=True, text=True)
        return run.returncode, run.stdout, page.read_text()


class Pages(unittest.TestCase):
    def test_that_show_what_is_printed_are_right(self):
        status, said, page = played(RIGHT)
        self.assertEqual((status, page), (0, RIGHT), said)
        self.assertIn("3 commands", said)

    def test_that_show_something_else_are_wrong(self):
        for wrong in (RIGHT.replace("kept\n$", "lost\n$"), RIGHT.replace("\n1\n", "\n0\n"), RIGHT.replace("unknown command", "no command")):
            status, said, page = played(wrong)
            self.assertEqual((status, page), (1, wrong))
            self.assertIn("+++ printed", said)

    def test_that_show_nothing_are_wrong(self):
        self.assertEqual(played("# A page\n")[0], 1)

    def test_are_put_right(self):
        self.assertEqual(played(RIGHT.replace("kept\n$", "lost\n$"), "--update")[::2], (0, RIGHT))

    def test_run_lines_of_which_only_the_exit_status_is_told(self):
        page = "<!-- exits: 1 -->\n```sh\nfalse   # says nothing\n# a remark\ncat \\\n  nothing.txt\n```\n"
        status, said, _ = played(page)
        self.assertEqual((status, "2 commands" in said), (0, True), said)
        self.assertNotEqual(played(page.replace("false", "true"))[0], 0)

    def test_differ_in_times_without_being_wrong(self):
        page = "```console\n$ echo took 12 ms at 22/11/2026 18:11 UTC\ntook <1 ms at 21/11/2026 08:00 UTC\n```\n"
        self.assertEqual(played(page)[0], 0)
        self.assertEqual(played(page.replace("took <1", "gave <1"))[0], 1)


if __name__ == "__main__":
    written.main("bash")
