"""Reads a calculator's body as a list of named formulas.

A body is ordinary Python: one assignment a line, each to a new name, closed by
``return locals()``. Only the constructs below are allowed, because each of them must
print as JavaScript, as a sheet formula and as mathematics. Anything else is refused
with its line number.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from seti_ta.calculators.functions import WHITELIST


class DefinitionError(Exception):
    """A calculator's definition breaks the rules of the vocabulary."""


@dataclass(frozen=True)
class Formula:
    """One named step. A schedule has a value for each year up to ``longest``."""

    name: str
    expression: ast.expr
    longest: int | None = None
    until: ast.expr | None = None

    @property
    def is_schedule(self) -> bool:
        return self.longest is not None


ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


def read(function: Callable) -> tuple[Formula, ...]:
    """The formulas of ``function`` in source order.

    Raises:
        DefinitionError: with file and line, where the body leaves the whitelist.
    """
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
    ast.increment_lineno(tree, first - 1)
    file = inspect.getsourcefile(function)
    arguments = [a.arg for a in tree.args.args + tree.args.kwonlyargs]
    return _Reader(file, arguments).body(tree.body)


class _Reader:
    def __init__(self, file: str, arguments: list[str]):
        self.file = file
        self.scalars = set(arguments)
        self.schedules: dict[str, Formula] = {}

    def refuse(self, node: ast.AST, why: str):
        raise DefinitionError(f"{self.file}, line {node.lineno}: {why}")

    def body(self, statements: list[ast.stmt]) -> tuple[Formula, ...]:
        if isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant):
            statements = statements[1:]  # the docstring
        *assignments, last = statements
        if ast.unparse(last) != "return locals()":
            self.refuse(last, "the body must end with 'return locals()'")
        return tuple(self.assignment(statement) for statement in assignments)

    def assignment(self, statement: ast.stmt) -> Formula:
        if not (
            isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and isinstance(statement.targets[0], ast.Name)
        ):
            self.refuse(statement, "only 'name = formula' is allowed")
        name = statement.targets[0].id
        if name in self.scalars or name in self.schedules:
            self.refuse(statement, f"'{name}' is given twice")
        formula = self.formula(name, statement.value)
        if formula.is_schedule:
            self.schedules[name] = formula
        else:
            self.scalars.add(name)
        return formula

    def formula(self, name: str, node: ast.expr) -> Formula:
        if isinstance(node, ast.ListComp):
            return self.schedule(name, node)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "running_total":
            source = self.schedule_named(node, node.args)
            return Formula(name, node, source.longest, source.until)
        self.check(node)
        return Formula(name, node)

    def schedule(self, name: str, node: ast.ListComp) -> Formula:
        """``[formula for year in years(15) if year <= n]``: 15 rows, used up to ``n``."""
        loop = node.generators[0]
        rows = loop.iter
        if not (
            len(node.generators) == 1
            and ast.unparse(loop.target) == "year"
            and isinstance(rows, ast.Call)
            and ast.unparse(rows.func) == "years"
            and isinstance(rows.args[0], ast.Constant)
            and len(loop.ifs) == 1
            and ast.unparse(loop.ifs[0]).startswith("year <= ")
        ):
            self.refuse(node, "a schedule reads '[... for year in years(15) if year <= n]'")
        until = loop.ifs[0].comparators[0]
        self.check(until)
        self.check(node.elt, in_year=True)
        return Formula(name, node.elt, rows.args[0].value, until)

    def schedule_named(self, node: ast.Call, arguments: list[ast.expr]) -> Formula:
        if len(arguments) != 1 or getattr(arguments[0], "id", None) not in self.schedules:
            self.refuse(node, f"{ast.unparse(node.func)}() takes one schedule")
        return self.schedules[arguments[0].id]

    def check(self, node: ast.expr, in_year: bool = False) -> None:
        def inner(*nodes: ast.expr) -> None:
            for each in nodes:
                self.check(each, in_year)

        match node:
            case ast.Name(id="year") if in_year:
                pass
            case ast.Name(id=name):
                if name not in self.scalars:
                    self.refuse(node, f"'{name}' is not an input or an earlier step")
            case ast.Constant(value=bool()):
                self.refuse(node, "True and False are results, not constants")
            case ast.Constant(value=int() | float() | str()):
                pass
            case ast.BinOp(left=left, op=op, right=right) if isinstance(op, ARITHMETIC):
                inner(left, right)
            case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
                inner(operand)
            case ast.BoolOp(values=values):
                inner(*values)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                inner(test, body, orelse)
            # Choices and years compare exactly on every surface; other numbers do not.
            case ast.Compare(
                left=ast.Name() as name, ops=[ast.Eq()], comparators=[ast.Constant(value=str())]
            ):
                inner(name)
            case ast.Compare(
                left=ast.Name(id="year"), ops=[ast.Eq()], comparators=[ast.Constant(value=int())]
            ) if in_year:
                pass
            case ast.Compare():
                self.refuse(node, "compare numbers with below(), above() or same()")
            case ast.Call(func=ast.Name(id="sum"), args=args):
                self.schedule_named(node, args)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in WHITELIST:
                inner(*args)
            case ast.Subscript(value=ast.Name(id=name), slice=place) if in_year:
                if name not in self.schedules or ast.unparse(place) != "year - 1":
                    self.refuse(node, "a schedule is read in the same year, as 'name[year - 1]'")
            case _:
                self.refuse(node, f"'{ast.unparse(node)}' is outside the vocabulary")
