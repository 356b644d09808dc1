"""Settings of gunicorn for the demonstration."""

import os
from pathlib import Path
from typing import Any

PORT = os.environ.get("CASEWORK_DEMO_PORT", "8000")
ACCOUNTS = (
    ("investigator@demo.example", "logs and works cases"),
    ("second.investigator@demo.example", "works other cases"),
    ("supervisor@demo.example", "sees where every case stands, decides"),
    ("second.supervisor@demo.example", "confirms what another decided"),
    ("third.supervisor@demo.example", "is no member of sealed cases"),
    ("auditor@demo.example", "reads histories, changes nothing"),
    ("admin@demo.example", "invites people; sees no case"),
)

bind = f"127.0.0.1:{PORT}"
workers = 2
threads = 4
worker_class = "gthread"
timeout = 120
loglevel = "warning"
# It would write a socket into the home directory.
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108  (a folder in memory, for heartbeats only)
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(_server: Any) -> None:
    """Printed by gunicorn once it listens."""
    password = os.environ["CASEWORK_DEMO_PASSWORD"]
    width = max(len(email) for email, _what in ACCOUNTS)
    address = f"http://127.0.0.1:{PORT}/"
    lines = ["", f"Casework demonstration:  {address}", f"What the public reads:   {address}findings/"]
    lines += ["", "Sign in as one of"]
    lines += [f"  {email:<{width}}  {what}" for email, what in ACCOUNTS]
    lines += ["", f"with the password  {password}", "", "Ctrl+C stops it. `make demo-reset` starts over.", ""]
    os.write(1, "\n".join(lines).encode())
