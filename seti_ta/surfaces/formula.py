"""Prints a calculator's formulas as sheet formulas, in source order and with their names.

Only functions that Excel 2013, Google Sheets and LibreOffice share are used. Nothing is
left to a sheet's own rounding or comparing: see ``calculators.functions``. A value that is
left out is an empty text, which sums and counts pass over.
"""

import ast
import re
import string
from collections.abc import Callable, Iterable, Mapping

from seti_ta.calculators.checked_entry import LONGEST_ECHO
from seti_ta.calculators.functions import FISHER_TIE, Z95
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Calculator, Input, Step, named_in
from seti_ta.surfaces.printer import Printer
from seti_ta.surfaces.renaming import FOREIGN

LONGEST_FORMULA = 8000  # Excel stops at 8,192 characters
LONGEST_TEXT = 255  # of one quoted text inside a formula

#: The named columns of the sheet with price indexes.
PRICE_YEARS, PRICE_INDEXES = "cpi_year", "cpi_index"

#: The named columns of the sheet with attrition boundaries.
CAUTIOUS_BOUNDARIES, OPTIMISTIC_BOUNDARIES = "attrition_cautious", "attrition_optimistic"

#: The named column of sums whose smallest is ``most_fundable``.
CUT_SUMS = "cut_sums"

#: What functions of many values are called in a sheet. The others have their own name there.
SHEET_NAMES = {
    "total": "SUM",
    "lowest": "MIN",
    "highest": "MAX",
    "t_quantile": "_xlfn.T.INV",
}

#: Fisher's exact test in a sheet counts so many splits around the likeliest one. With up to
#: 10,000 people in a group the others have no chance that a number of the sheet could hold.
FISHER_SPLITS = 1000

#: A1, AB12 and C01 are cells, R, C and R1C1 are cells to some; TRUE and FALSE are values.
NOT_A_NAME = re.compile(r"[A-Z]{1,3}\d+|R\d*(C\d*)?|C\d*|TRUE|FALSE", re.IGNORECASE)
ONE_TERM = re.compile(rf"{FOREIGN}?[\w.$]+|\w+\([^()]*\)")


def calls(calculator: Calculator, function: Callable) -> bool:
    """Whether a formula of the calculator calls this function."""
    return any(
        isinstance(node, ast.Name) and node.id == function.__name__
        for formula in calculator.formulas
        for node in ast.walk(formula.expression)
    )


class SheetFormula(Printer):
    """Formulas over defined names. The name of a schedule or a column stands for all its cells.

    A subclass says where the cells of a year's row, of a table's row or of a scenario are.
    """

    def __init__(self, calculator: Calculator):
        self.calculator = calculator

    def show(self, node: ast.expr) -> str:
        match node:
            case ast.Call(func=ast.Name(id="running_total"), args=[ast.Name(id=schedule)]):
                return f"SUM({self.so_far(schedule)})"
            case ast.Call(func=ast.Name(id="rank"), args=[ast.Name(id=column)]):
                return rank(self.at(column, "row"), self.name(column))
            case ast.Call(
                func=ast.Name(id="active_at_start"),
                args=[ast.Name(id=starts), ast.Name(id=people), length],
            ):
                return active_at_start(
                    self.at(starts, "row"), self.name(starts), self.name(people), self.show(length)
                )
        return super().show(node)

    def name(self, name: str) -> str:
        return name

    def text(self, text: str) -> str:
        """A choice is known by its label, as the cell holds it."""
        return quoted(self.calculator.labels.get(text, text))

    def number(self, value: float) -> str:
        return repr(value).upper()

    def operation(self, op: ast.operator, left: str, right: str) -> str:
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(op)]
        return f"{left}{sign}{right}"

    def power(self, base: str, exponent: str) -> str:
        return f"({term(base)}^{term(exponent)})"

    def left_out(self) -> str:
        return quoted("")

    def minus(self, shown: str) -> str:
        return f"(-({shown}))"

    def choose(self, test: str, yes: str, no: str) -> str:
        return f"IF({test},{yes},{no})"

    def call(self, name: str, arguments: list[str]) -> str:
        match name:
            case "equals":
                return f"({'='.join(arguments)})"
            case "below":
                return above(*reversed(arguments))
            case "above":
                return above(*arguments)
            case "same":
                a, b = map(term, arguments)
                return f"(ABS({a}-{b})<={slack(a, b)})"
            case "people_up":
                return people_up(*arguments)
            case "round_down":
                return round_down(*arguments)
            case "truncate":
                return truncate(*arguments)
            case "shrunk_rate":
                return shrunk_rate(*map(term, arguments))
            case "wilson_low":
                return wilson_low(*map(term, arguments))
            case "wilson_high":
                return wilson_high(*map(term, arguments))
            case "fisher_exact":
                return fisher_exact(*map(term, arguments))
            case "cautious_boundary":
                return boundary(CAUTIOUS_BOUNDARIES, *arguments)
            case "optimistic_boundary":
                return boundary(OPTIMISTIC_BOUNDARIES, *arguments)
            case "in_force":
                amounts, first, last, at = arguments
                return f'SUMIFS({amounts},{first},"<="&{at},{last},">="&{at})'
            case "most_fundable":
                return f"MIN({CUT_SUMS})"
            case "round_half_up":
                return round_half_up(*arguments)
            case "first_at":
                values, places, place = arguments
                return f"INDEX({values},MATCH({place},{places},0))"
            case "given":
                return given(*arguments)
            case "price_index":
                first, last = arguments
                earliest, latest = f"MIN({first},{last})", f"MAX({first},{last})"
                within = f'{PRICE_YEARS},">="&{earliest},{PRICE_YEARS},"<="&{latest}'
                return f"AVERAGEIFS({PRICE_INDEXES},{within})"
        return f"{SHEET_NAMES.get(name, name.upper())}({','.join(arguments)})"


