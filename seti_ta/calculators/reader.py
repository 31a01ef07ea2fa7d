"""Reads a calculator's body as a list of named formulas.

A body is ordinary Python: one assignment a line, each to a new name, closed by
``return locals()``. Only the constructs below are allowed, because each of them must
print as JavaScript, as a sheet formula and as mathematics. Anything else is refused
with its line number.

A step is a number, a text, or yes or no; or it holds many of them. One that is a choice may
have no number at all: ``cost / people if given(people) else left_out``. The steps that hold many:

- a schedule, one a year: ``[gain / 2 for year in years(15) if year <= horizon]``; or one a
  month: ``[cost / 12 for month in months(36) if month <= weeks]``;
- a column, one for each row of a table: ``[wage[row] * hours for row in rows(wage)]``;
- a matrix, one for each pair of rows of two tables:
  ``[[value[row][column] * weight[column] for column in rows(weight)] for row in rows(value)]``.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from seti_ta.calculators.functions import WHITELIST


class DefinitionError(Exception):
    """A calculator's definition breaks the rules of the vocabulary."""


@dataclass(frozen=True)
class Formula:
    """One named step. ``expression`` computes one of its values where it has many.

    A schedule has a value for each year, or month, up to ``longest``; ``clock`` says which.
    ``over`` names the tables of a
    column (one) or of a matrix (the rows', then the columns'); ``like`` names a column of
    each, or is empty where the step stands alone, as ``rank`` does. ``may_be_empty`` says that
    some branch leaves it out.
    """

    name: str
    expression: ast.expr
    longest: int | None = None
    until: ast.expr | None = None
    over: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    may_be_empty: bool = False
    clock: str = ""

    @property
    def is_schedule(self) -> bool:
        return self.longest is not None

    @property
    def is_scalar(self) -> bool:
        return not self.is_schedule and not self.over

    @property
    def reads(self) -> set[str]:
        """The names in it: inputs and steps, and the functions that it calls."""
        parts = filter(None, (self.expression, self.until))
        named = {n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name)}
        return named | {each for each in self.like if each}

    @property
    def texts(self) -> set[str]:
        """The texts in it: what it may give, and what it compares."""
        parts = ast.walk(self.expression)
        return {n.value for n in parts if isinstance(n, ast.Constant) and isinstance(n.value, str)}


ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


#: What an expression yields. They do not mix: a sheet and a script would each mix them
#: in their own way.
NUMBER, TEXT, YES_NO = "a number", "a text", "yes or no"

#: What schedules may run over, by the function that counts it.
CLOCKS = {"years": "year", "months": "month"}

COMPARISONS = {"below", "above", "same"}
#: Functions of one column, or of a row or column of a matrix.
OF_VALUES = {"total", "lowest", "highest", "count"}
#: Functions that make a column of their own.
ALONE = {"rank", "active_at_start", "assign_money", "share_first"}
#: What a formula may call with numbers, and no more than numbers.
OF_NUMBERS = WHITELIST.keys() - OF_VALUES - {
    "sum", "given", "first_at", "in_force", "most_fundable",
}  # fmt: skip


@dataclass(frozen=True)
class Values:
    """A name in scope: what each of its values is, and the tables that it runs over."""

    kind: str
    over: tuple[str, ...] = ()


def read(function: Callable, inputs: Mapping[str, Values] | None = None) -> tuple[Formula, ...]:
    """The formulas of ``function`` in source order.

    ``inputs`` says what the function's arguments are, where they are not plain numbers.

    Raises:
        DefinitionError: with file and line, where the body leaves the whitelist.
    """
    lines, first = inspect.getsourcelines(function)
    tree = _Unequal().visit(ast.parse(textwrap.dedent("".join(lines))).body[0])
    ast.increment_lineno(tree, first - 1)
    arguments = [a.arg for a in tree.args.args + tree.args.kwonlyargs]
    known = {name: Values(NUMBER) for name in arguments} | dict(inputs or {})
    return _Reader(inspect.getsourcefile(function), known).body(tree.body)


class _Unequal(ast.NodeTransformer):
    """Reads ``a != b`` as ``not a == b``, so that whatever prints formulas knows one word less."""

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if not isinstance(node.ops[0], ast.NotEq):
            return node
        equal = ast.Compare(node.left, [ast.Eq(), *node.ops[1:]], node.comparators)
        return ast.copy_location(ast.UnaryOp(ast.Not(), ast.copy_location(equal, node)), node)


