"""The rows of a table as fields in a notebook, with buttons that add and remove them."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from html import escape

import ipywidgets

from seti_ta.calculators import Calculator, checked_entry
from seti_ta.calculators.checked_table import cell_label
from seti_ta.calculators.vocabulary import Input, Table
from seti_ta.surfaces.web.script import entry
from seti_ta.surfaces.widget_parts import control, problem_html

#: The names of the rows of each table, by table.
Names = Mapping[str, Sequence[str]]


class TableField(ipywidgets.VBox):
    """The rows of one table.

    ``names`` tells the rows of every table, for columns across another one. ``changed`` is
    called after each change of an entry, ``resized`` after rows came or went: with this table,
    and the place of the row that was removed or 0.
    """

    def __init__(
        self,
        calculator: Calculator,
        table: Table,
        names: Callable[[], Names],
        changed: Callable[[], None],
        resized: Callable[["TableField", int], None],
    ):
        self.calculator, self.table = calculator, table
        self.names, self.changed, self.resized = names, changed, resized
        self.across = [field for field in table.columns if field.across]
        self.rows: list[RowBlock] = []
        self.about = ipywidgets.HTML(f"<h4>{escape(table.label)}</h4><p>{escape(table.help)}</p>")
        self.problem = ipywidgets.HTML()
        add = calculator.messages["widget.add"].format(row=table.row)
        self.add = ipywidgets.Button(description=add)
        self.add.on_click(lambda _: self.add_row())
        super().__init__()

    @property
    def records(self) -> list[dict]:
        """The entries of every row as typed, column to text."""
        return [row.record for row in self.rows]

    @property
    def row_names(self) -> list[str]:
        return [record[self.table.named_by.name] for record in self.records]

    def put(self, records: Sequence[Mapping]) -> None:
        """Shows these rows."""
        self.rows = [RowBlock(self, number, each) for number, each in enumerate(records, start=1)]
        for row in self.rows:
            row.remove.disabled = len(records) <= self.table.least
        self.add.disabled = len(records) >= self.table.most
        self.children = (self.about, self.problem, *self.rows, self.add)

    def add_row(self) -> None:
        """Adds a row that can be used as it is: defaults, and its number for a name."""
        name = self._free_name()
        row = {each.name: self._start(each, name) for each in self.table.columns}
        self.put([*self.records, row])
        self.resized(self, 0)
        self.rows[-1].cells[0].control.focus()

    def _free_name(self) -> str:
        """A name that no row has yet, such as "Sector 4"."""
        taken = {checked_entry.as_name(name).lower() for name in self.row_names}
        names = (f"{self.table.row} {n}" for n in itertools.count(len(self.rows) + 1))
        return next(name for name in names if name.lower() not in taken)

    def _start(self, field: Input, name: str):
        if field.across:
            return [field.default for _ in self.names()[field.across]]
        return name if field.is_text and not field.optional else field.default

    def remove_row(self, number: int) -> None:
        self.put([row.record for row in self.rows if row.number != number])
        self.resized(self, number)
        self.add.focus()

    def fit(self, other: Table, removed: int) -> None:
        """Gives the columns across ``other`` one value for each of its rows."""
        records = self.records
        for field in (each for each in self.across if each.across == other.name):
            size = len(self.names()[other.name])
            for record in records:
                values = record[field.name]
                left = [value for place, value in enumerate(values, 1) if place != removed]
                record[field.name] = left + [field.default] * (size - len(left))
        self.put(records)

    def show(self, problems: Mapping[str, str]) -> None:
        """Shows the problems beside their cells, and what the rows of other tables are called."""
        self.problem.value = problem_html(problems.get(self.table.name, ""))
        for cell in (cell for row in self.rows for cell in row.cells):
            cell.show(problems.get(cell.key, ""))


class RowBlock(ipywidgets.VBox):
    """One row: its cells, and a button that removes it."""

    def __init__(self, table: TableField, number: int, record: Mapping):
        self.table, self.number = table, number
        self.cells = [
            Cell(table, number, field, place, value)
            for field in table.table.columns
            for place, value in _placed(field, record[field.name])
        ]
        remove = table.calculator.messages["widget.remove"]
        name = f"{table.table.row} {number}"
        self.remove = ipywidgets.Button(description=remove.format(row=name))
        self.remove.on_click(lambda _: table.remove_row(number))
        super().__init__([*self.cells, self.remove])

    @property
    def record(self) -> dict:
        """The entries as typed, column to text; a column across another table holds a list."""
        record: dict = {}
        for cell in self.cells:
            if cell.field.across:
                record.setdefault(cell.field.name, []).append(cell.control.value)
            else:
                record[cell.field.name] = cell.control.value
        return record


class Cell(ipywidgets.VBox):
    """One entry of a row, and beside it what is wrong. ``place`` is 0 unless it is across."""

    def __init__(self, table: TableField, number: int, field: Input, place: int, value):
        self.table, self.number, self.field, self.place = table, number, field, place
        self.key = f"{table.table.name}.{number}.{field.name}" + (f".{place}" if place else "")
        label = cell_label(table.calculator, field, number, place)
        self.control = control(field, label, "" if value is None else entry(value))
        self.control.observe(lambda _: table.changed(), names="value")
        self.problem = ipywidgets.HTML()
        super().__init__([self.control, self.problem])

    def show(self, problem: str) -> None:
        self.problem.value = problem_html(problem)
        if self.place:
            name = self.table.names()[self.field.across][self.place - 1]
            self.control.description = f"{self.table.table.row} {self.number}, {name}"


def _placed(field: Input, value) -> list[tuple]:
    """The values of a cell with their places; a single value has the place 0."""
    return list(enumerate(value, start=1)) if field.across else [(0, value)]
