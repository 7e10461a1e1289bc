"""hadolint finds nothing to say about the Dockerfile. Building it needs an engine and a network: that is not tested."""
import shutil
import subprocess
import sys

from installed import ROOT

if shutil.which("hadolint") is None:
    print("hadolint is not installed")
    sys.exit(125)
sys.exit(subprocess.run(["hadolint", ROOT / "scripts/Dockerfile"]).returncode)
