"""Writing files so that no reader ever meets half of one."""

from pathlib import Path


def write_whole(path: Path, content: bytes) -> Path:
    """Writes a file, whole or not at all.

    Raises:
        OSError: and nothing is left behind.
    """
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_bytes(content)
        return unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
