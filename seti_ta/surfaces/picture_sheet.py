"""The sheet "Picture" of a checklist's workbook: a chart of the levels, drawn by the sheet itself.

The numbers of the chart stand beside it in words. A level that is not there is #N/A to the chart,
which then draws no mark; N/A and a level 0 differ in the name below.
"""

from seti_ta.checklists.definition import Item
from seti_ta.checklists.score import TOP_LEVEL
from seti_ta.surfaces.checklist_formulas import named
from seti_ta.surfaces.formula import quoted
from seti_ta.surfaces.open_workbook import OpenBook
from seti_ta.surfaces.sheet import ACCENT, Cell, Live, Sheet

WIDTHS = (22, 12, 12, 12, 14, 14, 14, 30)
#: The ratings, and the look of each mark; the team's own is a bar.
RATINGS = ("own", "reviewed", "other")
MARKS = {
    "reviewed": {"type": "diamond", "size": 12, "fill": {"color": "#1A1A1A"}},
    "other": {"type": "circle", "size": 8, "fill": {"color": "#B35C00"}},
}
BAR = "#A9CDD4"  # pale: the marks stand on it
SIZE = {"width": 900, "height": 380}  # pixels
POINTS = 0.75  # to a pixel


def write(book: OpenBook, sheet: Sheet) -> None:
    """Writes the chart and its numbers. ``book.definition`` is the checklist."""
    checklist = book.definition
    sheet.across(checklist.title, "title")
    sheet.across(checklist.say("picture.title"), "strong")
    sheet.across(book.say("picture.about"))
    top = sheet.next
    sheet.next += 1
    sheet.leave_room(top, SIZE["height"] * POINTS + 10)
    sheet.row(_header(book))
    rows = [_row(book, sheet, item) for item in checklist.printed]
    _chart(book, sheet, top, rows[0], rows[-1])


def _header(book: OpenBook) -> list[Cell]:
    names = [_name(book, rating) for rating in RATINGS]
    marks = [book.say("picture.mark", name=each) for each in names]
    header = [Cell(each, "number header") for each in (*names, *marks)]
    return [Cell(book.say("column.id"), "header"), *header]


def _name(book: OpenBook, rating: str) -> str:
    keys = {"own": "document.own", "reviewed": "document.reviewer"}
    return book.definition.say(keys[rating]) if rating in keys else book.say("compare.first")


def _row(book: OpenBook, sheet: Sheet, item: Item) -> int:
    """The name with the own level, what counts of each rating, and the same for the chart."""
    id = book.definition.say("picture.gate", id=item.id) if item.gate else item.id
    own = named("own_given", item)
    called = f'{quoted(id + ": ")}&IF(LEN({own})=0,"–",{own}&"")'
    counted = [_counted(rating, item) for rating in RATINGS]
    marks = [f"IF(ISNUMBER({each}),{each},NA())" for each in counted]
    return sheet.row(
        [
            Cell(Live(called, f"{id}: –"), "label"),
            *(Cell(Live(book.unless_mending(each), ""), "number") for each in counted),
            *(Cell(Live(each, "#N/A"), "number") for each in marks),
        ]
    )


def _counted(rating: str, item: Item) -> str:
    cell = named(f"{rating}_counted", item)
    return f'IF(can_compare=1,{cell},"")' if rating == "other" else cell


def _chart(book: OpenBook, sheet: Sheet, top: int, first: int, last: int) -> None:
    quoted_name = f"'{sheet.name}'"
    names = [sheet.name, first, 0, last, 0]
    columns = book.book.add_chart({"type": "column"})
    columns.add_series(
        {
            "name": f"={quoted_name}!$B${first}",
            "categories": names,
            "values": [sheet.name, first, 4, last, 4],
            "fill": {"color": BAR},
            "border": {"color": ACCENT},
            "gap": 80,
        }
    )
    marks = book.book.add_chart({"type": "line"})
    for at, look in enumerate(MARKS.values(), start=1):
        marks.add_series(
            {
                "name": f"={quoted_name}!${'BCD'[at]}${first}",
                "categories": names,
                "values": [sheet.name, first, 4 + at, last, 4 + at],
                "line": {"none": True},
                "marker": look,
            }
        )
    columns.combine(marks)
    columns.set_y_axis({"min": 0, "max": TOP_LEVEL, "major_unit": 1})
    columns.set_x_axis({"num_font": {"rotation": -45}})
    columns.set_legend({"position": "top"})
    columns.set_title({"none": True})
    columns.set_size(SIZE)
    about = {"description": book.definition.say("picture.title"), "object_position": 1}
    sheet.sheet.insert_chart(top, 0, columns, about)
