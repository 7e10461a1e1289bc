"""What a server of each protocol answers in a login that succeeds, and a connection that ends after so many bytes."""
import asyncio
import socket
import ssl
import struct


def imap_replies(line):
    tag, _, rest = line.partition(" ")
    word = rest.split(" ")[0].upper()
    return {"CAPABILITY": f"* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n{tag} OK done\r\n",
            "AUTHENTICATE": f"{tag} OK [CAPABILITY IMAP4rev1] Logged in\r\n",
            "EXAMINE": f"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n{tag} OK [READ-ONLY] done\r\n",
            "LOGOUT": f"* BYE bye\r\n{tag} OK bye\r\n"}.get(word, f"{tag} BAD what\r\n")


def pop3_replies(line):
    return {"CAPA": "+OK\r\nSASL PLAIN\r\nRESP-CODES\r\n.\r\n", "AUTH": "+OK Logged in\r\n", "STAT": "+OK 3 4096\r\n",
            "QUIT": "+OK bye\r\n"}.get(line.split(" ")[0].upper(), "-ERR what\r\n")


def smtp_replies(line):
    return {"EHLO": "250-x\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n", "AUTH": "235 2.7.0 Logged in\r\n",
            "QUIT": "221 2.0.0 bye\r\n"}.get(line.split(" ")[0].upper(), "502 5.5.1 what\r\n")


SCRIPTS = {  # greeting, answers, the command that logs in
    "imap": ("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n", imap_replies, "AUTHENTICATE"),
    "pop3": ("+OK ready\r\n", pop3_replies, "AUTH"),
    "smtp": ("220 x ESMTP ready\r\n", smtp_replies, "AUTH"),
}


class Session:
    """Plays a script until it has sent so many bytes, then ends the connection."""

    def __init__(self, protocol, reader, writer, budget, ending):
        self.script, self.reader, self.writer = SCRIPTS[protocol], reader, writer
        self.left, self.ending = budget, ending
        self.sent = 0
        self.steps = [0]  # what was sent behind each answer
        self.has_accepted = False

    async def play(self):
        greeting, replies, login = self.script
        await self.say(greeting)
        while self.left > 0:
            line = (await self.reader.readline()).decode(errors="replace").rstrip("\r\n")
            if not line:
                break
            whole = await self.say(replies(line))
            self.has_accepted = self.has_accepted or (whole and login in line.split(" ")[:2])
        if self.ending == "reset":
            linger = struct.pack("ii", 1, 0)
            self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.writer.transport.abort()
        if self.ending == "alert":
            await self.writer.alert()
        self.writer.close()

    async def say(self, text):
        """Whether all of it went out."""
        part = text.encode()[:self.left]
        self.writer.write(part)
        await self.writer.drain()
        self.left -= len(part)
        self.sent += len(part)
        self.steps.append(self.sent)
        return len(part) == len(text)


class AlertingTls:
    """Reader and writer of a server that can send a fatal alert at any time, which asyncio's own cannot."""

    UNREADABLE = b"\x17\x03\x03\x00\x20" + bytes(32)  # a record that no key fits: what OpenSSL answers with an alert

    def __init__(self, reader, writer, context):
        self.reader, self.writer = reader, writer
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side=True)
        self.read_ahead = b""
        self.has_alerted = False

    async def pulled(self, act):
        """What `act` returns, once enough has come for it."""
        while True:
            try:
                return act()
            except ssl.SSLWantReadError:
                await self.drain()
                received = await self.reader.read(65536)
                if not received:
                    raise ConnectionResetError from None
                self.incoming.write(received)

    async def readline(self):
        while b"\n" not in self.read_ahead:
            received = await self.pulled(lambda: self.tls.read(4096))
            if not received:
                break
            self.read_ahead += received
        line, end, self.read_ahead = self.read_ahead.partition(b"\n")
        return line + end

    def write(self, data):
        self.tls.write(data)

    async def drain(self):
        self.writer.write(self.outgoing.read())
        await self.writer.drain()

    async def alert(self):
        self.incoming.write(self.UNREADABLE)
        try:
            while self.tls.read(4096):  # commands that had come before it
                pass
        except ssl.SSLError:
            self.has_alerted = True
            await self.drain()

    def close(self):
        self.writer.close()


async def quietly(session):
    """The other end may go at any moment."""
    try:
        await asyncio.wait_for(session.play(), 30)
    except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError):
        pass
