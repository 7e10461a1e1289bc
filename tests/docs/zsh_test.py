"""Completion in a real zsh, at a terminal: what the line is after the tabulator key."""
import os
import pty
import re
import subprocess
import tempfile
import unittest

import written
from written import MANUALS, PECMOCK, PECPROBE

FUNCTIONS = MANUALS / "zsh/vendor-completions"
# The programs are replaced by functions that show how they were called.
BEGIN = f"""PS1=; unsetopt prompt_sp zle_bracketed_paste
fpath=({FUNCTIONS} $fpath); autoload -Uz compinit; compinit -u -d $HOME/dump
pecprobe() {{ print -r -- "CALLED:pecprobe $*:END" }}; pecmock() {{ print -r -- "CALLED:pecmock $*:END" }}
"""


def completed(lines, folder):
    """Each line as it was called after a tabulator at its end."""
    read, write = pty.openpty()
    environment = {"HOME": folder, "PATH": os.environ["PATH"], "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    shell = subprocess.Popen(["zsh", "-f", "-i"], stdin=write, stdout=write, stderr=write, cwd=folder, env=environment,
                             start_new_session=True)
    os.close(write)
    # Typed ahead; the shell reads a key after the other.
    os.write(read, (BEGIN + "".join(f"{line}\t\n" for line in lines) + "exit\n").encode())
    said = b""
    while True:
        try:
            said += os.read(read, 4096)
        except OSError:  # the terminal is gone with the shell
            break
    shell.wait(timeout=30)
    os.close(read)
    return [called.strip() for called in re.findall(r"\nCALLED:(.*?):END", said.decode(errors="replace").replace("\r", ""))]


class Zsh(unittest.TestCase):
    def test_completes_what_is_unique(self):
        wanted = {
            "pecprobe rep": "pecprobe report",
            "pecprobe rotate ext": "pecprobe rotate extend",
            "pecprobe report mer": "pecprobe report merge",
            "pecprobe check --connect-t": "pecprobe check --connect-timeout",
            "pecprobe rotate verify --evid": "pecprobe rotate verify --evidence",
            "pecprobe check --two-step unk": "pecprobe check --two-step unknown",
            "pecprobe check --provider legalm": "pecprobe check --provider legalmail",
            "pecprobe explain auth_rej": "pecprobe explain auth_rejected",
            "pecprobe batch acc": "pecprobe batch accounts.csv",
            "pecmock --ports-f": "pecmock --ports-file",
            "pecmock show password-expired-u": "pecmock show password-expired-unsaid",
            "pecmock password-expired-u": "pecmock password-expired-unsaid",
        }
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "accounts.csv"), "w").close()
            self.assertEqual(completed(wanted, folder), list(wanted.values()))

    def test_knows_every_option_of_each_command(self):
        for program in (PECPROBE, PECMOCK):
            text = (FUNCTIONS / f"_{program.name}").read_text()
            for command in program.commands:
                name = f"_{program.name}" + "".join(f"_{word}" for word in command.name.split())
                body = re.search(rf"^{name}\(\) {{\n(.*?)^}}", text, re.MULTILINE | re.DOTALL)[1]
                for spelling in written.spellings(command):
                    self.assertRegex(body, rf"[)*]{spelling}\[", f"{command.name}")


if __name__ == "__main__":
    written.main("zsh")
