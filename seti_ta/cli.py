"""The command line: ``seti-ta list``, ``describe``, ``calc``."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from click.shell_completion import get_completion_class

import seti_ta
from seti_ta import calculators
from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.checked_input import rule
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Input
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.surfaces.csv_rows import csv_text
from seti_ta.surfaces.data import data
from seti_ta.surfaces.text import text

PROGRAM = "seti-ta"
#: The variable by which a shell asks this program for completions.
COMPLETE = "_SETI_TA_COMPLETE"

HELP = {"help_option_names": ["-h", "--help"]}


class Refusal(click.ClickException):
    """A sentence on stderr, and exit code 2."""

    exit_code = 2

    def show(self, file=None) -> None:
        click.echo(self.message, file=file or sys.stderr)


@click.group(context_settings=HELP)
@click.version_option(seti_ta.__version__)
def main() -> None:
    """Calculators for sector-focused employment training."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # some pipes cannot write every sign


@main.command("list")
def list_calculators() -> None:
    """List the calculators."""
    for each in calculators.values():
        click.echo(f"{each.name}: {each.title}. {each.question}")


# ---- describe

NAMES = click.Choice(list(calculators))


@main.command()
@click.argument("name", type=NAMES)
def describe(name: str) -> None:
    """Say what a calculator asks for, what it answers and what it does not tell."""
    calculator = calculators[name]
    say = calculator.messages
    lines = [f"{calculator.title} ({calculator.code})", calculator.question, ""]
    lines.append(say["page.inputs"])
    for field in calculator.inputs:
        lines += [flag(field.name), *(f"    {line}" for line in about(calculator, field))]
    lines += ["", say["page.results"]]
    for step in calculator.results:
        word = calculator.unit_word(step)
        lines.append(f"- {calculator.term(step)}{f' ({word})' if word else ''}")
    lines += ["", say["page.limits"], *(f"- {limit}" for limit in calculator.limits)]
    click.echo("\n".join(lines))


def flag(name: str) -> str:
    """The option for an input: ``--pace-now`` for ``pace_now``."""
    return f"--{name.replace('_', '-')}"


def about(calculator: Calculator, field: Input) -> list[str]:
    """What may be entered in an input, what it means, and where its starting value comes from."""
    choices = [f"{key}: {label}" for key, label in field.choices.items()]
    told = [rule(calculator, field), *choices, field.help, start(calculator, field)]
    return list(filter(None, told))


def start(calculator: Calculator, field: Input) -> str:
    """The starting value of an input, as it is entered here, and its grade."""
    say, value = calculator.messages, field.default
    if not field.choices:
        value = calculator.write(field.name, field.held(value))
    grade = say[f"grade.{field.source.grade}"]
    return f"{say['page.starts'].format(value=value)} {say['page.grade'].format(grade=grade)}"


# ---- calc


class CalculatorCommands(click.Group):
    """One command for each calculator, with an option for each of its inputs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(calculators)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return _command(calculators[name]) if name in calculators else None


@main.group(cls=CalculatorCommands)
def calc() -> None:
    """Compute a calculator. Inputs that are not given keep their starting values."""


def _command(calculator: Calculator) -> click.Command:
    def run(**given) -> None:
        entered = {each: given.pop(each) for each in calculator.defaults}
        compute(calculator, {k: v for k, v in entered.items() if v is not None}, **given)

    return click.Command(
        calculator.name,
        callback=run,
        params=[*(_option(calculator, each) for each in calculator.inputs), *_outputs()],
        help=calculator.question,
        short_help=calculator.title,
        context_settings=HELP,
    )


def _option(calculator: Calculator, field: Input) -> click.Option:
    """The text is checked by the calculator, so that its sentence is the one that is printed."""
    return click.Option(
        [flag(field.name), field.name],
        metavar="|".join(field.choices) or "NUMBER",
        help=" ".join([rule(calculator, field), start(calculator, field)]),
        shell_complete=lambda ctx, param, typed: [k for k in field.choices if k.startswith(typed)],
    )


def _outputs() -> list[click.Option]:
    path = click.Path(dir_okay=False, path_type=Path)
    return [
        click.Option(["--text", "shape"], flag_value="text", default="text", help="Print as text."),
        click.Option(["--json", "shape"], flag_value="json", help="Print as JSON, unrounded."),
        click.Option(["--csv", "shape"], flag_value="csv", help="Print as CSV, unrounded."),
        click.Option(["--workbook"], type=path, help="Write a workbook (.xlsx) to this file."),
        click.Option(["--word"], type=path, help="Write a Word brief (.docx) to this file."),
        click.Option(["--from", "saved"], type=path, help="Start from a file made with --json."),
        click.Option(["--force"], is_flag=True, help="Write over a file that is there."),
    ]


#: What is printed, by the name of its option. Bytes, because a CSV file has its own line ends.
SHAPES: Mapping[str, Callable[[Result], str | bytes]] = {
    "text": lambda result: text(result) + "\n",
    "json": lambda result: json.dumps(data(result), indent=2) + "\n",
    "csv": lambda result: csv_text(result).encode(),
}


def compute(
    calculator: Calculator,
    entered: Mapping,
    shape: str,
    workbook: Path | None,
    word: Path | None,
    saved: Path | None,
    force: bool,
) -> None:
    """Computes, writes the files that are asked for, then prints."""
    if saved:
        entered = replayed(calculator, saved) | entered
    try:
        result = calculator(**entered)
    except InputError as error:
        raise Refusal(f"{error}\nSee: {PROGRAM} describe {calculator.name}") from None
    files = {}
    # Imported only where they are wanted: both libraries are slow to start.
    if workbook:
        from seti_ta.surfaces.workbook import workbook_bytes

        files[workbook] = workbook_bytes(result, edition_date(), check_by_date())
    if word:
        from seti_ta.surfaces.document import brief

        files[word] = brief(result, edition_date(), check_by_date())
    write_files(files, force)
    click.echo(SHAPES[shape](result), nl=False)


def replayed(calculator: Calculator, path: Path) -> dict:
    """The inputs of a file made with ``--json``."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        name, inputs, version = saved["calculator"], dict(saved["inputs"]), saved["version"]
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError):
        raise Refusal(f"{path} is not a file made with --json.") from None
    if name != calculator.name:
        raise Refusal(f"{path} was made by {name}, not by {calculator.name}.")
    if version != seti_ta.__version__:
        now = seti_ta.__version__
        click.echo(f"{path} was made by version {version}. This is version {now}.", err=True)
    return inputs


def write_files(files: Mapping[Path, bytes], force: bool) -> None:
    """Writes each file whole or not at all, and none if one of them is there already."""
    taken = [str(path) for path in files if path.exists()]
    if taken and not force:
        raise Refusal(f"Already there: {', '.join(taken)}. Add --force to write over.")
    for path, content in files.items():
        try:
            write_whole(path, content)
        except OSError as error:
            raise Refusal(f"{path} cannot be written: {error.strerror}.") from None
        click.echo(f"Wrote {path}.", err=True)


# ---- completion


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script that completes commands and options with the Tab key.

    \b
    bash: seti-ta completion bash > ~/.seti-ta.bash, then add to ~/.bashrc: . ~/.seti-ta.bash
    zsh:  seti-ta completion zsh > ~/.seti-ta.zsh, then add to ~/.zshrc: . ~/.seti-ta.zsh
    fish: seti-ta completion fish > ~/.config/fish/completions/seti-ta.fish
    """
    script = get_completion_class(shell)(main, {}, PROGRAM, COMPLETE)
    click.echo(script.source_template % script.source_vars())
