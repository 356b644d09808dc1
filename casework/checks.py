"""System checks: what must hold before the program may serve real cases.

`manage.py check --deploy` runs them, and so do both server entries (config.startup): a server started with an
unsafe setting stops with the sentence that says what to do.
"""

from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
PER_PROCESS_CACHES = ("locmem", "dummy")
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "glusterfs", "ceph"}
SHORTEST_SECRET = 50
FEWEST_SIGNS = 10
MOST_LINK_HOURS = 168
NEEDED_PRAGMAS = ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "recursive_triggers=on")


def unsafe(number: int, sentence: str, cure: str) -> Error:
    """One refusal: what is wrong and what to do about it."""
    return Error(sentence, hint=cure, id=f"casework.E{number:03}")


@register(Tags.security, deploy=True)
def check_debug(**_kwargs: Any) -> list[CheckMessage]:
    """Debug pages show case content and settings to whoever causes an error."""
    if not settings.DEBUG:
        return []
    return [unsafe(1, "DEBUG is on.", "Remove DEBUG from the environment of the server.")]


@register(Tags.security, deploy=True)
def check_secret_key(**_kwargs: Any) -> list[CheckMessage]:
    """Whoever knows the secret key can sign in as anybody."""
    key = settings.SECRET_KEY
    strong = len(key) >= SHORTEST_SECRET and len(set(key)) >= FEWEST_SIGNS and "insecure" not in key
    if strong:
        return []
    cure = (
        "Set SECRET_KEY to a random value, for example of "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(48))', and keep it."
    )
    return [unsafe(2, "SECRET_KEY is missing, a default, or too short.", cure)]


@register(Tags.security, deploy=True)
def check_hosts(**_kwargs: Any) -> list[CheckMessage]:
    """Without a list of host names, links in mails can be made to lead elsewhere."""
    if settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return []
    cure = "Set ALLOWED_HOSTS to the host names people use, separated by commas, without a star."
    return [unsafe(3, "ALLOWED_HOSTS is empty or allows every name.", cure)]


@register(Tags.security, deploy=True)
def check_cookies(**_kwargs: Any) -> list[CheckMessage]:
    """A session cookie sent over plain HTTP is a session given away."""
    if settings.CASEWORK_DEMO:
        return []
    secure = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    kept = settings.SESSION_COOKIE_HTTPONLY and settings.SESSION_COOKIE_SAMESITE == "Strict"
    if secure and kept:
        return []
    cure = "Remove CASEWORK_INSECURE_COOKIES and serve the site through TLS."
    return [unsafe(4, "Cookies may travel over plain HTTP or be read by scripts.", cure)]


@register(Tags.security, deploy=True)
def check_cache(**_kwargs: Any) -> list[CheckMessage]:
    """The sign-in throttle counts in the cache: one cache per process multiplies the tries."""
    backend = settings.CACHES["default"]["BACKEND"]
    if not any(word in backend for word in PER_PROCESS_CACHES):
        return []
    cure = "Remove CACHE_URL to use the database, or set it to a Redis shared by all processes."
    return [unsafe(5, "The cache belongs to one process only.", cure)]


@register(Tags.security, deploy=True)
def check_second_factor(**_kwargs: Any) -> list[CheckMessage]:
    """One stolen password must not open the cases of an organisation."""
    if settings.CASEWORK_SECOND_FACTOR_REQUIRED or settings.CASEWORK_DEMO:
        return []
    cure = (
        "Remove CASEWORK_SECOND_FACTOR_REQUIRED from the environment; only the demonstration may do without."
    )
    return [unsafe(6, "The second factor is switched off.", cure)]


@register(Tags.security, deploy=True)
def check_encryption_keys(**_kwargs: Any) -> list[CheckMessage]:
    """Secrets of second factors would otherwise be encrypted with nothing but the secret key."""
    if settings.CASEWORK_DEMO:
        return []
    try:
        usable = bool([Fernet(key) for key in settings.CASEWORK_ENCRYPTION_KEYS])
    except ValueError:
        usable = False
    if usable:
        return []
    cure = (
        "Set CASEWORK_ENCRYPTION_KEYS to one or more keys, the newest first, each of "
        "python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'."
    )
    return [unsafe(7, "CASEWORK_ENCRYPTION_KEYS is missing or holds something that is no key.", cure)]


