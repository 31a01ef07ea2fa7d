"""The workbook that ships, recalculated by LibreOffice, says exactly what Python says."""

import random
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from types import FunctionType

import pytest
from cases import PARITY_CASES, leaves, parity_cases, valid_cases
from cases import difference as apart
from made_up import made_up_costs, made_up_months, made_up_rules
from office import INSTALLED, Office

import seti_ta
from seti_ta.calculators import InputError
from seti_ta.calculators.functions import t_quantile
from seti_ta.surfaces.scenarios import has_scenarios
from seti_ta.surfaces.workbook import write_workbook

CALCULATORS = [*seti_ta.calculators.values(), made_up_costs, made_up_rules, made_up_months]
EDITION, CHECK_BY = date(2026, 11, 23), date(2099, 11, 23)
#: A sheet drops what is left of two numbers that agree to this share of their size.
LAST_DIGITS = 4e-15
SWING = ("input", "low", "headline_low", "high", "headline_high")
TOLERANCE = 1e-9
every_calculator = pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda each: each.name)
with_tables = pytest.mark.parametrize(
    "calculator", [each for each in CALCULATORS if each.tables], ids=lambda each: each.name
)
with_unique_names = pytest.mark.parametrize(
    "calculator",
    [each for each in CALCULATORS if any(table.unique for table in each.tables)],
    ids=lambda each: each.name,
)
FINE = CALCULATORS[0].messages["workbook.fine"]
with_orders = pytest.mark.parametrize(
    "calculator", [each for each in CALCULATORS if each.orders], ids=lambda each: each.name
)


@pytest.fixture(scope="module")
def office():
    if not INSTALLED:
        pytest.skip("LibreOffice or its Python bridge is not installed")
    with Office() as office:
        yield office


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("workbooks")


def shipped(calculator, folder: Path) -> Path:
    path = folder / f"{calculator.name}.xlsx"
    return path if path.exists() else write_workbook(calculator, path, EDITION, CHECK_BY)


