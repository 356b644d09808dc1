"""Six lines of RFC 6238, so that the tests know a code without asking the code they test."""

import base64
import hmac
import struct
import time


def code_for(secret: str, moment: float | None = None) -> str:
    """The six digits an authenticator app shows for this secret."""
    counter = int((time.time() if moment is None else moment) // 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), "sha1").digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
