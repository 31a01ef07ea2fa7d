"""The command line: ``seti-ta list``, ``describe``, ``calc``, ``plan``, ``checklist``,
``template``, ``evidence``, ``rules``, ``workshop``, ``assign``, ``verify``, ``tracker``,
``strip-outputs`` and ``refresh``.

What writes workbooks and Word files or reads checklists loads slowly, so it is imported by the
function that needs it.
"""

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from click.shell_completion import get_completion_class

import seti_ta
from seti_ta import calculators
from seti_ta.calculators import Calculator, InputError, groups
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.checked_entry import rule
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Input, Table
from seti_ta.cli.files import FILE, PROGRAM, Refusal, write_files
from seti_ta.cli.lottery import assign, verify
from seti_ta.cli.plan import loaded, plan, say
from seti_ta.cli.share import refresh, strip_outputs, tracker
from seti_ta.cli.workshop import workshop
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.plan import Plan
from seti_ta.rules import all_rules
from seti_ta.surfaces.csv_rows import csv_text
from seti_ta.surfaces.data import data
from seti_ta.surfaces.presentation import names_of, standing_lines
from seti_ta.surfaces.text import text
from seti_ta.surfaces.web.script import entry

#: The variable by which a shell asks this program for completions.
COMPLETE = "_SETI_TA_COMPLETE"

HELP = {"help_option_names": ["-h", "--help"]}
FORCE = click.Option(["--force"], is_flag=True, help="Write over a file that is there.")


def run() -> None:
    """The command. A full disk or a closed output ends in a sentence, not in a traceback."""
    try:
        main(prog_name=PROGRAM)
    except OSError as error:
        # What is still to be written would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(f"{PROGRAM}: {error.strerror}.")


@click.group(context_settings=HELP)
@click.version_option(seti_ta.__version__)
def main() -> None:
    """Calculators and checklists for sector-focused employment training."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(encoding="utf-8")  # some pipes cannot write every sign


@main.command("list")
def list_calculators() -> None:
    """List the calculators by part of a program, those to start with first, and the checklists."""
    parts = {f"component.{part}": each for part, each in groups.by_component().items()}
    listed = {"gallery.start": groups.to_start_with(), **parts}
    for key, chosen in [*listed.items(), ("gallery.checklists", all_checklists().values())]:
        click.echo(MESSAGES[key])
        for each in chosen:
            click.echo(f"  {each.name}: {each.question} ({each.title})")


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
    for table in calculator.tables:
        lines += [flag(table.name), *(f"    {line}" for line in about_table(calculator, table))]
    lines += ["", say["page.results"]]
    for step in calculator.results:
        word = calculator.unit_word(step)
        lines.append(f"- {calculator.term(step)}{f' ({word})' if word else ''}")
    lines += ["", say["page.limits"], *(f"- {limit}" for limit in calculator.limits)]
    if known := standing_lines(calculator):
        lines += ["", say["page.standing"], *(f"- {line}" for line in known)]
    click.echo("\n".join(lines))


def flag(name: str) -> str:
    """The option for an input: ``--pace-now`` for ``pace_now``."""
    return f"--{name.replace('_', '-')}"


def about(calculator: Calculator, field: Input) -> list[str]:
    """What may be entered in an input, what it means, and where its starting value comes from."""
    told = [*allowed(calculator, field), field.help, start(calculator, field)]
    return list(filter(None, told))


def allowed(calculator: Calculator, field: Input) -> list[str]:
    """What may be entered; of a choice, each key with what it stands for."""
    choices = [f"{key}: {label}" for key, label in field.choices.items()]
    return [rule(calculator, field), *choices]


def start(calculator: Calculator, field: Input) -> str:
    """The starting value of an input, as it is entered here, and its grade."""
    say, value = calculator.messages, field.default
    if not field.choices:
        value = calculator.write(field.name, field.held(value))
    starts = say["page.starts" if value else "page.starts_empty"].format(value=value)
    return f"{starts} {say['page.grade'].format(grade=say[f'grade.{field.source.grade}'])}"


def about_table(calculator: Calculator, table: Table) -> list[str]:
    """What a table holds, column by column, and its starting rows as a file to begin with."""
    columns = [line for each in table.columns for line in allowed(calculator, each)]
    told = [table_rule(table), table.help, *columns, "Starts with:", *csv_lines(calculator, table)]
    return list(filter(None, told))


def table_rule(table: Table) -> str:
    return f"{table.label}: a CSV file with {table.least} to {table.most} rows."


def csv_lines(calculator: Calculator, table: Table) -> list[str]:
    """The starting rows as lines of CSV. A column across another table is several columns."""
    result = calculator()
    header, rows = [], [[] for _ in table.rows]
    for field in table.columns:
        header += names_of(result, field.across) if field.across else [field.name]
        for row, entered in zip(rows, result.entered[table.name], strict=True):
            cells = entered[field.name] if field.across else [entered[field.name]]
            row += ["" if cell is None else entry(cell) for cell in cells]
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return file.getvalue().splitlines()


# ---- calc


class CalculatorCommands(click.Group):
    """One command for each calculator, with an option for each of its inputs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(calculators)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return _calculator_command(calculators[name]) if name in calculators else None


