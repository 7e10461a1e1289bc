"""The ways in which a run is shared out, each as its page and its files tell a user to do it."""
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml
from world import ROOT, World

sys.path.insert(0, str(ROOT / "scripts/interop"))
from labkit.slurm import Slurm, parallel  # noqa: E402

CLUSTER = ROOT / "scripts/cluster"
PARTS = 8  # as those files and commands have it
MERGED = "all.json"


def shown(section: str) -> str:
    """The commands that the page shows in this section."""
    text = (CLUSTER / "README.md").read_text().split(f"\n## {section}\n")[1].split("\n## ")[0]
    return re.search(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL).group(1)


def play(commands: str, folder: Path, environment: dict[str, str]) -> None:
    with open(folder / "commands.log", "wb") as log:
        subprocess.run(["/bin/sh", "-c", commands], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


class Whole:
    """Not shared out at all."""
    name = "in one piece"

    def __enter__(self) -> "Whole":
        return self

    def __exit__(self, *_exception) -> None:
        pass

    def run(self, world: World, folder: Path) -> Path:
        play(f"pecprobe batch accounts.csv --quiet --state state.db --report json={MERGED}", folder, world.environment())
        return folder / MERGED


class Parallel(Whole):
    name = f"GNU parallel, {PARTS} parts"

    def __enter__(self) -> "Parallel":
        self.program = parallel()
        return self

    def run(self, world: World, folder: Path) -> Path:
        environment = world.environment()
        play(shown("One machine: GNU parallel"), folder,
             {**environment, "PATH": f"{environment['PATH']}:{self.program.parent}", "PERL5LIB": ""})
        return folder / MERGED


class JobArray(Whole):
    name = f"Slurm, {PARTS} tasks"

    def __enter__(self) -> "JobArray":
        self.slurm = Slurm(PARTS).__enter__()
        return self

    def __exit__(self, *exception) -> None:
        self.slurm.__exit__(*exception)

    def run(self, world: World, folder: Path) -> Path:
        (folder / "pecprobe.sbatch").symlink_to(CLUSTER / "pecprobe.sbatch")
        environment = {**self.slurm.environment, **world.environment()}
        environment["PATH"] += f":{self.slurm.environment['PATH']}"
        play(shown("Slurm"), folder, environment)
        self.slurm.wait_for_jobs()
        return folder / MERGED


class IndexedJob(Whole):
    """What the pods' containers would run, with their volumes in a folder of ours. There is no Kubernetes in it."""
    name = f"the pods of an Indexed Job, {PARTS} of them"

    def run(self, world: World, folder: Path) -> Path:
        batch, merge = [one["spec"]["jobTemplate"]["spec"] for one in yaml.safe_load_all((CLUSTER / "cronjob.yaml").read_text())
                        if one["kind"] == "CronJob"]
        volumes = {"/run/secrets/pecprobe": str(folder), "/reports": str(folder / "reports")}
        pods = [self.start(batch, index, volumes, world) for index in range(batch["completions"])]
        statuses = [pod.wait() for pod in pods]
        merging = self.start(merge, None, volumes, world).wait()
        if any(statuses) or merging:
            raise SystemExit(f"the pods ended with {statuses}, the one that merges with {merging}, instead of 0")
        return next((folder / "reports").glob(f"*/{MERGED}"))

    @staticmethod
    def start(job: dict, index: int | None, volumes: dict[str, str], world: World) -> subprocess.Popen:
        container = job["template"]["spec"]["containers"][0]
        # The pace is the test's own, as in the other ways.
        words = [word for word in container["command"] + container.get("args", []) if not word.startswith(("--rate=", "--per-host="))]
        for path, place in volumes.items():
            words = [word.replace(path, place) for word in words]
        environment = world.environment() | ({} if index is None else {"JOB_COMPLETION_INDEX": str(index)})
        return subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


WAYS = {"parallel": Parallel, "slurm": JobArray, "kubernetes": IndexedJob}
