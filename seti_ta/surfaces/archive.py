"""Zip files that are the same bytes each time: what is in them is dated by the edition."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date


def zipped(parts: Mapping[str, bytes], edition: date) -> bytes:
    """A zip of these parts by name, in their order."""
    day = (edition.year, edition.month, edition.day, 0, 0, 0)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, day)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    return written.getvalue()


def redated(content: bytes, edition: date) -> bytes:
    """A zip, such as an Office file, with the same parts dated by the edition."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, edition)