@main.group(cls=CalculatorCommands)
def calc() -> None:
    """Compute a calculator. Inputs that are not given keep their starting values."""


def _calculator_command(calculator: Calculator) -> click.Command:
    def run(**given) -> None:
        entered = {each: given.pop(each) for each in calculator.defaults}
        compute(calculator, {k: v for k, v in entered.items() if v is not None}, **given)

    return click.Command(
        calculator.name,
        callback=run,
        params=[
            *(_option(calculator, each) for each in calculator.inputs),
            *(_table_option(each) for each in calculator.tables),
            *_outputs(),
        ],
        help=calculator.question,
        short_help=calculator.title,
        context_settings=HELP,
    )


def _option(calculator: Calculator, field: Input) -> click.Option:
    """The text is checked by the calculator, so that its sentence is the one that is printed."""
    return click.Option(
        [flag(field.name), field.name],
        multiple=True,
        callback=once,
        metavar="|".join(field.choices) or "NUMBER",
        help=" ".join([rule(calculator, field), start(calculator, field)]),
        shell_complete=lambda ctx, param, typed: [k for k in field.choices if k.startswith(typed)],
    )


def _table_option(table: Table) -> click.Option:
    return click.Option(
        [flag(table.name), table.name],
        multiple=True,
        callback=once,
        type=click.Path(),
        help=table_rule(table),
    )


