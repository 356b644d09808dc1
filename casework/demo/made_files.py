"""Files of the demonstration, made here: summaries, tables and sketches. No foreign content, no network.

Nothing random and no clock inside, so that the same demonstration has the same digests everywhere.
"""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

NOTICE = "Made for a demonstration, in our own words. Not the document it speaks about."
PAGE = (595, 842)
PAPER, INK, FAINT, BLOCK = (246, 247, 249), (27, 36, 48), (122, 133, 148), (213, 218, 225)
_LATIN = "cp1252"


def _escaped(text: str) -> bytes:
    """Text as a PDF string in the encoding of its standard fonts."""
    raw = text.encode(_LATIN, "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _wrapped(text: str, width: int = 84) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        if len(line) + len(word) >= width:
            lines, line = [*lines, line.strip()], ""
        line += f" {word}"
    return [*lines, line.strip()]


def make_pdf(title: str, lines: Sequence[str]) -> bytes:
    """One page of plain text as a small valid PDF."""
    body = [b"BT /B 15 Tf 60 770 Td 20 TL (" + _escaped(title) + b") Tj T* /R 11 Tf T*"]
    for line in lines:
        for part in _wrapped(line):
            body.append(b"(" + _escaped(part) + b") Tj T*")
        body.append(b"T*")
    body.append(b"/R 9 Tf (" + _escaped(NOTICE) + b") Tj ET")
    stream = b"\n".join(body)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
        b"/Resources << /Font << /R 5 0 R /B 6 0 R >> >> >>" % PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def make_text(title: str, lines: Sequence[str]) -> bytes:
    """A note in plain text, in whichever script."""
    return "\n".join([title, "", *lines, "", NOTICE, ""]).encode()


def make_table(title: str, lines: Sequence[str]) -> bytes:
    """A small table; `lines` are its rows."""
    return "\r\n".join([*lines, f'"{title}. {NOTICE}",', ""]).encode("utf-8-sig")


def make_sketch(title: str, lines: Sequence[str]) -> bytes:
    """A street plan in grey blocks with a label for each of `lines`: a drawing, never a photograph."""
    image = Image.new("RGB", (1200, 800), PAPER)
    draw = ImageDraw.Draw(image)
    for column in range(6):
        for row in range(4):
            left, top = 60 + column * 185 + row * 6, 110 + row * 165
            draw.rectangle((left, top, left + 150, top + 125), fill=BLOCK)
    for number, label in enumerate(lines):
        x, y = 150 + (number * 377) % 930, 190 + (number * 211) % 520
        draw.ellipse((x - 13, y - 13, x + 13, y + 13), fill=INK)
        draw.text(
            (x + 22, y - 13), label.encode("latin-1", "replace").decode("latin-1"), fill=INK, font_size=26
        )
    draw.text((60, 30), title.encode("latin-1", "replace").decode("latin-1"), fill=INK, font_size=30)
    draw.text((60, 765), NOTICE, fill=FAINT, font_size=18)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


MAKERS = {"pdf": make_pdf, "txt": make_text, "csv": make_table, "png": make_sketch}
