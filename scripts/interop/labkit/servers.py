"""Where the mail servers come from: Debian's packages, unpacked into a cache folder, never installed.

Dovecot finds nearly everything through its configuration. Two of its files hold the path of the module folder as a
constant; in the unpacked copy that constant is a path relative to Dovecot's base_dir, where the lab puts a link.
"""
import hashlib
import json
import os
import platform
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from . import Unavailable

PACKAGES = ["dovecot-core", "dovecot-imapd", "dovecot-pop3d", "dovecot-auth-lua", "postfix"]
# Raise it when the way of unpacking changes: it is a part of the fingerprint.
RECIPE = 1
LIBDOVECOT = "usr/lib/dovecot/libdovecot.so.0"
DOVECOT_HOME = b"/usr/lib/dovecot"
RELATIVE_HOME = b"./" * (len(DOVECOT_HOME) // 2)  # as long, so that what stands after it stays where it is
MODULE_FOLDERS = {LIBDOVECOT: b"/modules\0", "usr/lib/dovecot/auth": b"/modules/auth\0"}
DROPPED = ["usr/share/doc", "usr/share/man", "usr/share/lintian", "etc/init.d", "lib/systemd", "usr/lib/systemd"]


def fingerprint() -> str:
    """Names the cache folder: what is unpacked, how, for which system."""
    release = platform.freedesktop_os_release()
    system = [release.get("ID"), release.get("VERSION_ID"), platform.machine()]
    return hashlib.sha256(json.dumps([RECIPE, PACKAGES, system]).encode()).hexdigest()[:16]


def cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(root) if root.startswith("/") else Path.home() / ".cache"
    return base / "pecprobe" / "interop" / fingerprint()


def cached() -> Path:
    """The unpacked servers. Unavailable when there are none, or when somebody else could have put them there."""
    folder = cache_folder()
    if not (folder / "manifest.json").is_file():
        raise Unavailable("the mail servers are not here; scripts/setup --interop gets them")
    if folder.stat().st_uid not in (0, os.getuid()) or folder.stat().st_mode & stat.S_IWOTH:
        raise Unavailable(f"{folder} belongs to somebody else; remove it and run scripts/setup --interop")
    return folder


def library_path(root: Path) -> str:
    """LD_LIBRARY_PATH for programs under `root`."""
    folders = [root / "usr/lib/dovecot", root / "usr/lib/dovecot/modules/old-stats", root / "usr/lib/postfix"]
    folders += sorted(root.glob("usr/lib/*-linux-gnu*")) + sorted(root.glob("lib/*-linux-gnu*"))
    return ":".join(str(folder) for folder in folders if folder.is_dir())


def reachable(root: Path, run_folder: Path) -> Path:
    """`root`, or a copy of it in `run_folder` when the servers' ordinary users could not get at it (as below /root)."""
    if os.getuid() != 0 or all(parent.stat().st_mode & stat.S_IXOTH for parent in [root, *root.parents]):
        return root
    copy = run_folder / "servers"
    shutil.copytree(root, copy, symlinks=True)
    return copy


def fetch() -> Path:
    """Downloads and unpacks what is missing; the cache folder appears whole or not at all."""
    folder = cache_folder()
    if (folder / "manifest.json").is_file():
        return folder
    for tool in ("apt-get", "dpkg"):
        if shutil.which(tool) is None:
            raise Unavailable(f"{tool} is missing: the mail servers come from Debian's packages")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="part-") as part:
        packages = Path(part, "packages")
        packages.mkdir()
        wanted = [*PACKAGES, *missing_libraries()]
        print(f"Getting, without installing them, into {folder}: {' '.join(wanted)}", flush=True)
        apt("download", *wanted, cwd=packages)
        root = Path(part, "root")
        for package in sorted(packages.glob("*.deb")):
            subprocess.run(["dpkg", "-x", package, root], check=True)
        for name in DROPPED:
            shutil.rmtree(root / name, ignore_errors=True)
        make_modules_relative(root)
        root.chmod(0o755)
        names = sorted(package.name for package in packages.glob("*.deb"))
        (root / "manifest.json").write_text(json.dumps({"packages": names}, indent=1) + "\n")
        try:
            root.rename(folder)
        except OSError:
            if not (folder / "manifest.json").is_file():  # else another process was faster
                raise
    return folder


def missing_libraries() -> list[str]:
    """The libraries that an installation would add or bring up to date; nothing is installed to find out."""
    plan = apt("install", "--simulate", "--no-install-recommends", *PACKAGES)
    names = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    return [name for name in names if name.startswith("lib") and name != "libc6"]


def apt(*arguments: str, cwd: Path | None = None) -> str:
    """Runs apt-get; when it fails the package lists may be missing or old: they are brought up to date once."""
    command = ["apt-get", "-q", "-o", "Dpkg::Use-Pty=0", "-o", "APT::Get::Show-User-Simulation-Note=no"]
    if os.getuid() == 0:
        command += ["-o", "APT::Sandbox::User=root"]  # the folder is private: apt's own user could not write there

    def attempt() -> subprocess.CompletedProcess:
        environment = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
        return subprocess.run([*command, *arguments], cwd=cwd, env=environment, text=True, capture_output=True,
                              stdin=subprocess.DEVNULL)

    result = attempt()
    if result.returncode != 0 and os.getuid() == 0:
        subprocess.run([*command, "update"], capture_output=True, stdin=subprocess.DEVNULL)
        result = attempt()
    if result.returncode != 0:
        complaint = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unavailable(f"apt-get {arguments[0]} failed: {complaint}")
    return result.stdout


def make_modules_relative(root: Path) -> None:
    for name, tail in MODULE_FOLDERS.items():
        path = (root / name).resolve()
        content = path.read_bytes()
        if content.count(DOVECOT_HOME + tail) != 1:
            raise Unavailable(f"this Dovecot is not one that can be used unpacked: {name} names its modules otherwise")
        path.write_bytes(content.replace(DOVECOT_HOME + tail, RELATIVE_HOME + tail))
