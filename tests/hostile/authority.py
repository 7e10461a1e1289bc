"""Certificates for servers of a test, made with the program openssl."""
import subprocess
from pathlib import Path


def openssl(*arguments, text=None):
    return subprocess.run(["openssl", *map(str, arguments)], input=text, text=True, capture_output=True, check=True).stdout


class Authority:
    """A certificate authority in a folder, with one key for all that it signs: the key is not what is tested."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.key = folder / "key.pem"
        self.file = folder / "ca.pem"
        self.key.write_text(openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout"))
        openssl("req", "-x509", "-new", "-key", self.key, "-days", "30", "-subj", "/CN=Test authority", "-out", self.file,
                "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")

    def issue(self, name, extensions, issuer=None):
        """The file of a certificate that `issuer`, a file, or else the authority signs."""
        request = openssl("req", "-new", "-key", self.key, "-subj", f"/CN={name}")
        wanted = self.folder / f"{name}.cnf"
        wanted.write_text("".join(f"{line}\n" for line in extensions))
        file = self.folder / f"{name}.pem"
        openssl("x509", "-req", "-days", "20", "-CA", issuer or self.file, "-CAkey", self.key, "-set_serial",
                str(abs(hash(name)) % 10**12 + 1), "-extfile", wanted, "-out", file, text=request)
        return file

    def server(self, name, addresses, more=()):
        names = ",".join([*(f"IP:{address}" for address in addresses), *more])
        return self.issue(name, [f"subjectAltName={names}", "extendedKeyUsage=serverAuth"])

    def chain(self, length, address):
        """A server's certificate behind so many intermediate ones, in one file, its own first."""
        files, issuer = [], None
        for number in range(length):
            issuer = self.issue(f"intermediate-{number}", ["basicConstraints=critical,CA:TRUE"], issuer)
            files.append(issuer)
        leaf = self.issue("behind-many", [f"subjectAltName=IP:{address}", "extendedKeyUsage=serverAuth"], issuer)
        file = self.folder / "chain.pem"
        file.write_text("".join(part.read_text() for part in [leaf, *reversed(files)]))
        return file
