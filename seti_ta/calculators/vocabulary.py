"""The words a calculator is defined in.

A calculator is one file: a declaration of its inputs, steps and results, and an
ordinary Python function that computes them. Every surface (Python, page, workbook)
is made from that one definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from string import Formatter

from seti_ta.calculators.basis import bases, every_choice
from seti_ta.calculators.basis import written as written_basis
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.functions import WHITELIST
from seti_ta.calculators.reader import NUMBER, TEXT, DefinitionError, Formula, Values, read
from seti_ta.calculators.units import UNITS, written
from seti_ta.evidence.estimates import row, studies
from seti_ta.evidence.facts import fact
from seti_ta.rules import rule

#: An entry is shown with up to this many decimals.
ENTRY_DIGITS = 4

_WORDS_OF_JAVASCRIPT = """
await break case catch class const continue debugger default delete do else enum export extends
false finally for function if implements import in instanceof interface let new null package
private protected public return static super switch this throw true try typeof var void while
with yield arguments eval undefined NaN Infinity Math
"""
_WORDS_OF_OURS = """
year years month months schedule running_total calculator entered values written label
board_sentence warnings sensitivity per row column rows rank active_at_start share_first down
left_out shape workbook word saved force assign_money
"""

#: What no input or step may be called: it means something else on a surface.
NOT_NAMES = frozenset([*_WORDS_OF_JAVASCRIPT.split(), *_WORDS_OF_OURS.split(), *WHITELIST])

#: How far a default or reference figure can be trusted, best first. ``example`` is ours; what
#: stands on a ``rule`` holds while the rule does; ``plan`` is computed by another calculator.
GRADES = (
    "report read", "named secondary", "machine-extracted", "rule", "judgement", "example", "plan",
)  # fmt: skip

#: Who asks the question, and the part of a program that it is about.
USERS = ("board", "coach", "trainer")
COMPONENTS = (
    "screening", "training", "readiness", "support", "employers", "money", "results", "sector",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: what was read, the place in it, and how far to trust it.

    ``rule`` is the id of a rule that it stands on.
    """

    grade: str
    citation: str = ""
    locator: str = ""
    url: str = ""
    rule: str = ""

    @classmethod
    def of(cls, id: str) -> Source:
        """The source of a fact."""
        known = fact(id)
        return cls(known.grade, known.citation, known.locator, known.url)

    @classmethod
    def of_estimate(cls, row_id: str) -> Source:
        """The source of a row of the evidence table."""
        found = row(row_id)
        study = studies()[found["study_id"]]
        return cls(
            found["grade"],
            f"{study['authors']} ({study['year'] or 'undated'}), {study['title']}",
            found["source_locator"],
            found["source_url"],
        )

    @classmethod
    def of_rule(cls, id: str) -> Source:
        """The source of a rule, with its status and dates."""
        known = rule(id)
        return cls(
            "rule",
            f"{known.name}. {known.source_title}",
            f"{known.source_locator}. {known.dated}",
            known.url,
            id,
        )


def as_percent(share: float) -> float:
    """A share of one as it is entered: 7, not 7.000000000000001."""
    return round(100 * share, ENTRY_DIGITS)


@dataclass(frozen=True)
class Reference:
    """A published figure shown beside an input, as a value the reader may take over."""

    value: float
    label: str
    source: Source

    @classmethod
    def to(cls, id: str, label: str) -> Reference:
        """A reference to a fact."""
        return cls(fact(id).value, label, Source.of(id))

    @classmethod
    def of_rule(cls, id: str, key: str, label: str) -> Reference:
        """A reference to a number of a rule; a share of one becomes a percent."""
        number = rule(id).number(key)
        entered = as_percent(number) if isinstance(number, float) else number
        return cls(entered, label, Source.of_rule(id))