def given(cell: str) -> str:
    """Whether a cell holds a number or a text; spaces are nothing."""
    return f"(LEN(TRIM({cell}))>0)"


def or_nothing(field: Input | Step, cell: str) -> str:
    """What a cell holds; an empty cell would count as zero where it is only referred to."""
    return f'IF({given(cell)},{cell},"")' if getattr(field, "optional", False) else cell


def above(a: str, b: str) -> str:
    a, b = term(a), term(b)
    return f"({a}-{b}>{slack(a, b)})"


def slack(a: str, b: str) -> str:
    return f"1E-9*MAX(1,ABS({a}),ABS({b}))"


def rank(cell: str, cells: str) -> str:
    """The place of ``cell`` among ``cells``, the largest first; nothing, if it is left out."""
    higher = f"ISNUMBER({cells})*({cells}>{cell}+{slack(cell, cell)})"
    return f'IF(ISNUMBER({cell}),1+SUMPRODUCT({higher}),"")'


def active_at_start(start: str, starts: str, people: str, length: str) -> str:
    """The people of the rows that began by ``start`` and are not over. Empty cells are texts."""
    hair = slack(start, start)
    began = f"ISNUMBER({starts})*({starts}<={start}+{hair})"
    return f"SUMPRODUCT({began}*({starts}>{start}-{term(length)}+{hair}),{people})"


def people_up(x: str) -> str:
    x = term(x)
    return f"(-INT(-({x}-MAX(1E-9,1E-12*{x}))))"


def round_down(x: str) -> str:
    x = term(x)
    return f"INT({x}+MAX(1E-9,1E-12*{x}))"


def truncate(x: str, digits: str = "0") -> str:
    x = term(x)
    scaled = f"ABS({x})*{power_of_ten(digits)}"
    return f"(SIGN({x})*INT({scaled}+MAX(1E-9,1E-12*{scaled}))/{power_of_ten(digits)})"


def shrunk_rate(successes: str, n: str, prior: str, weight: str) -> str:
    return f"(({successes}+{weight}*{prior})/({n}+{weight}))"


def wilson_low(successes: str, n: str) -> str:
    return f"({successes}^2/({n}*({n}+{Z95**2}))/{wilson_high(successes, n)})"


def wilson_high(successes: str, n: str) -> str:
    spread = f"{Z95}*SQRT({successes}*({n}-{successes})/{n}+{Z95**2 / 4})"
    return f"(({successes}+{Z95**2 / 2}+{spread})/({n}+{Z95**2}))"


def fisher_exact(a: str, n1: str, b: str, n2: str) -> str:
    """The chances of the splits that are no likelier than the one seen, by logarithms."""
    successes = f"({a}+{b})"
    likeliest = f"INT(({n1}+1)*({successes}+1)/({n1}+{n2}+2))"
    first = f"MAX(0,{successes}-{n2},{likeliest}-{FISHER_SPLITS // 2})"
    last = f"MIN({n1},{successes})"
    further = f"(ROW($A$1:$A${FISHER_SPLITS})-1)"
    possible = f"({first}+{further}<={last})"
    split = f"({first}+{further}*{possible})"

    def log_chance(x: str) -> str:
        """But for what all splits have in common."""
        parts = (x, f"{n1}-{x}", f"{successes}-{x}", f"{n2}-{successes}+{x}")
        return "-".join(f"GAMMALN({part}+1)" for part in parts)

    in_common = "+".join(f"GAMMALN({n}+1)" for n in (n1, n2, successes, f"{n1}+{n2}-{successes}"))
    in_common += f"-GAMMALN({n1}+{n2}+1)"
    no_likelier = f"(-{log_chance(split)}<=-{log_chance(a)}+{FISHER_TIE})"
    return f"SUMPRODUCT({possible}*{no_likelier}*EXP({in_common}-{log_chance(split)}))"


