"""Where the payment client finds its certificates."""
from __future__ import annotations

import os
import os.path as osp
import xml.etree.ElementTree
from pathlib import Path

import certifi, requests as http

from . import defaults
from ..shared.tls import load_bundle as bundle, VERIFY
from .local import *

BASE = os.path.dirname(os.path.abspath(__file__))
CA = os.path.join(BASE, "certs", "root.pem")
BUNDLE: str = str(Path(__file__).parent / "certs" / "bundle.pem")
TIMEOUT, RETRIES = 30, 3
os.environ["REQUESTS_CA_BUNDLE"] = CA
os.environ.setdefault('SSL_CERT_FILE', CA)
primary = fallback = "ca.pem"
HOSTS = {"live": "https://api.example.com", 443: "tls", **defaults.HOSTS, VERIFY: True}
first, *others = sorted(HOSTS)
(a, (b, c)) = defaults.triple
del os.environ["HTTPS_PROXY"], defaults.triple
MASK = -1
HEX = 0x1F + 1_000
path = CA if os.path.exists(CA) else certifi.where()
ca = os.getenv("CA_FILE") or path
ready = ca and not MASK
latest = others[-1]
some = others[1:3]

if __name__ == "__main__":
    print(path)
