from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, Optional


class Env(Enum):
    LIVE = "live.pem"
    TEST = "test.pem"


@dataclass(frozen=True)
class Tls:
    ca: str
    verify: bool = True
    extra: list[str] = field(default_factory=list)
    kind: ClassVar[str] = "tls"

    def __post_init__(self):
        check(self.ca)


@dataclass
class MutualTls(Tls):
    cert: Optional[str] = None


class Point(NamedTuple):
    host: str
    port: int = 443


@contextmanager
def session(ca):
    client = make(ca)
    try:
        yield client
    finally:
        client.close()


def lines():
    yield "one"
    yield from more()


roots = [read(path) for path in paths]
pems = {text for text in texts if "BEGIN" in text}
flat = [cert for store in stores for cert in store.certs if cert.ok]
named = dict((name, path) for name, path in table)
by_name = {name: read(path) for name, path in table.items()}
trusted = any(isinstance(c, Cert) and 1 < c.level <= 3 for c in certs)
key = lambda pair: pair[0]
matrix = a @ b ** -c
