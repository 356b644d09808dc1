"""Early pytest plugin: starts a PostgreSQL of its own for a run that asks for one.

pytest-django reads the settings before any conftest or fixture, so this is loaded by `-p tests.pg`. Set
`CASEWORK_TEST_DATABASE=postgresql` and leave `DATABASE_URL` unset; workers of xdist inherit the address.
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

WISHED = "postgresql"
# Nothing here has to survive the loss of power, and nothing lives long enough to be tidied up.
HASTY = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
)


def server_programs() -> Path | None:
    """The folder of initdb and postgres, newest release first, or None where there is no server."""
    for root in (Path("/usr/lib/postgresql"), Path("/usr/local/lib/postgresql"), Path("/usr/local/pgsql")):
        found = sorted(root.glob("*/bin/initdb"), key=lambda path: _release(path.parent.parent.name))
        if found:
            return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _release(name: str) -> float:
    """A folder name such as "15" or "9.6" as a number, for sorting."""
    try:
        return float(name)
    except ValueError:
        return 0.0


def as_whom() -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as nobody, in a folder that is nobody's."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def start(*, durable: bool = False) -> str:
    """Make a cluster in a temporary folder, start it on a socket only, and return its address.

    Tests need no durability; measurements do.
    """
    programs = server_programs()
    if programs is None:
        raise RuntimeError("No PostgreSQL server programs (initdb, postgres) were found.")
    folder = Path(tempfile.mkdtemp(prefix="casework-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, **as_whom()}
    initdb = [programs / "initdb", "-D", data, "-U", "casework", "-A", "trust", "-N"]
    initdb += ["-E", "UTF8", "--locale=C"]
    subprocess.run(initdb, check=True, **quiet)
    options = ["-c", "listen_addresses=", "-c", "max_connections=60", "-k", folder]
    if not durable:
        for setting in HASTY:
            options += ["-c", setting]
    log = (folder / "log").open("wb")
    server = subprocess.Popen([programs / "postgres", "-D", data, *options], **quiet, stderr=log)
    atexit.register(_stop, server, folder, os.getpid())
    _wait(programs / "pg_isready", folder, server)
    return f"postgres://casework@/postgres?host={folder}&port=5432"


def _wait(pg_isready: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; it takes about a second."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        if not subprocess.run([pg_isready, "-q", "-h", folder], check=False).returncode:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text(errors='replace')[-2000:]}")


def _stop(server: subprocess.Popen[bytes], folder: Path, owner: int) -> None:
    """End the server this process started; children that inherited the hook leave it alone."""
    if os.getpid() != owner:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    shutil.rmtree(folder, ignore_errors=True)


if os.environ.get("CASEWORK_TEST_DATABASE") == WISHED and not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = start()