def boundary(points: str, overall: str) -> str:
    percent = round_half_up(f"100*{term(overall)}")
    return f"IF({percent}<COUNT({points}),INDEX({points},{percent}+1)/100,-1)"


def round_half_up(x: str, digits: str = "0") -> str:
    x = term(x)
    scaled = f"ABS({x})*{power_of_ten(digits)}"
    return f"(SIGN({x})*INT({scaled}+0.5+MAX(1E-9,1E-12*{scaled}))/{power_of_ten(digits)})"


def power_of_ten(digits: str) -> str:
    return str(10 ** int(digits)) if digits.isdigit() else f"10^{term(digits)}"


def term(shown: str) -> str:
    """In brackets, unless it is one name, number or call already."""
    return shown if ONE_TERM.fullmatch(shown) else f"({shown})"


def quoted(text: str) -> str:
    """A text inside a formula, in pieces short enough for Excel."""
    pieces = [text[at : at + LONGEST_TEXT] for at in range(0, len(text), LONGEST_TEXT)]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces or [""])


def filled(template: str, fields: Mapping[str, str]) -> str:
    """A text formula: ``template`` with each ``{name}`` replaced by that formula."""
    parts = []
    for text, name, _, _ in string.Formatter().parse(template):
        parts += [quoted(text)] if text else []
        parts += [fields[name]] if name is not None else []
    return "&".join(parts) or quoted("")


def written(calculator: Calculator, name: str, cell: str = "") -> str:
    """A text formula for the value of one input or step as readers see it."""
    cell = cell or name
    digits = str(calculator.digits(name))
    match UNITS[calculator.declared[name].unit].format:
        case "whole":
            return f"FIXED({round_half_up(cell)},0)"
        case "dollars":
            whole = round_half_up(cell)
            return f'IF({whole}<0,"-","")&"$"&FIXED(ABS({whole}),0)'
        case "cents":
            rounded = round_half_up(cell, "2")
            return f'IF({rounded}<0,"-","")&"$"&FIXED(ABS({rounded}),2)'
        case "year":
            return f'{cell}&""'
        case "percent":
            return f'{round_half_up(f"100*{cell}", digits)}&"%"'
        case "number":
            return f'{round_half_up(cell, digits)}&""'
        case "yes_no":
            yes, no = (quoted(calculator.messages[f"answer.{each}"]) for each in ("yes", "no"))
            return f"IF({cell},{yes},{no})"
    return cell


def sentence(calculator: Calculator, template: str) -> str:
    """A text formula for a sentence with ``{name}`` fields."""
    nothing, fields = quoted(calculator.messages["page.nothing"]), {}
    for name in named_in(template):
        shown = written(calculator, name)
        may_be_empty = name in calculator.may_be_empty
        fields[name] = f"IF({given(name)},{shown},{nothing})" if may_be_empty else shown
    return filled(template, fields)


def echo(messages: Mapping[str, str], cell: str, scale: str = "") -> str:
    """A text formula that repeats what stands in a cell, as ``checked_entry.echo`` does.

    ``scale`` goes before a number: "100*" where readers see percent.
    """
    trimmed = f"TRIM({cell})"
    text = f'IF(LEN({trimmed})>{LONGEST_ECHO},LEFT({trimmed},{LONGEST_ECHO})&"…",{trimmed})'
    value = f'IF(ISNUMBER({cell}),LOWER({scale}{cell}&""),{text})'
    entered = filled(messages["input.entered"], {"value": value})
    return f"IF(LEN({trimmed})=0,{quoted(messages['input.empty'])},{entered})"


def check_names(calculator: Calculator, names: Iterable[str]) -> None:
    """Refuses a name that a sheet cannot hold.

    Raises:
        DefinitionError: naming the calculator and the name.
    """
    seen = set()
    for name in names:
        if NOT_A_NAME.fullmatch(name):
            raise DefinitionError(f"{calculator.name}: a sheet reads '{name}' as a cell; rename it")
        if name.casefold() in seen:
            raise DefinitionError(
                f"{calculator.name}: a sheet needs '{name}' for one thing only; rename it"
            )
        seen.add(name.casefold())


def checked_length(formula: str) -> str:
    """The formula with its equals sign.

    Raises:
        DefinitionError: where it is longer than Excel takes.
    """
    if len(formula) > LONGEST_FORMULA:
        raise DefinitionError(f"too long for a sheet, split it in steps: {formula[:80]}…")
    return f"={formula}"