def once(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> str | None:
    """The one value of an option; of two, the first would be dropped without a word."""
    if len(given) > 1:
        raise Refusal(f"{param.opts[0]} is given twice.")
    return given[0] if given else None


def _outputs() -> list[click.Option]:
    return [
        click.Option(["--text", "shape"], flag_value="text", default="text", help="Print as text."),
        click.Option(["--json", "shape"], flag_value="json", help="Print as JSON, unrounded."),
        click.Option(["--csv", "shape"], flag_value="csv", help="Print as CSV, unrounded."),
        click.Option(["--workbook"], type=FILE, help="Write a workbook (.xlsx) to this file."),
        click.Option(["--word"], type=FILE, help="Write a Word brief (.docx) to this file."),
        click.Option(["--from", "saved"], type=FILE, help="Start from a file made with --json."),
        FORCE,
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
    write = [(workbook, partial(_write_workbook, result)), (word, partial(_write_brief, result))]
    write_files(write, force)
    click.echo(SHAPES[shape](result), nl=False)


def _write_workbook(result: Result, path: Path) -> None:
    from seti_ta.surfaces.workbook import workbook_bytes

    write_whole(path, workbook_bytes(result, edition_date(), check_by_date()))


def _write_brief(result: Result, path: Path) -> None:
    from seti_ta.surfaces.document import brief

    write_whole(path, brief(result, edition_date(), check_by_date()))


def replayed(calculator: Calculator, path: Path) -> dict:
    """The inputs of a file made with ``--json``."""
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        name, inputs, version = saved["calculator"], dict(saved["inputs"]), saved["version"]
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refusal(f"{path} is not a file made with --json.") from None
    if name != calculator.name:
        raise Refusal(f"{path} was made by {name}, not by {calculator.name}.")
    if version != seti_ta.__version__:
        now = seti_ta.__version__
        click.echo(f"{path} was made by version {version}. This is version {now}.", err=True)
    return inputs


main.add_command(plan)
main.add_command(workshop)
main.add_command(assign)
main.add_command(verify)
main.add_command(tracker)
main.add_command(strip_outputs)
main.add_command(refresh)


# ---- checklist


def all_checklists() -> Mapping:
    from seti_ta import checklists

    return checklists


class ChecklistCommands(click.Group):
    """One command for each checklist."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(all_checklists())

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return _checklist_command(all_checklists()[name]) if name in all_checklists() else None


@main.group(cls=ChecklistCommands)
def checklist() -> None:
    """Score a filled-in checklist, or write an empty one."""


def _checklist_command(chosen) -> click.Command:
    return click.Command(
        chosen.name,
        callback=partial(answer, chosen),
        params=[
            click.Option(["--answers"], type=FILE, help="Score this file of answers (.json)."),
            click.Option(
                ["--compare", "other"],
                type=FILE,
                help="Compare them with this file of another date or site (.json).",
            ),
            click.Option(["--label"], default="", help="What --answers is called in it."),
            click.Option(["--other-label"], default="", help="What --compare is called in it."),
            click.Option(["--text", "shape"], flag_value="text", default="text", help="As text."),
            click.Option(["--json", "shape"], flag_value="json", help="As JSON."),
            click.Option(["--blank"], type=FILE, help="Write an empty file of answers (.json)."),
            click.Option(["--workbook"], type=FILE, help="Write an empty workbook (.xlsx)."),
            click.Option(
                ["--word"],
                type=FILE,
                help="Write an empty Word form (.docx); with --answers, a report of them, "
                "and with --compare, of both.",
            ),
            FORCE,
        ],
        help=chosen.question,
        short_help=chosen.title,
        context_settings=HELP,
    )


def answer(
    chosen,
    answers: Path | None,
    other: Path | None,
    label: str,
    other_label: str,
    shape: str,
    blank: Path | None,
    workbook: Path | None,
    word: Path | None,
    force: bool,
) -> None:
    """Scores a file of answers, writes the files that are asked for, then prints."""
    if not (answers or blank or workbook or word):
        raise Refusal(f"Say what to do. See: {PROGRAM} checklist {chosen.name} --help")
    if (other or label or other_label) and not (answers and other):
        raise Refusal("--compare goes with --answers, and labels go with both.")
    sheet, scored = scored_file(chosen, answers) if answers else (None, None)
    compared = compared_files(chosen, (other, other_label), (answers, label)) if other else None
    write = [
        (blank, partial(_write_blank, chosen)),
        (workbook, partial(_write_empty_workbook, chosen)),
        (word, _word_writer(chosen, sheet, scored, compared)),
    ]
    write_files(write, force)
    if compared:
        click.echo(compared_as(shape, compared), nl=False)
    elif scored:
        click.echo(scored_as(shape, scored), nl=False)


def _word_writer(chosen, sheet, scored, compared) -> Callable[[Path], object]:
    """A report on both answers, on the one that is there, or the empty form."""
    if compared:
        return partial(_write_comparison, compared)
    return partial(_write_report, sheet, scored) if sheet else partial(_write_form, chosen)


def scored_file(chosen, path: Path) -> tuple:
    """The sheet in a file of answers, and its score."""
    try:
        sheet = answer_sheet(chosen, path)
        return sheet, sheet.score()
    except InputError as error:
        raise Refusal(str(error)) from None


def answer_sheet(chosen, path: Path):
    """What a file of answers holds, if it answers this checklist."""
    from seti_ta.checklists import read_answers

    sheet = read_answers(path)
    if sheet.checklist != chosen.name:
        raise Refusal(f"{path} holds answers to {sheet.checklist}, not to {chosen.name}.")
    return sheet


def compared_files(chosen, first: tuple[Path, str], second: tuple[Path, str]):
    """The comparison of two files of answers, each with its label."""
    from seti_ta.checklists import compare

    try:
        sheets = [answer_sheet(chosen, path) for path, _ in (first, second)]
        return compare(*sheets, first[1], second[1])
    except InputError as error:
        raise Refusal(str(error)) from None


def compared_as(shape: str, comparison) -> str:
    from seti_ta.surfaces.comparison_data import data as comparison_data
    from seti_ta.surfaces.comparison_text import report

    if shape == "json":
        return json.dumps(comparison_data(comparison), indent=2) + "\n"
    return report(comparison)


def scored_as(shape: str, scored) -> str:
    from seti_ta.surfaces.checklist_data import data as checklist_data
    from seti_ta.surfaces.checklist_text import report

    if shape == "json":
        return json.dumps(checklist_data(scored), indent=2) + "\n"
    return report(scored, date.today())


def _write_blank(chosen, path: Path) -> None:
    from seti_ta.checklists import Answer, AnswerSheet, write_answers

    answers = {item.id: Answer() for item in chosen.items}
    write_answers(AnswerSheet(chosen.name, answers, date.today()), path, replace=True)


def _write_empty_workbook(chosen, path: Path) -> None:
    from seti_ta.surfaces.checklist_workbook import write_workbook

    write_workbook(chosen, path, edition_date(), check_by_date())


def _write_comparison(comparison, path: Path) -> None:
    from seti_ta.surfaces.comparison_document import comparison_document

    write_whole(path, comparison_document(comparison, edition_date(), check_by_date()))


def _write_form(chosen, path: Path) -> None:
    from seti_ta.surfaces.checklist_document import write_document

    write_document(chosen, path, edition_date(), check_by_date())


def _write_report(sheet, scored, path: Path) -> None:
    from seti_ta.surfaces.checklist_report import write_report

    write_report(sheet, scored, path, date.today(), edition_date(), check_by_date())


# ---- templates


@main.command()
@click.argument("name", metavar="NAME|list")
@click.argument("path", metavar="[FILE.docx]", type=FILE, required=False)
@click.option("--plan", "plan_path", type=FILE, help="Fill it from this plan's file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def template(name: str, path: Path | None, plan_path: Path | None, force: bool) -> None:
    """Print a template, or write it as a Word file; "list" names them all."""
    from seti_ta import templates
    from seti_ta.surfaces.template_document import word_bytes
    from seti_ta.surfaces.template_text import text as template_text

    if name == "list":
        for each in templates.values():
            click.echo(f"{each.name}: {each.title}. {each.purpose}")
        return
    if name not in templates:
        raise Refusal(f"There is no template {name!r}. See: {PROGRAM} template list")
    document = templates[name].document(loaded(plan_path) if plan_path else Plan())
    if path is None:
        say(template_text(document), nl=False)
        return
    content = word_bytes(document, edition_date(), check_by_date())
    write_files([(path, lambda to: write_whole(to, content))], force)


# ---- evidence


@main.command("evidence")
@click.option("--csv", "table", type=FILE, help="Write the evidence table (.csv) to this file.")
@click.option("--workbook", type=FILE, help="Write it as a workbook (.xlsx) to this file.")
@click.option("--check", type=FILE, help="Say whether this file (.csv) follows the table's rules.")
@click.option("--studies", type=FILE, help="With --check: reports that are not in our list (.csv).")
@click.option("--programs", type=FILE, help="With --check: programs that are not in it (.csv).")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def evidence_table(
    table: Path | None,
    workbook: Path | None,
    check: Path | None,
    studies: Path | None,
    programs: Path | None,
    force: bool,
) -> None:
    """Write the evidence table, or check a file of your own rows."""
    if (studies or programs) and not check:
        raise Refusal("--studies and --programs go with --check.")
    if not (table or workbook or check):
        raise Refusal(f"Say what to do. See: {PROGRAM} evidence --help")
    if check:
        rows = checked_rows(check, studies, programs)
        click.echo("1 row follows the rules." if rows == 1 else f"{rows} rows follow the rules.")
    from seti_ta.surfaces import evidence_files

    writers = [(table, evidence_files.write_csv), (workbook, evidence_files.write_workbook)]
    write_files(writers, force)


def checked_rows(path: Path, studies: Path | None, programs: Path | None) -> int:
    """How many rows a file holds that all follow the rules."""
    from seti_ta import evidence

    try:
        rows = evidence.load(path, studies=studies, programs=programs)
        if taken := [row_id for row_id in rows.index if row_id in evidence.load().index]:
            raise Refusal(
                f"{path.name}, row {taken[0]}: row_id is in our table already, "
                "which wants an id of its own."
            )
        return len(rows)
    except evidence.EvidenceError as error:
        raise Refusal(str(error)) from None
    except OSError as error:
        raise Refusal(f"{error.filename} cannot be read: {error.strerror}.") from None


# ---- rules


@main.command("rules")
@click.argument("id", required=False)
@click.option("--topic", help="Only rules on this topic.")
@click.option("--status", help='Only rules with this status, such as "in force".')
@click.option("--check", is_flag=True, help="Say which rules are due to be checked again.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="With --check: as on this day.")
def dated_rules(
    id: str | None, topic: str | None, status: str | None, check: bool, on: datetime | None
) -> None:
    """List the rules that calculators and pages stand on, or show one by its ID."""
    if on and not check:
        raise Refusal("--on goes with --check.")
    if check:
        check_rules(on.date() if on else date.today())
    elif id:
        click.echo(about_rule(id))
    else:
        list_rules({"topic": topic, "status": status})


def list_rules(wanted: Mapping[str, str | None]) -> None:
    """One line for each rule; ``wanted`` says what some of its fields must be."""
    found = list(all_rules().values())
    for name, value in wanted.items():
        known = {getattr(each, name) for each in all_rules().values()}
        if value and value not in known:
            raise Refusal(
                f"No rule has the {name} {value!r}. There are: {', '.join(sorted(known))}."
            )
        found = [each for each in found if value in (None, getattr(each, name))]
    for each in found:
        click.echo(f"{each.id}: {each.name} ({each.status})")


def about_rule(id: str) -> str:
    """All that the table says of one rule."""
    if id not in all_rules():
        raise Refusal(f"There is no rule {id!r}. See: {PROGRAM} rules")
    found = all_rules()[id]
    numbers = [
        f"- {key}: {value}{' (recalled, not read)' if key in found.recalled_numbers else ''}"
        for key, value in found.numbers.items()
    ]
    told = [
        f"{found.name} ({found.kind}, {found.jurisdiction})",
        found.dated,
        "",
        found.what_it_says,
        found.what_it_means_for_a_board,
        *numbers,
        "",
        f"{found.source_title}; {found.source_locator}. {found.url}".strip(),
        found.note,
    ]
    return "\n".join(told).strip()


def check_rules(on: date) -> None:
    """Says which rules are overdue, which are due soon; exit code 1 if one is overdue."""
    from seti_ta.evidence.csv_table import EvidenceError
    from seti_ta.rules.check import due_soon, load_rules, overdue

    try:
        load_rules()
    except EvidenceError as error:
        raise Refusal(str(error)) from None
    red, amber = list(overdue(on)), list(due_soon(on))
    for color, found in (("red", red), ("amber", amber)):
        for each, why in found:
            click.echo(f"{color}: {each.id} {why}.")
    click.echo(f"{len(all_rules())} rules on {on}: {len(red)} red, {len(amber)} amber.")
    sys.exit(bool(red))


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
