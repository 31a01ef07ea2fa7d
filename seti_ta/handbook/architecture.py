"""The rooms of the house and what each imports, drawn from the code when the book is built.

A room is a folder or a file of ``seti_ta``. A domain room may import its neighbors. Every other
room imports from the layers below it only.
"""

import ast
from graphlib import TopologicalSorter
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

PACKAGE = Path(__file__).parents[1]

LAYERS = ("Domain rooms", "Surfaces", "On top")
_LAYER = {"surfaces": 1, "handbook": 2, "cli": 2}

_PARTS_OF_ROOMS = {"__main__": "cli"}  # what `python -m seti_ta` runs
_FRONT_DOOR = "__init__"

# Measures of the picture, in pixels.
_LINE, _BOX_WIDTH, _BOX_HEIGHT, _LANE = 36, 128, 28, 16


def layer(room: str) -> int:
    """The place of a room's layer in ``LAYERS``."""
    return _LAYER.get(room, 0)


def imports(package: Path = PACKAGE) -> dict[str, list[str]]:
    """Each room, and the rooms that it imports anywhere in its files."""
    reached: dict[str, set[str]] = {}
    for path in _modules(package):
        reached.setdefault(_room(path, package), set()).update(_imported(path, package))
    reached.pop(_FRONT_DOOR, None)
    return {room: sorted(others & reached.keys() - {room}) for room, others in reached.items()}


def upward(package: Path = PACKAGE) -> list[str]:
    """One sentence for each import that leads to a room which is not below."""
    return [
        f"{path.relative_to(package.parent).as_posix()} imports {other}, which is not below it"
        for path in _modules(package)
        for room in [_room(path, package)]
        for other in sorted(_imported(path, package) - {room})
        if layer(other) >= max(layer(room), 1)
    ]


def _modules(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def _room(path: Path, package: Path) -> str:
    first = path.relative_to(package).with_suffix("").parts[0]
    return _PARTS_OF_ROOMS.get(first, first)


def _imported(path: Path, package: Path) -> set[str]:
    """The first name after ``seti_ta.`` of all that a file imports, inside its functions too."""
    parents = path.relative_to(package.parent).parent.parts
    names = set()
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = parents[: len(parents) - node.level + 1] if node.level else ()
            origin = ".".join([*base, *filter(None, [node.module])])
            names |= {f"{origin}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith(f"{package.name}.")}


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def purpose(room: str, package: Path = PACKAGE) -> str:
    """The first sentence of a room's docstring."""
    folder = package / room / "__init__.py"
    said = ast.get_docstring(_parsed(folder if folder.exists() else package / f"{room}.py"))
    first_paragraph = " ".join(said.partition("\n\n")[0].replace("``", "").split())
    return first_paragraph.partition(". ")[0].rstrip(".") + "."


def from_the_top(graph: dict[str, list[str]]) -> list[str]:
    """The rooms by layer, each above those that it imports.

    Raises:
        graphlib.CycleError: naming the rooms that import each other.
    """
    order = list(TopologicalSorter(graph).static_order())
    order.reverse()
    return sorted(order, key=layer, reverse=True)


def picture(graph: dict[str, list[str]]) -> str:
    """The rooms by layer, as SVG. A room's line leads to a dot beside each that it imports."""
    rooms = from_the_top(graph)
    importers = [room for room in reversed(rooms) if graph[room]]
    lanes = {room: _BOX_WIDTH + _LANE * place for place, room in enumerate(importers, start=1)}
    tops, y, drawn = {}, 0, []
    for place, neighbors in groupby(rooms, key=layer):
        drawn.append(f'<text class="layer" y="{y + 24}">{LAYERS[place]}</text>')
        y += _LINE
        for room in neighbors:
            drawn.append(_box(room, y))
            tops[room] = y
            y += _LINE
    lines = [_line(room, other, tops, lanes[room]) for room in importers for other in graph[room]]
    width = _BOX_WIDTH + _LANE * (len(importers) + 1)
    return (
        f'<svg class="house" role="img" width="{width}" viewBox="0 0 {width} {y}" '
        f'aria-label="{_in_words(rooms)}">{"".join(drawn + lines)}</svg>'
    )


def _box(room: str, top: int) -> str:
    return (
        f'<g class="room"><rect x="1" y="{top}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" '
        f'rx="4"/><text x="12" y="{top + 19}">{room}</text></g>'
    )


def _line(room: str, other: str, tops: dict[str, int], lane: int) -> str:
    """Out of the upper half of a room, down its lane, and into the lower half of the other."""
    start, end, edge = tops[room] + 8, tops[other] + 20, _BOX_WIDTH + 1
    return (
        f'<g class="import" data-room="{room}" data-imports="{other}">'
        f'<path d="M{edge} {start}H{lane}V{end}H{edge}m6 -4l-6 4l6 4"/>'
        f'<circle cx="{lane}" cy="{end}" r="3.5"/></g>'
    )


def _in_words(rooms: list[str]) -> str:
    by_layer = [
        f"{LAYERS[place]}: {', '.join(room for room in rooms if layer(room) == place)}."
        for place in sorted({layer(room) for room in rooms}, reverse=True)
    ]
    return " ".join([*by_layer, "The list below the picture says what each one imports."])


class ArchitectureDirective(SphinxDirective):
    """The picture, and the same as a list with what each room is for."""

    def run(self) -> list[nodes.Node]:
        graph = imports()
        items = [_item(room, graph[room]) for room in from_the_top(graph)]
        return [
            nodes.raw("", picture(graph), format="html"),
            nodes.definition_list("", *items),
        ]


def _item(room: str, others: list[str]) -> nodes.definition_list_item:
    said = f"{purpose(room)} It imports {', '.join(others) or 'no other room'}."
    return nodes.definition_list_item(
        "",
        nodes.term("", "", nodes.literal("", room)),
        nodes.definition("", nodes.paragraph("", said)),
    )


def setup(app: Sphinx) -> None:
    app.add_directive("architecture", ArchitectureDirective)
