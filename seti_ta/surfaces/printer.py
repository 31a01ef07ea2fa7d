"""What the formula printers share: walking a formula and bracketing it."""

import ast

PRECEDENCE = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}


class Printer:
    """Prints a checked formula (see ``calculators.reader``). A subclass says how."""

    def show(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id="left_out"):
                return self.left_out()
            case ast.Name(id=name):
                return self.name(name)
            case ast.Constant(value=str(text)):
                return self.text(text)
            case ast.Constant(value=value):
                return self.number(value)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self.power(self.show(left), self.show(right))
            case ast.BinOp(left=left, op=op, right=right):
                return self.operation(op, self.operand(left, op), self.operand(right, op, True))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.minus(self.show(operand))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.call("not", [self.show(operand)])
            case ast.BoolOp(op=op, values=values):
                return self.call(type(op).__name__.lower(), [self.show(v) for v in values])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.choose(self.show(test), self.show(body), self.show(orelse))
            case ast.Compare(left=left, comparators=[ast.Constant(value=str(key))]):
                return self.chosen(left, key)
            case ast.Compare(left=left, comparators=[right]):
                return self.call("equals", [self.show(left), self.show(right)])
            case ast.Call(func=ast.Name(id="down"), args=[ast.Name(id=name), ast.Name(id=place)]):
                return self.down(name, place)
            case ast.Call(func=ast.Name(id=name), args=args):
                return self.call(name, [self.show(each) for each in args])
            case ast.Subscript(value=ast.Name(id=name), slice=ast.BinOp()):
                return self.same_time(name, node.slice.left.id)
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Name(id=place)):
                return self.at(name, place)
            case ast.Subscript(
                value=ast.Subscript(value=ast.Name(id=name), slice=ast.Name(id=row)),
                slice=ast.Name(id=column),
            ):
                return self.at(name, row, column)
        raise TypeError(ast.unparse(node))  # the reader let through what it should refuse

    def operand(self, node: ast.expr, parent: ast.operator, right: bool = False) -> str:
        """One side of an operation, in brackets where the order would change without."""
        shown = self.show(node)
        if isinstance(node, ast.IfExp):
            return self.bracket(shown)
        if not isinstance(node, ast.BinOp) or isinstance(node.op, ast.Pow):
            return shown
        inner, outer = PRECEDENCE[type(node.op)], PRECEDENCE[type(parent)]
        return self.bracket(shown) if inner < outer or (right and inner == outer) else shown

    def chosen(self, choice: ast.expr, key: str) -> str:
        """Whether the choice is ``key``."""
        return self.call("equals", [self.show(choice), self.text(key)])

    def at(self, name: str, *places: str) -> str:
        """The value of a column in this row, or of a matrix; one place of a matrix is its row.

        ``places`` are "row" or "column", the two that a step by row runs over.
        """
        raise NotImplementedError

    def down(self, name: str, place: str) -> str:
        """A column of a matrix; ``place`` says which, as in ``at``."""
        raise NotImplementedError

    def left_out(self) -> str:
        """What a cell holds that stays empty."""
        raise NotImplementedError

    def bracket(self, shown: str) -> str:
        return f"({shown})"

    def number(self, value: float) -> str:
        return repr(value)
