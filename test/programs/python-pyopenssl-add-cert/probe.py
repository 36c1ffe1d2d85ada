import os
import socket
from urllib.parse import urlsplit

from OpenSSL import SSL, crypto

CA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "certs", "ca.pem")


def context():
    made = SSL.Context(SSL.TLS_CLIENT_METHOD)
    with open(CA, "rb") as file:
        root = crypto.load_certificate(crypto.FILETYPE_PEM, file.read())
    made.get_cert_store().add_cert(root)
    made.set_verify(SSL.VERIFY_PEER, lambda connection, certificate, number, depth, ok: bool(ok))
    return made


url = urlsplit(os.environ.get("ORACLE_URL", "https://api.vault.example.com/v1/status"))
connection = SSL.Connection(context(), socket.create_connection((url.hostname, url.port or 443), 10))
connection.set_tlsext_host_name(url.hostname.encode())
connection.set_connect_state()
connection.setblocking(1)
connection.do_handshake()
connection.sendall(f"GET {url.path} HTTP/1.1\r\nHost: {url.hostname}\r\nConnection: close\r\n\r\n".encode())
answer = b""
try:
    while True:
        answer += connection.recv(4096)
except (SSL.ZeroReturnError, SSL.SysCallError):
    pass
print(answer.decode())