@every_calculator
def test_random_cases_agree_with_python(calculator, office, folder, record_property):
    slow = any(step.slow for step in calculator.steps)
    cases = parity_cases(calculator, PARITY_CASES * 3 // 10 if slow else PARITY_CASES)
    results = [calculator(**case) for case in cases]
    answers = office.answers(
        shipped(calculator, folder), [cells(each) for each in results], stays=True
    )
    pairs = zip(results, answers, strict=True)
    differences = [each for pair in pairs if (each := difference_if_steady(*pair)) is not None]
    assert len(differences) >= 0.98 * len(cases)
    said = f"{len(differences)} cases of {len(cases)}, worst difference {max(differences):.1e}"
    record_property(f"{calculator.name}, workbook", said)


def difference_if_steady(result, answer: dict) -> float | None:
    """The worst difference; none where they differ and Python's own answer hangs on noise."""
    try:
        return difference(result, answer)
    except AssertionError:
        if is_steady(result):
            raise
        return None


def is_steady(result) -> bool:
    """Whether Python itself says the same when the cells of tables change in their last digits.

    Where two rows differ by a hair, some results are one hair divided by another.
    """
    calculator, chance = result.calculator, random.Random(0)
    held = {field.name: result.values[field.name] for field in calculator.fields}

    def nudged(value):
        if isinstance(value, list):
            return [nudged(each) for each in value]
        return value if value is None else value * (1 + chance.choice((-1, 1)) * LAST_DIGITS)

    columns = [field for table in calculator.tables for field in table.columns]
    for sign in (-1, 1):
        moved = {f.name: nudged(held[f.name]) for f in columns if f.is_number and not f.whole}
        other = with_their_t(calculator.function, sign)(**held | moved)
        pairs = [
            pair
            for step in calculator.steps
            for pair in zip(leaves(result.values[step.name]), leaves(other[step.name]), strict=True)
        ]
        if not all(a == b or both_near(a, b) for a, b in pairs):
            return False
    return True


def with_their_t(function, sign: int):
    """The calculator's function with a t quantile as far off as LibreOffice's is at worst."""

    def quantile(p: float, df: int) -> float:
        near_half = 2e-6 if 0 < p - 0.5 < 0.002 else 0
        return t_quantile(p, df) * (1 + sign * (1e-10 + 1e-15 * df)) + sign * near_half

    return FunctionType(function.__code__, function.__globals__ | {"t_quantile": quantile})


def both_near(a, b) -> bool:
    return isinstance(a, float) and isinstance(b, float) and apart(a, b) <= TOLERANCE


@with_tables
def test_rows_may_stand_anywhere_and_unused_cells_are_ignored(calculator, office, folder):
    chance = random.Random(calculator.name)
    results = [calculator(**case) for case in valid_cases(calculator, 30)]
    cases = []
    for result in results:
        gaps = {
            table.name: sorted(chance.sample(range(table.most), len(result.entered[table.name])))
            for table in calculator.tables
        }
        cases.append(cells(result, gaps) | strays(calculator, result, gaps))
    answers = office.answers(shipped(calculator, folder), cases, stays=True)
    for result, answer in zip(results, answers, strict=True):
        difference_if_steady(result, answer)


def strays(calculator, result, gaps: dict) -> dict:
    """The matrices again, with entries in the columns that are not in use."""
    typed = cells(result, gaps)
    found = {}
    for table in calculator.tables:
        for field in table.columns:
            if field.across:
                block = typed[f"enter_{field.name}"]
                used = gaps[field.across]
                found[f"enter_{field.name}"] = [
                    [each if at in used else "stray" for at, each in enumerate(row)]
                    for row in block
                ]
    return found


@every_calculator
def test_bad_input_gives_the_sentence_of_python_and_no_result(calculator, office, folder):
    bad = [(field, entry) for field in calculator.inputs for entry in bad_entries(field)]
    cases = [defaults(calculator) | {f.name: cell(f, entry)} for f, entry in bad]
    answers = office.answers(shipped(calculator, folder), cases, stays=True)
    for (field, entry), answer in zip(bad, answers, strict=True):
        with pytest.raises(InputError) as error:
            calculator(**{field.name: entry})
        assert answer[f"check_{field.name}"] == error.value.problems[field.name]
        assert answer["inputs_to_mend"] == 1
        assert shown(calculator, answer) == {""}


def shown(calculator, answer: dict) -> set:
    """What a reader sees of results, notes, swings and results by row."""
    found = [answer[f"result_{name}"] for name in calculator.results]
    found += [answer[f"warning_{n}"] for n in range(1, len(calculator.warnings) + 1)]
    for number, _ in enumerate(calculator.verdicts, start=1):
        found += [answer[f"verdict_{number}"], answer[f"reasons_{number}"]]
    found += [answer[f"swing_{name}"] for name in SWING if f"swing_{name}" in answer]
    found += [
        answer[f"rows_{number}_{name}"]
        for number, each in enumerate(calculator.row_results, start=1)
        for name in each.columns
    ]
    return {*leaves(found), answer["board_sentence"]}


@with_tables
def test_a_bad_cell_of_a_table_gives_the_sentence_of_python(calculator, office, folder):
    bad = [
        (table, field, entry)
        for table in calculator.tables
        for field in table.columns
        for entry in bad_entries(field)
    ]
    cases = [with_cell(calculator, *each) for each in bad]
    typed = [cells_as_typed(calculator, each) for each in cases]
    answers = office.answers(shipped(calculator, folder), typed, stays=True)
    for (table, field, entry), case, answer in zip(bad, cases, answers, strict=True):
        with pytest.raises(InputError) as error:
            calculator(**case)
        [problem] = error.value.problems.values()
        assert answer[f"{table.name}_checks"][1] == problem, (field.name, entry)
        assert answer["inputs_to_mend"] == 1
        assert shown(calculator, answer) == {""}


def with_cell(calculator, table, field, entry) -> dict:
    """The rows to start with, one entry of the second changed, of a matrix in its last column.

    What may be empty there is filled, for a workbook passes over a row that is wholly empty.
    """
    rows = [dict(row) for row in table.rows]
    rows[1] |= {each.name: each.low for each in table.columns if each.optional and each.is_number}
    rows[1][field.name] = [*rows[1][field.name][:-1], entry] if field.across else entry
    return {table.name: rows}


def cells_as_typed(calculator, case: dict) -> dict:
    """The cells for rows that Python refuses."""
    typed = defaults(calculator)
    for table in calculator.tables:
        for field in table.columns if table.name in case else ():
            column = [row[field.name] for row in case[table.name]]
            start = typed[f"enter_{field.name}"]
            for place, entry in enumerate(column):
                if field.across:
                    entries = [cell(field, each) for each in entry]
                    start[place] = [*entries, *start[place][len(entries) :]]
                else:
                    start[place] = cell(field, entry)
    return typed


@with_unique_names
def test_a_name_of_another_row_gives_the_sentence_of_python(calculator, office, folder):
    for table in (each for each in calculator.tables if each.unique):
        name, rows = table.named_by.name, [dict(row) for row in table.rows]
        rows[-1][name] = rows[0][name].upper().replace(" ", "  ") + " "
        case = {table.name: rows}
        with pytest.raises(InputError) as error:
            calculator(**case)
        [answer] = office.answers(
            shipped(calculator, folder), [cells_as_typed(calculator, case)], stays=True
        )
        checks = answer[f"{table.name}_checks"]
        [problem] = error.value.problems.values()
        assert checks[: len(rows)] == [FINE] * (len(rows) - 1) + [problem]
        assert answer["inputs_to_mend"] == 1
        assert shown(calculator, answer) == {""}


def test_names_are_no_patterns_and_only_rows_in_use_are_counted(office, folder):
    calculator = seti_ta.calculators["selection_rates"]
    names = ["*", "A?", None, "Ab", "~?", "=Ab", "a?", "*"]
    rows = [{"group": each, "applied": 9, "selected": 4} for each in names if each]
    with pytest.raises(InputError) as error:
        calculator(groups=rows)
    typed = {
        "enter_group": names,
        "enter_applied": [name and 9 for name in names],
        "enter_selected": [name and 4 for name in names],
    }
    [answer] = office.answers(
        shipped(calculator, folder), [defaults(calculator) | typed], stays=True
    )
    unused = calculator.messages["workbook.not_counted"]
    told = error.value.problems.values()
    assert answer["groups_checks"] == [FINE, FINE, unused, FINE, FINE, FINE, *told]


@with_tables
def test_too_few_rows_give_the_sentence_of_python(calculator, office, folder):
    for table in calculator.tables:
        few = [dict(row) for row in table.rows[: table.least - 1]]
        with pytest.raises(InputError) as error:
            calculator(**{table.name: few})
        typed = {}
        for field in table.columns:
            name = f"enter_{field.name}"
            start = defaults(calculator)[name]
            empty = [None] * len(start[0]) if field.across else None
            typed[name] = [*start[: len(few)], *[empty] * (table.most - len(few))]
        [answer] = office.answers(
            shipped(calculator, folder), [defaults(calculator) | typed], stays=True
        )
        assert answer[f"check_{table.name}"] == error.value.problems[table.name]
        assert shown(calculator, answer) == {""}


@with_orders
def test_inputs_in_the_wrong_order_give_the_sentence_of_python(calculator, office, folder):
    for order in calculator.orders:
        entries = crossed(calculator, order)
        table = calculator.table_of.get(order.lower)
        if table:
            first, second, *others = calculator.defaults[table.name]
            case = {table.name: [first, second | entries, *others]}
            typed = cells_as_typed(calculator, case)
        else:
            case = entries
            typed = {name: cell(calculator.declared[name], each) for name, each in entries.items()}
        with pytest.raises(InputError) as error:
            calculator(**case)
        [answer] = office.answers(
            shipped(calculator, folder), [defaults(calculator) | typed], stays=True
        )
        problems = error.value.problems
        assert (f"{table.name}.2.{order.lower}" if table else order.lower) in problems
        told = answer[f"{table.name}_checks"][1] if table else answer[f"check_{order.lower}"]
        assert told == next(iter(problems.values()))  # a row tells its first
        assert answer["inputs_to_mend"] == 1
        assert shown(calculator, answer) == {""}


def crossed(calculator, order) -> dict:
    """Two entries of which the lower is the higher, each within its range."""
    lower, upper = (calculator.declared[name] for name in (order.lower, order.upper))
    return {order.lower: min(lower.high, upper.high), order.upper: max(lower.low, upper.low)}


@every_calculator
def test_a_wrong_stored_value_is_corrected_by_recalculation(calculator, office, folder):
    for name in tampered_names(calculator):
        planted = tampered(calculator, folder, name, r"<v>[^<]*</v>", "<v>999</v>")
        difference(calculator(), office.answers(planted, [{}])[0])


@every_calculator
def test_a_wrong_formula_is_seen(calculator, office, folder):
    for name in tampered_names(calculator):
        planted = tampered(calculator, folder, name, r',""\)</f>', '+0.001,"")</f>')
        with pytest.raises(AssertionError, match=name):
            difference(calculator(), office.answers(planted, [{}])[0])


def tampered_names(calculator) -> list[str]:
    """The headline, and the last step that has a value for each row of a table."""
    by_row = [each.name for each in calculator.formulas if each.over]
    return [calculator.headline, *by_row[-1:]]


@pytest.mark.parametrize(("days", "past"), [(-2, True), (2, False)])
def test_a_copy_past_its_check_by_date_says_so(office, folder, days, past):
    calculator, check_by = CALCULATORS[0], date.today() + timedelta(days)
    path = write_workbook(calculator, folder / f"dated_{past}.xlsx", EDITION, check_by)
    [answer] = office.answers(path, [{}])
    assert check_by.isoformat() in answer["handbook_version"]
    assert (calculator.messages["workbook.too_old"] in answer["handbook_version"]) == past


def tampered(calculator, folder: Path, step: str, pattern: str, replacement: str) -> Path:
    """A copy with one change in the (first) cell of a step."""
    original = shipped(calculator, folder)
    with zipfile.ZipFile(original) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].decode()
    name, cell = re.search(rf'name="{step}">\'?([^!\']+)\'?!([^<:]+)[<:]', book).groups()
    place = re.findall(r'<sheet name="([^"]+)"', book).index(name) + 1
    sheet = f"xl/worksheets/sheet{place}.xml"
    text = parts[sheet].decode()
    found = re.search(rf'<c r="{cell.replace("$", "")}".*?</c>', text)[0]
    changed, count = re.subn(pattern, replacement, found)
    assert count == 1
    parts[sheet] = text.replace(found, changed).encode()
    copy = original.with_stem(f"{original.stem}_tampered")
    with zipfile.ZipFile(copy, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return copy


def cell(field, entered):
    """An entry as a reader types it, as the cell holds it."""
    if field.choices:
        return field.choices.get(entered, entered)
    return field.held(entered) if isinstance(entered, int | float) else entered


def cells(result, gaps: dict[str, list[int]] | None = None) -> dict:
    """The entries by the name of their cells; ``gaps`` says in which places rows stand."""
    calculator = result.calculator
    typed = {f.name: cell(f, result.entered[f.name]) for f in calculator.inputs}
    places = {t.name: list(range(t.most)) for t in calculator.tables} | (gaps or {})
    for table in calculator.tables:
        for field in table.columns:
            column = [row[field.name] for row in result.entered[table.name]]
            if field.across:
                across = next(t for t in calculator.tables if t.name == field.across)
                column = [
                    spread([cell(field, each) for each in row], places[across.name], across.most)
                    for row in column
                ]
                empty = [None] * across.most
            else:
                column, empty = [cell(field, each) for each in column], None
            typed[f"enter_{field.name}"] = spread(column, places[table.name], table.most, empty)
    return typed


def spread(values: list, places: list[int], most: int, empty=None) -> list:
    """``values`` in these places of a column of ``most`` cells, the others empty."""
    column = [empty] * most
    for place, value in zip(places, values, strict=False):
        column[place] = value
    return column


def defaults(calculator) -> dict:
    return cells(calculator())


def bad_entries(field) -> list:
    long_text, empty = "a long answer " * 5, None
    blanks = [] if field.optional else [empty, "  "]
    if field.is_text:
        return [long_text.strip(), 2024, *blanks]
    texts = [long_text.strip(), "abc", "-", *blanks]
    if field.choices:
        return texts
    numbers = [field.low - 1, field.high + 1, 12 * field.high]
    fraction = [field.low + 0.5] if field.whole else []
    zero = [0] if field.low > 0 else []
    return texts + numbers + fraction + zero


def difference(result, answer: dict) -> float:
    """Compares every named cell with Python; the largest relative difference of an amount."""
    calculator, worst = result.calculator, 0.0
    for name in calculator.declared:
        worst = max(worst, compared(calculator, name, result.values[name], answer[name]))
    for name in calculator.results:
        value = result.values[name]
        worst = max(worst, compared(calculator, name, value, answer[f"result_{name}"]))
        assert answer[f"label_{name}"] == result.label(name)
    for number, shown in enumerate(calculator.row_results, start=1):
        for name in shown.columns:
            theirs = answer[f"rows_{number}_{name}"]
            worst = max(worst, compared(calculator, name, result.values[name], theirs))
    assert answer["board_sentence"] == result.board_sentence
    warnings = [answer[f"warning_{n}"] for n in range(1, len(calculator.warnings) + 1)]
    assert tuple(filter(None, warnings)) == result.warnings
    for number, (_, verdict, reasons) in enumerate(result.verdicts, start=1):
        assert answer[f"verdict_{number}"] == verdict
        assert answer[f"reasons_{number}"] == "\n".join(reasons)
    return max(worst, swings_compared(result, answer))


def swings_compared(result, answer: dict) -> float:
    """Compares the sheet What matters most, row by row."""
    calculator, worst = result.calculator, 0.0
    for row, swing in enumerate(result.sensitivity if has_scenarios(calculator) else ()):
        there = {name: leaves(answer[f"swing_{name}"])[row] for name in SWING}
        field = calculator.declared[swing.name]
        ends = [calculator.write(field.name, field.held(end)) for end in (swing.low, swing.high)]
        assert (there["input"], there["low"], there["high"]) == (field.label, *ends)
        for name in ("headline_low", "headline_high"):
            ours = getattr(swing, name)
            worst = max(worst, compared(calculator, calculator.headline, ours, there[name]))
    return worst


def compared(calculator, name: str, ours, theirs) -> float:
    if isinstance(ours, list):
        assert set(leaves(theirs[len(ours) :])) <= {""}, name
        pairs = zip(ours, theirs[: len(ours)], strict=True)
        return max(compared(calculator, name, a, b) for a, b in pairs)
    if ours is None:
        assert theirs == "", name
        return 0.0
    if isinstance(ours, str):
        assert theirs == calculator.write(name, ours), name
        return 0.0
    if isinstance(ours, int):  # counts, and yes or no
        assert theirs == ours, name
        return 0.0
    scale = max(1.0, abs(ours))
    assert isinstance(theirs, float), name
    assert abs(ours - theirs) <= TOLERANCE * max(scale, abs(theirs)), name
    return abs(ours - theirs) / max(scale, abs(theirs))
