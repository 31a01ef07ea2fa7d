"""The commands on workshops: ``seti-ta workshop list``, and one for each workshop.

What reads workshops and writes their files loads slowly, so it is imported by the command that
needs it.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from seti_ta.cli.files import Refusal, write_files

#: The command beside those of the workshops.
LIST = "list"


def all_workshops() -> Mapping:
    from seti_ta import workshops

    return workshops


class WorkshopCommands(click.Group):
    """``list``, and one command for each workshop."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [LIST, *all_workshops()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name == LIST:
            return click.Command(LIST, callback=list_workshops, help="List the workshops.")
        return _workshop_command(all_workshops()[name]) if name in all_workshops() else None


@click.group(cls=WorkshopCommands)
def workshop() -> None:
    """Print a workshop's agenda, or write its files for trainer and learners."""


def list_workshops() -> None:
    for each in all_workshops().values():
        click.echo(f"{each.name}: {each.title} ({each.minutes} minutes)")


def _workshop_command(chosen) -> click.Command:
    return click.Command(
        chosen.name,
        callback=partial(agenda_or_files, chosen),
        params=[
            click.Option(
                ["--to"],
                type=click.Path(file_okay=False, path_type=Path),
                help="Write one zip with slides, handout, guide and forms to this folder.",
            ),
            click.Option(["--force"], is_flag=True, help="Write over a file that is there."),
        ],
        help=chosen.purpose[0],
        short_help=chosen.title,
    )


def agenda_or_files(chosen, to: Path | None, force: bool) -> None:
    """Writes the zip if a folder is given; else prints the parts with their times."""
    if to:
        write_kit(chosen, to, force)
        return
    click.echo(f"{chosen.title}\n{chosen.for_whom}\n")
    for start, session in zip(chosen.starts, chosen.sessions, strict=True):
        click.echo(f"{start}  {session.title} ({session.minutes} minutes): {session.purpose}")


def write_kit(chosen, folder: Path, force: bool) -> None:
    from seti_ta.edition import check_by_date, edition_date
    from seti_ta.files import write_whole
    from seti_ta.surfaces.workshop_kit import file_name, kit_bytes

    if not folder.is_dir():
        raise Refusal(f"There is no folder {folder}. Make it first, or name another one.")
    content = kit_bytes(chosen, edition_date(), check_by_date())
    write_files([(folder / file_name(chosen), lambda path: write_whole(path, content))], force)