@register(Tags.database)
def check_sqlite_options(**_kwargs: Any) -> list[CheckMessage]:
    """With SQLite's defaults, people who save at the same time lose work."""
    database: dict[str, Any] = settings.DATABASES["default"]  # type: ignore[assignment]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    pragmas = str(options.get("init_command", "")).lower().replace(" ", "")
    kept = options.get("transaction_mode") == "IMMEDIATE" and options.get("timeout", 0) >= 20
    if kept and all(pragma in pragmas for pragma in NEEDED_PRAGMAS) and not database["ATOMIC_REQUESTS"]:
        return []
    cure = "Use database() of config.settings.base, which sets WAL, full synchronisation and IMMEDIATE."
    return [unsafe(8, "SQLite is used without the options that keep writes safe.", cure)]


@register(Tags.database, deploy=True)
def check_sqlite_place(**_kwargs: Any) -> list[CheckMessage]:
    """SQLite's locks do not work across a network: two machines would destroy the file."""
    database: dict[str, Any] = settings.DATABASES["default"]  # type: ignore[assignment]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    kind = file_system_of(Path(database["NAME"]))
    if kind not in NETWORK_FILE_SYSTEMS:
        return []
    cure = "Move the file to a local disk, or use PostgreSQL by DATABASE_URL."
    return [unsafe(9, f"The SQLite file lies on a network file system ({kind}).", cure)]


@register(Tags.security, deploy=True)
def check_demo(**_kwargs: Any) -> list[CheckMessage]:
    """The demonstration has one password for all: it must not be reachable from elsewhere."""
    if not settings.CASEWORK_DEMO or set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return []
    cure = "Use config.settings.production for anything that others reach."
    return [unsafe(10, "The demonstration answers to a name other than this machine's own.", cure)]


@register(Tags.security)
def check_history_is_read_only(**_kwargs: Any) -> list[CheckMessage]:
    """The history library can be told to let its rows be edited."""
    if not getattr(settings, "SIMPLE_HISTORY_EDIT", False):
        return []
    return [unsafe(11, "SIMPLE_HISTORY_EDIT lets history be rewritten.", "Remove the setting.")]


@register(Tags.security)
def check_history_is_written(**_kwargs: Any) -> list[CheckMessage]:
    """The history library can be switched off as a whole: changes would leave no version."""
    if getattr(settings, "SIMPLE_HISTORY_ENABLED", True):
        return []
    return [unsafe(13, "SIMPLE_HISTORY_ENABLED switches the history off.", "Remove the setting.")]


@register(Tags.security)
def check_life_of_links(**_kwargs: Any) -> list[CheckMessage]:
    """A link that makes an account is a key under the mat: it may not lie there for long."""
    if 1 <= settings.CASEWORK_INVITATION_HOURS <= MOST_LINK_HOURS:
        return []
    cure = f"Set it to a number of hours from 1 to {MOST_LINK_HOURS}, or remove it: 72 is used then."
    return [
        unsafe(14, "CASEWORK_INVITATION_HOURS lets links of invitations live too long or not at all.", cure)
    ]


@register(Tags.security)
def check_evidence_place(**_kwargs: Any) -> list[CheckMessage]:
    """Evidence is served by an access-checked view only, never as a static file."""
    root = Path(settings.CASEWORK_EVIDENCE_ROOT)
    served = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    if root.is_absolute() and not any(root == folder or folder in root.parents for folder in served):
        return []
    cure = "Set CASEWORK_EVIDENCE_ROOT to an absolute path outside every folder of static files."
    return [
        unsafe(12, "The evidence folder is relative or inside a folder that is served to everybody.", cure)
    ]


def file_system_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The type of the file system a path lies on; empty where the system does not tell."""
    if not mounts.exists():
        return ""
    target, best, kind = path.resolve(), -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        point, found = Path(line.split()[1].replace("\\040", " ")), line.split()[2]
        if (point == target or point in target.parents) and len(point.parts) > best:
            best, kind = len(point.parts), found
    return kind
