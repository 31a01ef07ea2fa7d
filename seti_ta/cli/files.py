"""What the commands share: a refusal in one sentence, and files that are not written over."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

PROGRAM = "seti-ta"
FILE = click.Path(dir_okay=False, path_type=Path)


class Refusal(click.ClickException):
    """A sentence on stderr, and exit code 2."""

    exit_code = 2

    def show(self, file=None) -> None:
        click.echo(self.message, file=file or sys.stderr)


def write_files(
    writers: Iterable[tuple[Path | None, Callable[[Path], object]]], force: bool
) -> None:
    """Lets each writer write its file, and none if one of the files is there already."""
    wanted = [(path, write) for path, write in writers if path]
    paths = [path for path, _ in wanted]
    if len(set(paths)) < len(paths):
        raise Refusal("Give each file its own name.")
    taken = [str(path) for path in paths if path.exists()]
    if taken and not force:
        raise Refusal(f"Already there: {', '.join(taken)}. Add --force to write over.")
    for path, write in wanted:
        try:
            write(path)
        except OSError as error:
            raise Refusal(f"{path} cannot be written: {error.strerror}.") from None
        click.echo(f"Wrote {path}.", err=True)