@dataclass(frozen=True)
class Input:
    """One thing the reader enters.

    ``low``, ``high`` and ``default`` are as entered: percent, not a share of one.
    ``whole`` allows whole numbers only. ``choices`` maps keys to labels and makes the
    input a choice; it then has no range. An input of the unit "text" is a name; it has no
    range either. An ``optional`` number or text may be empty. In a table, an input is a column:
    ``default`` is what a new row starts with, and a column ``across`` another table has one
    value for each row of that one.

    ``follows`` names what a plan carries over, as "calculator.step" or "plan.input", ``times``
    a factor. ``per`` says whom an amount is for, or whom a count counts ("enrollee"), or of
    whom a share is one ("enrollee/offered"); see ``basis``. Where the reader chooses, it is the
    name of that choice, whose keys are bases or have them in ``bases``.
    """

    name: str
    label: str
    unit: str
    default: float | str | None
    source: Source
    low: float = 0
    high: float = 0
    help: str = ""
    whole: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    optional: bool = False
    across: str = ""
    follows: str = ""
    times: float = 1
    per: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_percent(self) -> bool:
        return UNITS[self.unit].format == "percent"

    @property
    def is_text(self) -> bool:
        return UNITS[self.unit].format == "text"

    @property
    def is_number(self) -> bool:
        return not self.choices and not self.is_text

    @property
    def can_move(self) -> bool:
        """Whether 10 percent more or less of it means anything."""
        return self.is_number and UNITS[self.unit].format != "year"

    def held(self, entered: float | str | None) -> float | str | None:
        """The value the formulas see: a percent becomes a share of one."""
        return entered / 100 if self.is_percent and entered is not None else entered


@dataclass(frozen=True)
class Constant:
    """A number that the formulas use and the reader does not enter, such as a limit in a rule.

    ``value`` is as entered: percent, not a share of one.
    """

    name: str
    label: str
    unit: str
    value: float
    source: Source
    per: str = ""

    @classmethod
    def of_rule(cls, name: str, label: str, unit: str, id: str, key: str) -> Constant:
        """A number of a rule. One that was recalled, not read, is a judgement of ours."""
        known, source = rule(id), Source.of_rule(id)
        if key in known.recalled_numbers:
            source = replace(source, grade="judgement")
        entered = known.number(key)
        if UNITS[unit].format == "percent":
            entered = as_percent(entered)
        return cls(name, label, unit, entered, source)

    @property
    def held(self) -> float:
        """The value the formulas see: a percent becomes a share of one."""
        return self.value / 100 if UNITS[self.unit].format == "percent" else self.value


@dataclass(frozen=True)
class Table:
    """Rows that the reader may add, change and remove: from ``least`` to ``most``.

    The formulas see each column as a list. ``row`` says what one row is, such as "Sector".
    ``rows`` are those that the reader starts with, column to entry; a column ``across``
    another table holds a list. If ``unique``, no two rows may have the same name, in small
    letters or in capitals.
    """

    name: str
    label: str
    row: str
    columns: tuple[Input, ...]
    rows: tuple[Mapping[str, object], ...]
    source: Source
    least: int
    most: int
    help: str = ""
    unique: bool = False

    @property
    def named_by(self) -> Input:
        """The column that says what a row is called."""
        return next(each for each in self.columns if each.is_text)


@dataclass(frozen=True)
class Order:
    """Of two inputs, ``lower`` may not be above ``upper``; if ``strict``, it must be below.

    Two columns of one table keep the order in each row. An empty side keeps any order.
    """

    lower: str
    upper: str
    strict: bool = False


