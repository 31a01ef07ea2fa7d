"""What a result shows, as plain texts in reading order: for text, Word and the widget."""

from dataclasses import dataclass
from datetime import date

import seti_ta
from seti_ta.calculators.functions import given
from seti_ta.calculators.result import Result, Swing
from seti_ta.calculators.vocabulary import Calculator, Example, Input, Source, Table
from seti_ta.edition import edition_date


def origin(result: Result, given: Input | Table) -> str:
    """Where an input or a table comes from: the reader, or a starting value and its grade."""
    messages = result.calculator.messages
    if not is_starting(result, given):
        return messages["origin.own"]
    if result.entered[given.name] is None:
        return messages["origin.empty"]
    return messages["origin.starting"].format(grade=messages[f"grade.{given.source.grade}"])


def origins_of(result: Result) -> dict[str, str]:
    """Where each input and each table comes from, by name."""
    given = (*result.calculator.inputs, *result.calculator.tables)
    return {each.name: origin(result, each) for each in given}


def is_starting(result: Result, given: Input | Table) -> bool:
    """Whether the reader left the starting value, or the starting rows, as they are."""
    return result.entered[given.name] == result.calculator.defaults[given.name]


@dataclass(frozen=True)
class Grid:
    """A table of texts: a header, and rows that begin with their names."""

    title: str
    header: list[str]
    rows: list[list[str]]


def entered_grid(result: Result, table: Table) -> Grid:
    """The rows that the reader entered. A column across another table is several columns."""
    header: list[str] = []
    columns: list[list[str]] = []
    for field in table.columns:
        if field.across:
            header += names_of(result, field.across)
            cells = [
                [result.calculator.write_or_dash(field.name, each) for each in row]
                for row in result.values[field.name]
            ]
            columns += map(list, zip(*cells, strict=True))
        else:
            header.append(field.label)
            columns.append([cell for [cell] in result.rows([field.name])])
    return Grid(table.label, header, [list(row) for row in zip(*columns, strict=True)])


def names_of(result: Result, table: str) -> list[str]:
    """What the rows of a table are called."""
    found = next(each for each in result.calculator.tables if each.name == table)
    return result.values[found.named_by.name]


def result_grids(result: Result) -> list[Grid]:
    """The results that have a value for each row of a table."""
    return [Grid(each.title, *result.grid(each.columns)) for each in result.calculator.row_results]


def moved(result: Result, swing: Swing) -> tuple[str, str, str, str]:
    """One row of what would change this most: label, range, and the headline at either end."""
    calculator = result.calculator
    low, high = (calculator.write_entry(swing.name, end) for end in (swing.low, swing.high))
    return (
        result.label(swing.name),
        calculator.messages["page.from_to"].format(low=low, high=high),
        calculator.write_or_dash(calculator.headline, swing.headline_low),
        calculator.write_or_dash(calculator.headline, swing.headline_high),
    )


def worked(calculator: Calculator, example: Example) -> str:
    """A worked example in one or two sentences."""
    results = "; ".join(f"{calculator.term(n)} {v}" for n, v in example.results.items())
    inputs = "; ".join(_given(calculator, name, value) for name, value in example.inputs.items())
    key = "page.example_changed" if inputs else "page.example_starting"
    sentence = calculator.messages[key].format(inputs=inputs, results=results)
    return f"{sentence} {example.source}"


def _given(calculator: Calculator, name: str, entered) -> str:
    """One input of an example; of a table, the columns that differ from the starting rows."""
    tables = {each.name: each for each in calculator.tables}
    if name not in tables:
        return f"{calculator.declared[name].label} {calculator.write_entry(name, entered)}"

    def written(field: Input, column: list) -> str:
        cells = (calculator.write_or_dash(field.name, field.held(each)) for each in column)
        return f"{field.label} {', '.join(cells)}"

    changed = [
        written(field, column)
        for field in tables[name].columns
        if not field.across
        for column in [[row[field.name] for row in entered]]
        if column != [row[field.name] for row in tables[name].rows] and any(map(given, column))
    ]
    return f"{tables[name].label}: {'; '.join(changed)}"


def cited(source: Source) -> str:
    """A source in one line: citation, place in it, address."""
    parts = (source.citation, source.locator[:1].upper() + source.locator[1:])
    sentences = [part if part.endswith(".") else f"{part}." for part in parts if part]
    return " ".join([*sentences, *filter(None, [source.url])])


def standing(calculator: Calculator) -> dict[Source, list[str]]:
    """What the formulas and notes stand on: each source, with the fixed numbers that it gives."""
    found: dict[Source, list[str]] = {}
    for each in calculator.constants:
        value = f"{calculator.write(each.name, each.held)} {calculator.word_after(each.name)}"
        found.setdefault(each.source, []).append(f"{each.label}: {value.strip()}")
    named = {each.rule for each in found}
    return found | {Source.of_rule(id): [] for id in calculator.rules if id not in named}


def standing_lines(calculator: Calculator) -> list[str]:
    """The same as one text for each source."""
    return [
        " ".join([*([f"{'; '.join(numbers)}."] if numbers else []), cited(source)])
        for source, numbers in standing(calculator).items()
    ]


def stamp(calculator: Calculator, made_on: date) -> str:
    """Which edition made this, and when."""
    return calculator.messages["page.stamp"].format(
        version=seti_ta.__version__,
        edition=edition_date().isoformat(),
        date=made_on.isoformat(),
    )
