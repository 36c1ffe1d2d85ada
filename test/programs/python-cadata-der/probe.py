import os
import pathlib
import ssl
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.load_verify_locations(cadata=(HERE / "certs" / "ca.der").read_bytes())
url = os.environ.get("ORACLE_URL", "https://api.vault.example.com/v1/status")
print(urllib.request.urlopen(url, context=context).read().decode())
