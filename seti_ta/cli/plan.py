"""The commands on a plan's file: ``seti-ta plan new``, ``show``, ``set``, ``memo`` and more.

What writes Word files and workbooks loads slowly, so it is imported by the command that needs it.
"""

import json
import re
from datetime import date
from pathlib import Path

import click

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.calculators.links import SHARED, order
from seti_ta.cli.files import FILE, Refusal, write_files
from seti_ta.edition import check_by_date, edition_date
from seti_ta.plan import Plan

COMMANDS_OF_TERMINALS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
FORCE = click.option("--force", is_flag=True, help="Write over a file that is there.")


@click.group()
def plan() -> None:
    """Keep one plan over all calculators in a file, as the page "My plan" does.

    Names are those of shared inputs, such as completion, and of the inputs of a calculator, such
    as program_cost.fixed. A table is the path of a CSV file.
    """


def loaded(path: Path) -> Plan:
    """The plan in a file; what could not be used is said on stderr."""
    try:
        found = Plan.load(path)
    except InputError as error:
        raise Refusal(str(error)) from None
    for sentence in found.left_aside:
        say(f"{path.name}: {sentence}", err=True)
    return found


def say(text: str, **how) -> None:
    """Prints what may come from somebody else's file, without what would command a terminal."""
    click.echo(COMMANDS_OF_TERMINALS.sub("\ufffd", text), **how)


# ---- Names and values


def names() -> list[str]:
    """Whatever a plan may be told."""
    own = (f"{name}.{field}" for name in order() for field in calculators[name].defaults)
    return [*SHARED, *own]


def _complete_name(ctx, param, typed: str) -> list[str]:
    return [name for name in names() if name.startswith(typed)]


def _complete_value(ctx, param, typed: str) -> list[str]:
    name, is_named, _ = typed.partition("=")
    if not is_named:
        return [f"{each}=" for each in names() if each.startswith(name)]
    origin, _, field = name.rpartition(".")
    fields = calculators[origin].inputs if origin in order() else SHARED.values()
    choices = [key for each in fields if each.name == field for key in each.choices]
    return [each for each in (f"{name}={key}" for key in choices) if each.startswith(typed)]


VALUES = click.argument(
    "values", nargs=-1, metavar="[NAME=VALUE]...", shell_complete=_complete_value
)


def enter(found: Plan, values: tuple[str, ...]) -> None:
    """Enters NAME=VALUE texts; the first that cannot be used is refused."""
    entered = set()
    for each in values:
        name, is_given, value = each.partition("=")
        if not is_given:
            raise Refusal(f"{each}: write NAME=VALUE.")
        if name in entered:
            raise Refusal(f"{name} is given twice.")
        entered.add(name)
        try:
            found.set(name, value)
        except InputError as error:
            raise Refusal(str(error)) from None
        except KeyError as error:
            raise Refusal(error.args[0]) from None


# ---- Commands


@plan.command()
@click.argument("path", metavar="FILE", type=FILE)
@VALUES
@FORCE
def new(path: Path, values: tuple[str, ...], force: bool) -> None:
    """Start a plan, with some values of your own."""
    found = Plan()
    enter(found, values)
    write_files([(path, lambda to: found.save(to, overwrite=True))], force)


@plan.command("set")
@click.argument("path", metavar="FILE", type=FILE)
@VALUES
@click.option(
    "--unset",
    multiple=True,
    shell_complete=_complete_name,
    help="Take back your own value of NAME.",
)
@click.option("--force", is_flag=True, help="Write even if something in the file would be lost.")
def change(path: Path, values: tuple[str, ...], unset: tuple[str, ...], force: bool) -> None:
    """Change values in a plan's file; all of them or none."""
    found = loaded(path)
    if found.left_aside and not force:
        raise Refusal(f"{path} was not changed, because that would be lost. Add --force to go on.")
    enter(found, values)
    for name in unset:
        try:
            found.unset(name)
        except KeyError as error:
            raise Refusal(error.args[0]) from None
    write_files([(path, lambda to: found.save(to, overwrite=True))], force=True)


@plan.command()
@click.argument("path", metavar="FILE", type=FILE)
@click.argument("chosen", metavar="[CALCULATOR]...", nargs=-1, type=click.Choice(order()))
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, unrounded.")
def show(path: Path, chosen: tuple[str, ...], as_json: bool) -> None:
    """Print what a plan says, or all of some calculators."""
    from seti_ta.surfaces.plan_data import data
    from seti_ta.surfaces.plan_text import text

    found = loaded(path)
    if as_json:
        click.echo(json.dumps(data(found), indent=2))
    else:
        say(text(found, chosen), nl=False)


@plan.command()
@click.argument("path", metavar="FILE", type=FILE)
def check(path: Path) -> None:
    """Say whether a plan's file can be used whole, and what has changed since it was saved."""
    from seti_ta.surfaces.plan_words import moved, result_or_problem

    found = loaded(path)
    problems = [
        each for each in (result_or_problem(found, n) for n in found) if isinstance(each, str)
    ]
    for sentence in (*problems, *moved(found)):
        say(sentence)
    own = len(found.own)
    click.echo(f"{path.name} holds {own} {'value' if own == 1 else 'values'} of your own.")
    if problems or found.left_aside:
        raise click.exceptions.Exit(1)


@plan.command()
@click.argument("path", metavar="FILE", type=FILE)
@click.argument("memo_path", metavar="MEMO.docx", type=FILE)
@FORCE
def memo(path: Path, memo_path: Path, force: bool) -> None:
    """Write a plan as a Word memo: the answers first, then how each was reached."""
    from seti_ta.files import write_whole
    from seti_ta.surfaces.plan_document import memo as written

    found = loaded(path)
    content = written(found, date.today(), edition_date(), check_by_date())
    write_files([(memo_path, lambda to: write_whole(to, content))], force)


@plan.command()
@click.argument("path", metavar="FILE", type=FILE)
@click.argument("kit_path", metavar="KIT.xlsx", type=FILE)
@FORCE
def workbook(path: Path, kit_path: Path, force: bool) -> None:
    """Write a plan as one linked workbook."""
    from seti_ta.files import write_whole
    from seti_ta.surfaces.planning_kit import kit_bytes

    try:
        content = kit_bytes(loaded(path), edition_date(), check_by_date())
    except InputError as error:
        raise Refusal(str(error)) from None
    write_files([(kit_path, lambda to: write_whole(to, content))], force)
