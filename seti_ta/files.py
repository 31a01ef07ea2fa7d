"""Writing files so that no reader ever meets half of one."""

from pathlib import Path


def write_whole(path: Path, content: bytes) -> Path:
    """Writes a file, whole or not at all."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(content)
    return unfinished.replace(path)
