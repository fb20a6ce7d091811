"""Over TLS, as every public registry is: answers are read whole, and left at the deadline all the same."""

import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Talk = Callable[[socket.socket], None]
SCRIPT = """
import sys
from primer.adapters.web.client import Http
with Http(timeout=float(sys.argv[2])) as http:
    for _ in range(int(sys.argv[3])):
        answer = http.get(sys.argv[1])
        print(getattr(answer, "text", None) or answer.why)
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 with its key, made up on the spot."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "made up")])
    began = datetime.now(UTC) - timedelta(hours=1)
    address = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + timedelta(hours=2))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path_factory.mktemp("tls") / "made-up.pem"
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextmanager
def talking(certificate: Path, talk: Talk) -> Iterator[str]:
    """A server that says what it likes, encrypted, to each request of each connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def one(plain: socket.socket) -> None:
        with suppress(OSError), context.wrap_socket(plain, server_side=True) as connection:
            while connection.recv(65536):
                talk(connection)

    def all_of_them() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=all_of_them, daemon=True).start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/"
        listener.shutdown(socket.SHUT_RDWR)


def looked(url: str, certificate: Path, timeout: float, times: int) -> list[str]:
    """What so many looks of one process give, with this certificate among those of the machine."""
    environ = {**os.environ, "SSL_CERT_FILE": str(certificate)}
    command = [sys.executable, "-c", SCRIPT, url, str(timeout), str(times)]
    run = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def whole(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole")


def one_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        connection.sendall(b"a")
        time.sleep(0.02)


def test_an_encrypted_answer_is_read_and_its_connection_used_again(certificate: Path) -> None:
    with talking(certificate, whole) as url:
        assert looked(url, certificate, 5, times=2) == ["whole", "whole"]


def test_an_encrypted_answer_without_end_is_left_at_the_deadline(certificate: Path) -> None:
    with talking(certificate, one_header) as url:
        assert looked(url, certificate, 0.2, times=1) == ["no whole answer in time"]
