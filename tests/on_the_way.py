"""What stands between an office and Google: a firewall that opens TLS, a proxy that wants a password."""

import base64
import select
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME, PASSWORD = "phuong", "mat khau"
ALLOWED = "Basic " + base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
HOP = frozenset({"connection", "content-length", "transfer-encoding", "content-encoding", "date", "server"})
Answering = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def served(answer: Answering, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server whose every request is answered so; its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "CONNECT"):
        setattr(Handler, f"do_{method}", answer)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            scheme = "http" if context is None else "https"
            yield f"{scheme}://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def passing_on(to: str) -> Answering:
    """Hand every request on, as a firewall does that has opened it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length)
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in HOP}
        path = (
            handler.path
            if handler.path.startswith("/")
            else urlsplit(handler.path)._replace(scheme="", netloc="").geturl()
        )
        with requests.Session() as session:
            session.trust_env = False
            found = session.request(handler.command, to + path, data=body, headers=headers, timeout=30)
        handler.send_response(found.status_code)
        for name, value in found.headers.items():
            if name.lower() not in HOP:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(found.content)))
        handler.end_headers()
        handler.wfile.write(found.content)

    return answer


def proxy() -> Answering:
    """Open a tunnel to whoever is asked for, for those who know the password."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("Proxy-Authorization") != ALLOWED:
            handler.send_response(407, "Proxy Authentication Required")
            handler.send_header("Proxy-Authenticate", 'Basic realm="UBND"')
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        host, _, port = handler.path.partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as far:
            handler.send_response(200, "Connection established")
            handler.end_headers()
            _tunnel(handler.connection, far)
        handler.close_connection = True

    return answer


def _tunnel(near: socket.socket, far: socket.socket) -> None:
    while True:
        ready, _, _ = select.select([near, far], [], [], 30)
        if not ready:
            return
        for one in ready:
            data = one.recv(65536)
            if not data:
                return
            (far if one is near else near).sendall(data)


@contextmanager
def opened_tls(folder: Path, to: str) -> Iterator[tuple[str, Path]]:
    """A firewall that opens TLS before `to`: its address, and the file with its authority."""
    authority, certificate = _certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with served(passing_on(to), context) as address:
        yield address, authority


def _certificates(folder: Path) -> tuple[Path, Path]:
    """An authority of our own, and a certificate of this machine's address signed by it."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tường lửa UBND phường")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    root = (
        _begun(root_name, root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    leaf = (
        _begun(x509.Name([]), root_name, key.public_key())
        .add_extension(here, critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    authority, certificate = folder / "authority.pem", folder / "server.pem"
    authority.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate.write_bytes(private + leaf.public_bytes(serialization.Encoding.PEM))
    return authority, certificate


def _begun(name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )
