"""Reads a calculator's body as a list of named formulas.

A body is ordinary Python: one assignment a line, each to a new name, closed by
``return locals()``. Only the constructs below are allowed, because each of them must
print as JavaScript, as a sheet formula and as mathematics. Anything else is refused
with its line number.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Collection
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


#: What an expression yields. They do not mix: a sheet and a script would each mix them
#: in their own way.
NUMBER, TEXT, YES_NO = "a number", "a text", "yes or no"

COMPARISONS = {"below", "above", "same"}


def read(function: Callable, texts: Collection[str] = ()) -> tuple[Formula, ...]:
    """The formulas of ``function`` in source order; ``texts`` are its inputs that are choices.

    Raises:
        DefinitionError: with file and line, where the body leaves the whitelist.
    """
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
    ast.increment_lineno(tree, first - 1)
    arguments = [a.arg for a in tree.args.args + tree.args.kwonlyargs]
    kinds = {name: TEXT if name in texts else NUMBER for name in arguments}
    return _Reader(inspect.getsourcefile(function), kinds).body(tree.body)


class _Reader:
    def __init__(self, file: str, scalars: dict[str, str]):
        self.file = file
        self.scalars = scalars
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
        name, node = statement.targets[0].id, statement.value
        if name in self.scalars or name in self.schedules:
            self.refuse(statement, f"'{name}' is given twice")
        if isinstance(node, ast.ListComp):
            self.schedules[name] = formula = self.schedule(name, node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "running_total":
            source = self.schedule_in(node)
            self.schedules[name] = formula = Formula(name, node, source.longest, source.until)
        else:
            self.scalars[name] = self.kind(node)
            formula = Formula(name, node)
        return formula

    def schedule(self, name: str, node: ast.ListComp) -> Formula:
        """``[formula for year in years(15) if year <= n]``: 15 rows, used up to ``n``."""
        match node.generators:
            case [
                ast.comprehension(
                    target=ast.Name(id="year"),
                    iter=ast.Call(
                        func=ast.Name(id="years"), args=[ast.Constant(value=int(longest))]
                    ),
                    ifs=[
                        ast.Compare(left=ast.Name(id="year"), ops=[ast.LtE()], comparators=[until])
                    ],
                )
            ]:
                self.expect(NUMBER, until)
                self.expect(NUMBER, node.elt, in_year=True)
                return Formula(name, node.elt, longest, until)
        self.refuse(node, "a schedule reads '[... for year in years(15) if year <= n]'")

    def schedule_in(self, call: ast.Call) -> Formula:
        match call:
            case ast.Call(args=[ast.Name(id=name)], keywords=[]) if name in self.schedules:
                return self.schedules[name]
        self.refuse(call, f"{ast.unparse(call.func)}() takes one schedule")

    def expect(self, kind: str, *nodes: ast.expr, in_year: bool = False) -> str:
        """Refuses each node that does not yield ``kind``."""
        for node in nodes:
            if (found := self.kind(node, in_year)) != kind:
                self.refuse(node, f"'{ast.unparse(node)}' is {found}, not {kind}")
        return kind

    def kind(self, node: ast.expr, in_year: bool = False) -> str:
        """What the expression yields; refuses what is outside the whitelist."""

        def expect(kind: str, *nodes: ast.expr) -> str:
            return self.expect(kind, *nodes, in_year=in_year)

        match node:
            case ast.Name(id="year") if in_year:
                return NUMBER
            case ast.Name(id=name):
                if name not in self.scalars:
                    self.refuse(node, f"'{name}' is not an input or an earlier step")
                return self.scalars[name]
            case ast.Constant(value=bool()):
                self.refuse(node, "True and False are results, not constants")
            case ast.Constant(value=str()):
                return TEXT
            case ast.Constant(value=int() | float()):
                return NUMBER
            case ast.BinOp(left=left, op=op, right=right) if isinstance(op, ARITHMETIC):
                return expect(NUMBER, left, right)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return expect(NUMBER, operand)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return expect(YES_NO, operand)
            case ast.BoolOp(values=values):
                return expect(YES_NO, *values)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                expect(YES_NO, test)
                return expect(self.kind(body, in_year), orelse)
            # Choices and years compare exactly on every surface; other numbers do not.
            case ast.Compare(
                left=ast.Name() as name, ops=[ast.Eq()], comparators=[ast.Constant(value=str())]
            ):
                expect(TEXT, name)
                return YES_NO
            case ast.Compare(
                left=ast.Name(id="year"), ops=[ast.Eq()], comparators=[ast.Constant(value=int())]
            ) if in_year:
                return YES_NO
            case ast.Compare():
                self.refuse(node, "compare numbers with below(), above() or same()")
            case ast.Call(func=ast.Name(id="sum")):
                self.schedule_in(node)
                return NUMBER
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in WHITELIST:
                expect(NUMBER, *args)
                return YES_NO if name in COMPARISONS else NUMBER
            case ast.Subscript(value=ast.Name(id=name), slice=place) if in_year:
                if name not in self.schedules or ast.unparse(place) != "year - 1":
                    self.refuse(node, "a schedule is read in the same year, as 'name[year - 1]'")
                return NUMBER
        self.refuse(node, f"'{ast.unparse(node)}' is outside the vocabulary")
