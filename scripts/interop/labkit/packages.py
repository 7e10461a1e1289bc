"""Debian's packages, unpacked into a cache folder, never installed."""
import hashlib
import json
import os
import platform
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import Unavailable

DROPPED = ["usr/share/doc", "usr/share/man", "usr/share/lintian", "etc/init.d", "lib/systemd", "usr/lib/systemd"]


def nothing(_root: Path) -> None:
    """Most programs can be used as they were unpacked."""


@dataclass(frozen=True)
class Collection:
    """Packages that live together in one cache folder."""
    name: str  # as it stands in sentences: "the mail servers"
    packages: tuple[str, ...]
    # Raise it when the way of unpacking changes: it is a part of the fingerprint.
    recipe: int = 1
    finish: Callable[[Path], None] = nothing  # makes what was unpacked usable; may raise Unavailable
    option: str = "--interop"  # of scripts/setup, which gets them

    def fingerprint(self) -> str:
        """Names the cache folder: what is unpacked, how, for which system."""
        release = platform.freedesktop_os_release()
        system = [release.get("ID"), release.get("VERSION_ID"), platform.machine()]
        return hashlib.sha256(json.dumps([self.recipe, self.packages, system]).encode()).hexdigest()[:16]

    def folder(self) -> Path:
        root = os.environ.get("XDG_CACHE_HOME", "")
        base = Path(root) if root.startswith("/") else Path.home() / ".cache"
        return base / "pecprobe" / "interop" / self.fingerprint()

    def cached(self) -> Path:
        """What was unpacked. Unavailable when nothing was, or when somebody else could have put it there."""
        folder = self.folder()
        if not (folder / "manifest.json").is_file():
            raise Unavailable(f"{self.name} are not here; scripts/setup {self.option} gets them")
        if folder.stat().st_uid not in (0, os.getuid()) or folder.stat().st_mode & stat.S_IWOTH:
            raise Unavailable(f"{folder} belongs to somebody else; remove it and run scripts/setup {self.option}")
        return folder

    def fetch(self) -> Path:
        """Downloads and unpacks what is missing; the cache folder appears whole or not at all."""
        folder = self.folder()
        if (folder / "manifest.json").is_file():
            return folder
        for tool in ("apt-get", "dpkg"):
            if shutil.which(tool) is None:
                raise Unavailable(f"{tool} is missing: {self.name} come from Debian's packages")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="part-") as part:
            root = self.unpack(Path(part))
            try:
                root.rename(folder)
            except OSError:
                if not (folder / "manifest.json").is_file():  # else another process was faster
                    raise
        return folder

    def unpack(self, part: Path) -> Path:
        packages, root = part / "packages", part / "root"
        packages.mkdir()
        wanted = [*self.packages, *self.missing_libraries()]
        print(f"Getting, without installing them, into {self.folder()}: {' '.join(wanted)}", flush=True)
        apt("download", *wanted, cwd=packages)
        names = sorted(package.name for package in packages.glob("*.deb"))
        for name in names:
            subprocess.run(["dpkg", "-x", packages / name, root], check=True)
        for name in DROPPED:
            shutil.rmtree(root / name, ignore_errors=True)
        self.finish(root)
        root.chmod(0o755)
        (root / "manifest.json").write_text(json.dumps({"packages": names}, indent=1) + "\n")
        return root

    def missing_libraries(self) -> list[str]:
        """The libraries that an installation would add or bring up to date; nothing is installed to find out."""
        plan = apt("install", "--simulate", "--no-install-recommends", *self.packages)
        names = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
        return [name for name in names
                if name.startswith("lib") and name != "libc6" and name not in self.packages]


def library_folders(root: Path) -> list[Path]:
    """Where the loader finds the unpacked libraries."""
    return sorted(root.glob("usr/lib/*-linux-gnu*")) + sorted(root.glob("lib/*-linux-gnu*"))


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
