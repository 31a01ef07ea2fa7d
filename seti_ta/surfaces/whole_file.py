"""Files that are never half-written."""

from pathlib import Path


def write_whole(path: Path, content: bytes) -> Path:
    """Writes the file whole or not at all.

    Raises:
        OSError: and nothing is left behind.
    """
    unfinished = path.with_name(f"{path.name}.part")
    try:
        unfinished.write_bytes(content)
        return unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
