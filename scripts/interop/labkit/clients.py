"""Mail programs that people use, unpacked."""
import os
from pathlib import Path

from .packages import Collection, library_folders

# swaks speaks TLS through Net::SSLeay.
CLIENTS = Collection("the mail clients",
                     ("curl", "fetchmail", "isync", "mpop", "msmtp", "swaks", "libnet-ssleay-perl"))


def environment(root: Path) -> dict[str, str]:
    """What programs under `root` need to find each other, their libraries and Perl modules."""
    modules = [*sorted(root.glob("usr/lib/*-linux-gnu*/perl5/*")), root / "usr/share/perl5"]
    return {"PATH": f"{root / 'usr/bin'}:{os.environ.get('PATH', '/usr/bin:/bin')}",
            "LD_LIBRARY_PATH": ":".join(str(folder) for folder in library_folders(root)),
            "PERL5LIB": ":".join(str(folder) for folder in modules)}
