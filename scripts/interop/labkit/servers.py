"""Dovecot and Postfix, unpacked.

Dovecot finds nearly everything through its configuration. Two of its files hold the path of the module folder as a
constant; in the unpacked copy that constant is a path relative to Dovecot's base_dir, where the lab puts a link.
"""
import os
import shutil
import stat
from pathlib import Path

from . import Unavailable
from .packages import Collection, library_folders

LIBDOVECOT = "usr/lib/dovecot/libdovecot.so.0"
DOVECOT_HOME = b"/usr/lib/dovecot"
RELATIVE_HOME = b"./" * (len(DOVECOT_HOME) // 2)  # as long, so that what stands after it stays where it is
MODULE_FOLDERS = {LIBDOVECOT: b"/modules\0", "usr/lib/dovecot/auth": b"/modules/auth\0"}


def make_modules_relative(root: Path) -> None:
    for name, tail in MODULE_FOLDERS.items():
        path = (root / name).resolve()
        content = path.read_bytes()
        if content.count(DOVECOT_HOME + tail) != 1:
            raise Unavailable(f"this Dovecot is not one that can be used unpacked: {name} names its modules otherwise")
        path.write_bytes(content.replace(DOVECOT_HOME + tail, RELATIVE_HOME + tail))


SERVERS = Collection("the mail servers",
                     ("dovecot-core", "dovecot-imapd", "dovecot-pop3d", "dovecot-auth-lua", "postfix"),
                     finish=make_modules_relative)


def library_path(root: Path) -> str:
    """LD_LIBRARY_PATH for programs under `root`."""
    folders = [root / "usr/lib/dovecot", root / "usr/lib/dovecot/modules/old-stats", root / "usr/lib/postfix"]
    return ":".join(str(folder) for folder in [*folders, *library_folders(root)] if folder.is_dir())


def reachable(root: Path, run_folder: Path) -> Path:
    """`root`, or a copy of it in `run_folder` when the servers' ordinary users could not get at it (as below /root)."""
    if os.getuid() != 0 or all(parent.stat().st_mode & stat.S_IXOTH for parent in [root, *root.parents]):
        return root
    copy = run_folder / "servers"
    shutil.copytree(root, copy, symlinks=True)
    return copy
