"""The child process that opens a hostile picture. Run alone: `python -I preview_child.py <side>`.

Reads the original on standard input, writes a fresh JPEG on standard output. It knows nothing of Django,
has no environment, and limits itself before the first byte is read. What it dies of does not matter.
"""

import resource
import sys
import warnings

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")
PIXELS = 64_000_000
MEMORY = 512 * 1024 * 1024
SECONDS = 20
OUTPUT = 8 * 1024 * 1024


def limit() -> None:
    """Give up the right to more CPU, memory, disk, files and processes."""
    for what, value in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))


def smaller(side: int) -> Image.Image:
    """The first frame, turned as the camera says, no larger than `side`, with nothing but pixels."""
    picture: Image.Image = Image.open(sys.stdin.buffer, formats=FORMATS)
    picture.draft("RGB", (side, side))  # only JPEG knows it: decode small, spend little
    picture.thumbnail((side, side))
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture.convert("RGBA"))
        picture = ground
    pixels = picture.convert("RGB")
    clean = Image.new("RGB", pixels.size)
    clean.paste(pixels)
    return clean


def main() -> None:
    """Limit, load, write."""
    Image.preinit()
    Image.init()
    Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    limit()
    smaller(int(sys.argv[1])).save(sys.stdout.buffer, "JPEG", quality=82, optimize=False)


if __name__ == "__main__":
    main()