class _Reader:
    def __init__(self, file: str, known: dict[str, Values]):
        self.file = file
        self.known = known
        self.schedules: dict[str, Formula] = {}
        #: The tables that ``row`` and ``column`` run over in the step being read.
        self.places: dict[str, str] = {}

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
        if name in self.known or name in self.schedules:
            self.refuse(statement, f"'{name}' is given twice")
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.ListComp) and _runs_over_time(node):
            self.schedules[name] = formula = self.schedule(name, node)
        elif called == "running_total":
            source = self.schedule_in(node)
            formula = Formula(name, node, source.longest, source.until, clock=source.clock)
            self.schedules[name] = formula
        elif isinstance(node, ast.ListComp):
            formula, kind = self.column(name, node)
            self.known[name] = Values(kind, formula.over)
        elif called in ALONE:
            formula = Formula(name, node, over=self.alone(node))
            self.known[name] = Values(NUMBER, formula.over)
        else:
            self.known[name] = Values(self.branches(node))
            formula = Formula(name, node, may_be_empty=_leaves_out(node))
        return formula

    # Schedules

    def schedule(self, name: str, node: ast.ListComp) -> Formula:
        """``[formula for year in years(15) if year <= n]``: 15 rows, used up to ``n``.

        All schedules of a calculator run over years, or all over months.
        """
        match node.generators:
            case [
                ast.comprehension(
                    target=ast.Name(id=clock),
                    iter=ast.Call(
                        func=ast.Name(id=counted), args=[ast.Constant(value=int(longest))]
                    ),
                    ifs=[ast.Compare(left=ast.Name(id=left), ops=[ast.LtE()], comparators=[until])],
                )
            ] if CLOCKS.get(counted) == clock == left:
                if any(each.clock != clock for each in self.schedules.values()):
                    self.refuse(node, "all schedules run over years, or all over months")
                self.expect(NUMBER, until)
                self.expect(NUMBER, node.elt, clock=clock)
                return Formula(name, node.elt, longest, until, clock=clock)
        self.refuse(node, "a schedule reads '[... for year in years(15) if year <= n]'")

    def schedule_in(self, call: ast.Call) -> Formula:
        match call:
            case ast.Call(args=[ast.Name(id=name)], keywords=[]) if name in self.schedules:
                return self.schedules[name]
        self.refuse(call, f"{ast.unparse(call.func)}() takes one schedule")

    # Tables

    def column(self, name: str, node: ast.ListComp) -> tuple[Formula, str]:
        """``[formula for row in rows(x)]``, or the same with a list over ``column`` in it."""
        over, like, place = [], [], "row"
        while isinstance(node, ast.ListComp):
            match node.generators:
                case [
                    ast.comprehension(
                        target=ast.Name(id=found),
                        iter=ast.Call(func=ast.Name(id="rows"), args=[ast.Name(id=counted)]),
                        ifs=[],
                    )
                ] if found == place and self.tables(counted):
                    over.append(self.tables(counted)[0])
                    like.append(counted)
                case _:
                    self.refuse(node, f"a column reads '[... for {place} in rows(x)]'")
            self.places[place] = over[-1]
            node, place = node.elt, "column"
        kind = self.branches(node)
        self.places.clear()
        empty = _leaves_out(node)
        return Formula(name, node, over=tuple(over), like=tuple(like), may_be_empty=empty), kind

    def alone(self, call: ast.Call) -> tuple[str, ...]:
        """The table of ``rank(column)``, ``active_at_start(column, column, number)`` or
        ``share_first(matrix, column)``, and those of ``assign_money(column, column, matrix)``.
        """
        over = [self.tables(ast.unparse(each)) for each in call.args]
        match call.func.id, over:
            case "rank", [(_,)]:
                return over[0]
            case "active_at_start", [(table,), (same,), ()] if table == same:
                self.expect(NUMBER, call.args[2])
                return over[0]
            case "assign_money", [(rows,), (columns,), matrix] if matrix == (rows, columns):
                return matrix
            case "share_first", [(rows, columns), (same,)] if columns == same:
                return (rows,)
        self.refuse(
            call,
            "rank() takes a column; active_at_start() two of one table and a number; "
            "share_first() a matrix and its weights; assign_money() costs, amounts and a matrix",
        )

    def tables(self, name: str) -> tuple[str, ...]:
        return self.known[name].over if name in self.known else ()

    def values(self, node: ast.expr) -> Values:
        """A column, ``matrix[row]`` or ``down(matrix, row)``: its kind and its table."""
        match node:
            case ast.Name(id=name) if len(self.tables(name)) == 1:
                return self.known[name]
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Name(id=place)) if len(
                self.tables(name)
            ) == 2 and self.runs(place, self.tables(name)[0]):
                return Values(self.known[name].kind, self.tables(name)[1:])
            case ast.Call(
                func=ast.Name(id="down"), args=[ast.Name(id=name), ast.Name(id=place)]
            ) if len(self.tables(name)) == 2 and self.runs(place, self.tables(name)[1]):
                return Values(self.known[name].kind, self.tables(name)[:1])
        self.refuse(node, f"'{ast.unparse(node)}' is not a column, nor a row of a matrix")

    def runs(self, place: str, table: str) -> bool:
        """Whether ``row`` or ``column`` runs over ``table`` here."""
        return self.places.get(place) == table

    # Expressions

    def expect(self, kind: str, *nodes: ast.expr, clock: str = "") -> str:
        """Refuses each node that does not yield ``kind``."""
        for node in nodes:
            if (found := self.kind(node, clock)) != kind:
                self.refuse(node, f"'{ast.unparse(node)}' is {found}, not {kind}")
        return kind

    def branches(self, node: ast.expr) -> str:
        """What a step yields. Its branches, and only they, may leave it out."""
        match node:
            case ast.IfExp(test=test, body=body, orelse=orelse) if _leaves_out(node):
                self.expect(YES_NO, test)
                for branch in (body, orelse):
                    if not _is_left_out(branch) and self.branches(branch) != NUMBER:
                        self.refuse(branch, "only numbers may be left out")
                return NUMBER
        return self.kind(node)

    def kind(self, node: ast.expr, clock: str = "") -> str:
        """What the expression yields; refuses what is outside the whitelist."""

        def expect(kind: str, *nodes: ast.expr) -> str:
            return self.expect(kind, *nodes, clock=clock)

        match node:
            case ast.Name(id=name) if name == clock:
                return NUMBER
            case ast.Name(id=name):
                if name not in self.known or self.tables(name):
                    self.refuse(node, f"'{name}' is not an input or an earlier step")
                return self.known[name].kind
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
                return expect(self.kind(body, clock), orelse)
            # Choices, years and months compare exactly on every surface; other numbers do not.
            case ast.Compare(
                left=ast.Name() | ast.Subscript() as name,
                ops=[ast.Eq()],
                comparators=[ast.Constant(value=str())],
            ):
                expect(TEXT, name)
                return YES_NO
            case ast.Compare(
                left=ast.Name(id=name), ops=[ast.Eq()], comparators=[ast.Constant(value=int())]
            ) if name == clock:
                return YES_NO
            case ast.Compare():
                self.refuse(node, "compare numbers with below(), above() or same()")
            case ast.Call(func=ast.Name(id="sum")):
                self.schedule_in(node)
                return NUMBER
            case ast.Call(func=ast.Name(id="lowest"), args=[ast.Name(id=name)]) if (
                name in self.schedules
            ):
                return NUMBER
            case ast.Call(func=ast.Name(id=name), args=[values], keywords=[]) if name in OF_VALUES:
                if self.values(values).kind != NUMBER:
                    self.refuse(node, f"{name}() takes numbers")
                return NUMBER
            case ast.Call(func=ast.Name(id="first_at"), args=[values, places, place]):
                expect(NUMBER, place)
                found = self.values(values)
                if self.values(places).over != found.over:
                    self.refuse(node, "first_at() takes values and places of one table")
                return found.kind
            case ast.Call(func=ast.Name(id="in_force"), args=[*columns, at], keywords=[]):
                expect(NUMBER, at)
                if len(columns) != 3 or len({self.values(each) for each in columns}) > 1:
                    self.refuse(node, "in_force() takes three columns of one table and a number")
                return NUMBER
            case ast.Call(func=ast.Name(id="most_fundable"), args=args, keywords=[]):
                match [self.tables(ast.unparse(each)) for each in args]:
                    case [(rows,), (columns,), matrix] if matrix == (rows, columns):
                        return NUMBER
                self.refuse(node, "most_fundable() takes costs, amounts and a matrix of both")
            case ast.Call(
                func=ast.Name(id="given"), args=[ast.Name() | ast.Subscript() as value], keywords=[]
            ):
                if self.kind(value, clock) == YES_NO:
                    self.refuse(value, "an answer of yes or no is always given")
                return YES_NO
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in OF_NUMBERS:
                expect(NUMBER, *args)
                return YES_NO if name in COMPARISONS else NUMBER
            case ast.Subscript(value=ast.Name(id=name), slice=place) if clock:
                if name not in self.schedules or ast.unparse(place) != f"{clock} - 1":
                    here = f"'name[{clock} - 1]'"
                    self.refuse(node, f"a schedule is read in the same {clock}, as {here}")
                return NUMBER
            case ast.Subscript() if self.places:
                return self.cell(node)
        self.refuse(node, f"'{ast.unparse(node)}' is outside the vocabulary")

    def cell(self, node: ast.Subscript) -> str:
        """``x[row]``, ``x[column]`` or ``m[row][column]``: the kind of the value there."""
        places, name = [], node
        while isinstance(name, ast.Subscript):
            places.insert(0, ast.unparse(name.slice))
            name = name.value
        tables = self.tables(ast.unparse(name))
        if len(places) != len(tables) or not all(map(self.runs, places, tables)):
            self.refuse(node, f"'{ast.unparse(node)}' is not a value of this row and column")
        return self.known[name.id].kind


def _runs_over_time(node: ast.ListComp) -> bool:
    """Whether a list is meant as a schedule, right or wrong."""
    [first, *_] = node.generators
    return bool(first.ifs) or ast.unparse(first.target) in CLOCKS.values()


def _is_left_out(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "left_out"


def _leaves_out(node: ast.expr) -> bool:
    """Whether some branch of a choice leaves the value out."""
    return _is_left_out(node) or (
        isinstance(node, ast.IfExp) and any(map(_leaves_out, (node.body, node.orelse)))
    )