@dataclass(frozen=True)
class Step:
    """One computed value, named as in the function.

    ``label`` may hold ``{name}`` fields; ``short`` is then its name inside formulas. A step
    that is ``slow`` is computed on the page when the browser has time; nothing but notes and
    results may depend on it. ``per``, if given, must be the basis that its formula has. A step
    of unit "name" may give the keys of its ``answers``.
    """

    name: str
    label: str
    unit: str
    help: str = ""
    short: str = ""
    slow: bool = False
    per: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """Results by row: columns and steps of one table side by side, the row's name first.

    Or one matrix, alone; its rows and columns bring their names.
    """

    title: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """A sentence shown while the yes-or-no step ``when`` is true, or the number ``when`` is given.

    Without a ``when`` it is always shown.

    ``rules`` are the ids of the rules that it stands on; they are named with their dates.
    """

    text: str
    when: str = ""
    rules: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The text, with the names of its rules."""
        names = "; ".join(rule(id).with_status for id in self.rules)
        return f"{self.text} [{names}]" if names else self.text

    def holds(self, values: Mapping) -> bool:
        return not self.when or (values[self.when] is not None and values[self.when] is not False)


@dataclass(frozen=True)
class Verdict:
    """One question, answered by the step ``step`` of unit "name"; its notes are the reasons."""

    title: str
    step: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Chart:
    """Bars for a list of steps, for the rows of one column, or for the times of one schedule.

    A schedule may have a ``low`` and a ``high``; a column takes its names from ``labels``.
    """

    title: str
    bars: tuple[str, ...]
    low: str = ""
    high: str = ""
    labels: str = ""


@dataclass(frozen=True)
class Preset:
    """A named set of values for some inputs, such as one trial's findings.

    ``details`` are the facts that a reader needs to judge the set, label to text.
    """

    name: str
    label: str
    values: Mapping[str, float | str]
    details: Mapping[str, str]
    source: Source


@dataclass(frozen=True)
class Example:
    """A worked case: inputs as entered, results as written, and who computed it."""

    inputs: Mapping[str, float | str]
    results: Mapping[str, str]
    source: str


@dataclass(frozen=True)
class Calculator:
    """A calculator: its declaration and the function that computes it.

    ``users`` are those who ask the question, ``component`` the part of a program that it is
    about. ``start_here`` puts it before the others. ``purpose``, ``use_when`` and ``not_for``
    stand on its own page, if no chapter holds it. What is ``never_kept`` leaves no trace: the
    page does not store it, and it is in no plan.
    """

    function: Callable[..., dict]
    code: str
    title: str
    question: str
    steps: tuple[Step, ...]
    results: tuple[str, ...]
    headline: str
    board_sentence: tuple[Note, ...]
    limits: tuple[str, ...]
    chart: Chart
    examples: tuple[Example, ...]
    checklist_items: tuple[str, ...]
    inputs: tuple[Input, ...] = ()
    tables: tuple[Table, ...] = ()
    orders: tuple[Order, ...] = ()
    row_results: tuple[Rows, ...] = ()
    warnings: tuple[Note, ...] = ()
    presets: tuple[Preset, ...] = ()
    presets_label: str = ""
    #: In a long form: a heading by the input that it stands above.
    headings: Mapping[str, str] = field(default_factory=dict)
    constants: tuple[Constant, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    users: tuple[str, ...] = ()
    component: str = ""
    start_here: bool = False
    purpose: str = ""
    use_when: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    never_kept: bool = False
    messages: Mapping[str, str] = field(default_factory=lambda: MESSAGES)

    def __post_init__(self):
        named = (*self.fields, *self.tables, *self.constants, *self.steps)
        names = [each.name for each in named]
        words = {pair for each in self.fields for pair in each.choices.items()}
        words |= {pair for each in self.steps for pair in each.answers.items()}
        keys = [key for key, _ in words]  # such as yes and no, which mean the same everywhere
        notes = self.notes
        texts = [note.text for note in notes] + [step.label for step in self.steps]
        filled = {name for text in texts for name in named_in(text)}
        used = {*self.results, self.headline, *self.chart.bars, *(n.when for n in notes), *filled}
        used |= {name for each in self.row_results for name in each.columns}
        used |= {each.step for each in self.verdicts}
        used |= {name for each in self.orders for name in (each.lower, each.upper)}
        if strangers := used - {*names, ""}:
            self._refuse(f"not an input or a step: {sorted(strangers)}")
        if twice := {each for each in names + keys if (names + keys).count(each) > 1}:
            self._refuse(f"given twice as a name or a choice: {sorted(twice)}")
        if taken := NOT_NAMES.intersection(names):
            self._refuse(f"names that mean something else on a surface: {sorted(taken)}")
        if unknown := set(self.users).difference(USERS):
            self._refuse(f"not among the users {USERS}: {sorted(unknown)}")
        if self.component not in ("", *COMPONENTS):
            self._refuse(f"'{self.component}' is not among the components {COMPONENTS}")
        if self.headings and not {self.inputs[0].name} <= set(self.headings) <= {
            each.name for each in self.inputs
        }:
            self._refuse("headings stand above inputs, one of them above the first")
        if not self.board_sentence or self.board_sentence[-1].when:
            self._refuse("the last board sentence must stand without a condition")
        for each in self.fields:
            if UNITS[each.unit].format == "whole" and not each.whole:
                self._refuse(f"'{each.name}' is shown as a whole number, so it must be one")
            if each.optional and each.choices:
                self._refuse(f"'{each.name}' is a choice, so it needs a key for no answer")
        for table in self.tables:
            texts = [each for each in table.columns if each.is_text]
            if texts and texts[0].optional:
                self._refuse(f"'{texts[0].name}' names its rows, so it cannot be empty")
            if not table.unique and any(table.name == each.across for each in self.fields):
                self._refuse(f"the rows of '{table.name}' name columns, so it must be unique")
        for each in self.orders:
            if self._table_name(each.lower) != self._table_name(each.upper):
                self._refuse(f"'{each.lower}' and '{each.upper}' are not in one table")
        for id in self.rules:
            rule(id)
        if [f.name for f in self.formulas] != [s.name for s in self.steps]:
            self._refuse("the declared steps are not those of the function")
        for name in filter(self.basis_is_chosen, self.results):
            if not any(f"{{{each}}}" in self.labels[name] for each in self._bases[0][0]):
                self._refuse(f"the label of '{name}' does not say whom it is for")
        for each in notes:
            if not each.when and (empty := named_in(each.text) & self.may_be_empty):
                self._refuse(f"a note names {sorted(empty)}, so it needs a condition")

    def _table_name(self, column: str) -> str:
        """The table of a column; nothing for an input that stands alone."""
        owners = {each.name: table.name for table in self.tables for each in table.columns}
        return owners.get(column, "")

    def _refuse(self, why: str):
        raise DefinitionError(f"{self.name}: {why}")

    def __call__(self, **entered):
        """The result for the inputs given by name; the others keep their defaults.

        Raises:
            InputError: one sentence for each input that is out of its range.
        """
        from seti_ta.calculators.result import calculate

        return calculate(self, entered)

    def __repr__(self) -> str:
        return f"<calculator {self.name}: {self.title}>"

    @property
    def name(self) -> str:
        return self.function.__name__

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """The function's body as named formulas, one for each declared step in order."""
        kinds = {each.name: NUMBER if each.is_number else TEXT for each in self.fields}
        over = {
            each.name: tuple(filter(None, (table.name, each.across)))
            for table in self.tables
            for each in table.columns
        }
        return read(self.function, {n: Values(kind, over.get(n, ())) for n, kind in kinds.items()})

    def compute(self, **held) -> dict:
        """Every value by name, from the inputs as held."""
        return self.function(**{each.name: each.held for each in self.constants}, **held)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note, wherever it is shown."""
        reasons = [note for each in self.verdicts for note in each.notes]
        return (*self.board_sentence, *self.warnings, *reasons)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that the notes stand on, in the order of the notes."""
        return tuple(dict.fromkeys(id for note in self.notes for id in note.rules))

    def needed(self, wanted: Iterable[str]) -> set[str]:
        """``wanted``, and every input and step that they depend on."""
        names = set(wanted)
        for formula in reversed(self.formulas):
            if formula.name in names:
                names |= formula.reads
        return names & self.declared.keys()

    @property
    def step_names(self) -> set[str]:
        return {each.name for each in self.steps}

    @property
    def clock(self) -> str:
        """What schedules run over: "year" or "month"; nothing, if there is none."""
        return next((each.clock for each in self.formulas if each.is_schedule), "")

    @cached_property
    def may_be_empty(self) -> set[str]:
        """The inputs and steps with one value that may have none."""
        optional = {each.name for each in self.inputs if each.optional}
        return optional | {f.name for f in self.formulas if f.is_scalar and f.may_be_empty}

    @cached_property
    def fields(self) -> tuple[Input, ...]:
        """Every input, those of the tables after the others."""
        return (*self.inputs, *(each for table in self.tables for each in table.columns))

    @cached_property
    def table_of(self) -> dict[str, Table]:
        """The table of each column that the reader enters, and of each step by row."""
        by_name = {each.name: each for each in self.tables}
        entered = {each.name: table for table in self.tables for each in table.columns}
        return entered | {f.name: by_name[f.over[0]] for f in self.formulas if f.over}

    @cached_property
    def matrices(self) -> dict[str, tuple[Table, Table]]:
        """The tables of the rows and of the columns of each step that is a matrix."""
        by_name = {each.name: each for each in self.tables}
        over = {each.name: each.over for each in self.formulas if len(each.over) == 2}
        return {name: (by_name[rows], by_name[columns]) for name, (rows, columns) in over.items()}

    @cached_property
    def declared(self) -> dict[str, Input | Constant | Step]:
        """Every input, constant and step by name."""
        return {each.name: each for each in self.fields + self.constants + self.steps}

    @property
    def tie_digits(self) -> int:
        """Swings of the headline that are equal to so many digits differ by rounding error only.

        Large sums of money keep fewer digits right: they are compared to the cent.
        """
        return 2 if UNITS[self.declared[self.headline].unit].format == "dollars" else 6

    @cached_property
    def defaults(self) -> dict[str, object]:
        """The default of every input, as entered; of a table its rows."""
        rows = {each.name: [dict(row) for row in each.rows] for each in self.tables}
        return {each.name: each.default for each in self.inputs} | rows

    @cached_property
    def labels(self) -> dict[str, str]:
        """What a text value may name: an input, a step, a choice or an answer, with its label."""
        choices = {k: v for each in self.fields for k, v in each.choices.items()}
        choices |= {k: v for each in self.steps for k, v in each.answers.items()}
        return choices | {name: each.label for name, each in self.declared.items()}

    def term(self, name: str) -> str:
        """What ``name`` is called inside a formula."""
        return getattr(self.declared[name], "short", "") or self.declared[name].label

    @cached_property
    def _bases(self) -> list[tuple[dict[str, str], dict[str, str]]]:
        """The basis of each name, for every set of choices that it depends on."""
        return [
            (chosen, {n: written_basis(each) for n, each in bases(self, chosen).items()})
            for chosen in every_choice(self)
        ]

    def per(self, name: str, values: Mapping) -> str:
        """Whom an input or step is for, such as "enrollee", given the choices in ``values``."""
        return next(
            found[name]
            for chosen, found in self._bases
            if all(values[each] == key for each, key in chosen.items())
        )

    def basis_is_chosen(self, name: str) -> bool:
        """Whether the reader's choice decides whom ``name`` is for."""
        return len({found[name] for _, found in self._bases}) > 1

    def unit_word(self, name: str) -> str:
        """The unit of an input or step in words, such as "people a week"."""
        word = self.messages.get(f"unit.{self.declared[name].unit}", "")
        return f"{word} {self.messages.get(f'per.{self.person(name)}', '')}".strip()

    def person(self, name: str) -> str:
        """Whom an amount for a person is always for; nothing for other units."""
        is_amount = self.declared[name].unit.endswith("a person")
        return self.per(name, self.defaults) if is_amount and not self.basis_is_chosen(name) else ""

    def word_after(self, name: str) -> str:
        """The unit to print after a value; dollars and percent carry their sign within it."""
        counted = UNITS[self.declared[name].unit].format in ("whole", "number")
        return self.unit_word(name) if counted else ""

    def digits(self, name: str) -> int:
        """Decimals shown of a percent or a plain number: an entry keeps what was entered."""
        if name not in self.step_names:
            return ENTRY_DIGITS
        return UNITS[self.declared[name].unit].digits

    def write(self, name: str, value) -> str:
        """``value`` of the input or step ``name`` as readers see it; nothing, if left out."""
        unit = UNITS[self.declared[name].unit]
        if value is None or unit.format == "text":
            return value or ""
        if unit.format == "yes_no":
            return self.messages["answer.yes" if value else "answer.no"]
        if unit.format == "name":
            return self.labels.get(value, value)
        return written(value, unit, self.digits(name))

    def write_or_dash(self, name: str, value) -> str:
        """The same, and a dash where there is nothing to show."""
        return self.write(name, value) or self.messages["page.nothing"]

    def write_entry(self, name: str, entered) -> str:
        """An entry (percent, not a share of one) as readers see it."""
        return self.write(name, self.declared[name].held(entered))

    def fill(self, text: str, values: Mapping) -> str:
        """``text`` with each ``{name}`` replaced by that value as readers see it."""
        nothing = self.messages["page.nothing"]
        shown = {
            name: nothing if value is None else self.write(name, value)
            for name, value in values.items()
            if not isinstance(value, list)
        }
        return text.format_map(shown)


def named_in(text: str) -> set[str]:
    """The names of the ``{name}`` fields of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


#: For a default that is nobody's finding: a planner's assumption, or an example of ours.
JUDGEMENT = Source("judgement", "Planning assumption of this handbook. Use your own figure.")
EXAMPLE = Source("example", "Enter your own figure.")


def calculator(**declaration) -> Callable[[Callable[..., dict]], Calculator]:
    """Makes the function below it a calculator with this declaration."""

    def declare(function: Callable[..., dict]) -> Calculator:
        return Calculator(function=function, **declaration)

    return declare
