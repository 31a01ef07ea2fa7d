"""Writes a checklist as an .xlsx workbook that scores itself: live formulas, no macros.

The rule is that of ``checklists.score``, with the same sentences. Each entry and each step is
a named cell, such as ``level_SCR_01``.
"""

from datetime import date
from functools import partial
from pathlib import Path

from xlsxwriter.utility import xl_range_abs

from seti_ta import checklists
from seti_ta.checklists import Checklist
from seti_ta.checklists.answers import FIRST_DUE, LAST_DUE, LEVELS, NOT_APPLICABLE, WEIGHTS
from seti_ta.checklists.borrowed import lenders
from seti_ta.checklists.definition import Item
from seti_ta.checklists.score import (
    BANDS,
    GATE_LEVEL,
    HIGHEST_BELOW_A_GATE,
    MOST_LEFT_OUT,
    SUPPORTED_FROM,
    TALK_GAP,
    TOP_LEVEL,
    UNSUPPORTED_LEVEL,
    next_anchor,
)
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.surfaces import compare_sheet, picture_sheet
from seti_ta.surfaces.checklist_formulas import NA, SHOWN_LEVELS, is_one_of, named, typed
from seti_ta.surfaces.formula import echo, filled, quoted
from seti_ta.surfaces.open_workbook import TO_MEND, OpenBook
from seti_ta.surfaces.sheet import BAD, Cell, Live, Sheet

#: The two ratings: the word before the names of their cells, and the entry that each reads.
RATINGS = {"own": "level", "reviewed": "reviewer"}

#: All that is scored: the other date or site of the sheet Compare too.
SCORED = RATINGS | {"other": compare_sheet.LEVEL}
#: Where the evidence of each stands.
EVIDENCE = dict.fromkeys(RATINGS, "evidence") | {"other": compare_sheet.EVIDENCE}

LONGEST_CELL = 32767  # characters


def write_all(folder: Path) -> list[Path]:
    """Writes ``checklist-<name>.xlsx`` for every checklist of this edition."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_workbook(
            each, folder / f"checklist-{each.name}.xlsx", edition_date(), check_by_date()
        )
        for each in checklists.values()
    ]


def write_workbook(checklist: Checklist, path: Path, edition: date, check_by: date) -> Path:
    """Writes one workbook, whole or not at all. The same arguments give the same bytes."""
    return write_whole(path, _filled(OpenBook(checklist, edition, check_by)).bytes())


def _filled(book: OpenBook) -> OpenBook:
    """Writes every sheet. They stand in the order in which a reader wants them."""
    checklist = book.add_sheet("checklist", 9, 28, 50, 9, 36, 18, 10, 9, 26, 9, 8)
    actions = book.add_sheet("actions", 9, 34, 46, 24, 14, 40, 36, 20)
    result = book.add_sheet("result", 15, 44, 11, 11, 11, 11, 11, 11, 50)
    picture = book.add_sheet("picture", *picture_sheet.WIDTHS)
    compared = book.add_sheet("compare", *compare_sheet.WIDTHS)
    anchors = book.add_sheet("anchors", 9, 30, 28, 26, 26, 26, 26, 36, 34)
    sources = book.add_sheet("sources", 24, 22, 44, 30, 56)
    working = book.add_sheet("working", 20, *[14] * (len(STEPS) - 1), 60)
    _working(book, working)
    _actions(book, actions)
    _checklist(book, checklist)
    _result(book, result)
    picture_sheet.write(book, picture)
    compare_sheet.write(book, compared)
    _anchors(book, anchors)
    _sources(book, sources)
    return book


# ---- Checklist

ENTRIES = ("id", "statement", "anchors", "level", "evidence", "reason", "reviewer", "weight",
           "check", "counted", "points")  # fmt: skip
CHECK = ENTRIES.index("check")


def _checklist(book: OpenBook, sheet: Sheet) -> None:
    say, checklist = book.say, book.definition
    sheet.across(say("enable_editing"), "notice")
    sheet.across(checklist.title, "title")
    sheet.across(say("to_start"))
    mend = filled(say("mend_entries", count="{count}"), {"count": TO_MEND})
    status = f"IF({TO_MEND}=0,{quoted(say('all_rated'))},{mend})"
    sheet.across(Live(status, say("all_rated"), say("mend_entries", count=99)), "notice")
    book.names["verdict_line"] = _verdict_line(book, sheet, "own")
    header = sheet.row(book.columns(*ENTRIES, numbers=("counted", "points")))
    sheet.sheet.repeat_rows(header)
    sheet.sheet.freeze_panes(sheet.next, 1)
    first = sheet.next
    for item in checklist.printed:
        _entries(book, sheet, item)
    _count_to_mend(book, sheet, first)
    sheet.next += 1
    for key in ("rater_name", "reviewer_name", "visit_date"):
        date_format = "yyyy-mm-dd" if key == "visit_date" else "General"
        entry = Cell("", "text entry", date_format)
        row = sheet.row([Cell(say(key), "label"), entry])
        book.names[key] = sheet.place(row, 1)
    sheet.next += 1
    for key in ("gate_note", "weights_note"):
        sheet.across(checklist.say(key))
    row = sheet.across(book.version_until, "small")
    book.names["handbook_version"] = sheet.place(row, 0)


def _entries(book: OpenBook, sheet: Sheet, item: Item) -> None:
    """One item: what to rate, the cells to fill in, the check, what it counts."""
    row = sheet.row(
        [
            Cell(f"{item.id}\n{_gate_word(book, item)}".strip(), "label"),
            Cell(item.statement, "label"),
            "\n".join(f"{level}  {text}" for level, text in enumerate(item.levels)),
            Cell("", "entry"),
            Cell("", "text entry"),
            Cell("", "text entry"),
            Cell("", "entry"),
            Cell(item.weight, "entry"),
            Live(_check(book, item), book.say("fine")),
            Cell(Live(book.unless_mending(named("own_counted", item)), ""), "number"),
            Cell(Live(book.unless_mending(_points(item, "own")), ""), "number"),
        ]
    )
    for name in ("level", "evidence", "reason", "reviewer", "weight", "check"):
        book.names[named(name, item)] = sheet.place(row, ENTRIES.index(name))
    for name, allowed in (("level", SHOWN_LEVELS), ("reviewer", SHOWN_LEVELS), ("weight", WEIGHTS)):
        column, rule = ENTRIES.index(name), book.definition.say(f"bad.{name}", id=item.id)
        prompts = {"error_title": item.id, "error_message": rule, "input_message": rule}
        sheet.sheet.data_validation(
            row, column, row, column, {"validate": "list", "source": list(allowed)} | prompts
        )


def _points(item: Item, rating: str) -> str:
    """The points of an item that has a level, or nothing."""
    return f'IF(ISNUMBER({named(f"{rating}_counted", item)}),{named(f"{rating}_points", item)},"")'


def _gate_word(book: OpenBook, item: Item) -> str:
    return book.definition.say("gate") if item.gate else ""


def _check(book: OpenBook, item: Item) -> str:
    """The sentence that Python gives for these entries, or that they are fine."""
    weight, level, reviewer, reason = (
        named(name, item) for name in ("weight", "level", "reviewer", "reason")
    )
    left_out = f"OR({typed(level)}={quoted('n/a')},{typed(reviewer)}={quoted('n/a')})"
    rules = [  # in the order of ``answers.check``, with the cell that the sentence repeats
        ("bad.weight", f"NOT({is_one_of(weight, WEIGHTS)})", weight),
        ("bad.level", f"NOT(OR(LEN({level})=0,{is_one_of(level, SHOWN_LEVELS)}))", level),
        (
            "bad.reviewer",
            f"NOT(OR(LEN({reviewer})=0,{is_one_of(reviewer, SHOWN_LEVELS)}))",
            reviewer,
        ),
        ("bad.due", _bad_day(item), named("due", item)),
        ("bad.reason", f"AND({left_out},LEN(TRIM({reason}))=0)", ""),
    ]
    if item.gate:
        rules.append(("bad.gate_na", f"AND({left_out},LEN(TRIM(reviewer_name))=0)", ""))
    formula = quoted(book.say("fine"))
    for key, test, repeated in reversed(rules):
        sentence = book.definition.say(key, id=item.id)
        shown = quoted(sentence)
        if repeated:
            shown = f"{quoted(sentence + ' ')}&{echo(book.definition.messages, repeated)}"
        formula = f"IF({test},{shown},{formula})"
    return formula


def _count_to_mend(book: OpenBook, sheet: Sheet, first: int) -> None:
    fine, last = quoted(book.say("fine")), sheet.next - 1
    checked = xl_range_abs(first, CHECK, last, CHECK)
    count = Cell(Live(f"ROWS({checked})-COUNTIF({checked},{fine})", 0), "number")
    row = sheet.row([Cell(book.say("entries_to_mend"), "label"), count])
    book.names[TO_MEND] = sheet.place(row, 1)
    bad = book.book.add_format({"bold": True, "font_color": BAD})
    sheet.sheet.conditional_format(
        first, CHECK, last, CHECK, {"type": "cell", "criteria": "!=", "value": fine, "format": bad}
    )


def _verdict_line(book: OpenBook, sheet: Sheet, rating: str) -> str:
    """Writes who rated, and the verdict; the place of that cell."""
    checklist = book.definition
    label = checklist.say(f"rater.{rating}") + ": "
    shown = book.unless_mending(f"{quoted(label)}&verdict_{rating}")
    stored = label + checklist.say("verdict.unrated")
    longest = label + checklist.messages["verdict.unanswered"]
    return sheet.place(sheet.across(Live(shown, stored, longest), "sentence"), 0)


# ---- Action plan

# One row an item, in the order of the form, whatever the levels: rows that moved with the scores
# would part what was entered from its item. The sheet Result has the steps in their own order.
ACTIONS = ("id", "statement", "step", "owner", "due", "needed", "look_for", "state")
PLANNED = {"owner": "text entry", "due": "entry", "needed": "text entry"}


def _actions(book: OpenBook, sheet: Sheet) -> None:
    checklist = book.definition
    sheet.across(checklist.title, "title")
    sheet.across(book.say("actions_about"))
    header = sheet.row([Cell(_action_label(book, each), "header") for each in ACTIONS])
    sheet.sheet.repeat_rows(header)
    sheet.sheet.freeze_panes(sheet.next, 2)
    longest = max((t for item in checklist.items for t in _anchored(book, item).values()), key=len)
    first = sheet.next
    for item in checklist.printed:
        entries = {"owner": "General", "due": "yyyy-mm-dd", "needed": "General"}
        step = book.unless_mending(named("next_step", item))
        row = sheet.row(
            [
                Cell(f"{item.id}\n{_gate_word(book, item)}".strip(), "label"),
                Cell(item.statement, "label"),
                Live(step, "", longest),
                *(Cell("", PLANNED[name], entries[name]) for name in PLANNED),
                item.evidence,
                Live(_state(book, item), "", checklist.say("bad.due", id=item.id)),
            ]
        )
        for name in (*PLANNED, "state"):
            book.names[named(name, item)] = sheet.place(row, ACTIONS.index(name))
        _only_days(book, sheet, row, item)
    _mark_states(book, sheet, first)


def _action_label(book: OpenBook, column: str) -> str:
    messages = book.definition.messages
    return messages.get(f"action.{column}") or book.say(f"column.{column}")


def _only_days(book: OpenBook, sheet: Sheet, row: int, item: Item) -> None:
    rule = book.definition.say("bad.due", id=item.id)
    allowed = {
        "validate": "date", "criteria": "between", "minimum": FIRST_DUE, "maximum": LAST_DUE,
        "error_title": item.id, "error_message": rule, "input_message": rule,
    }  # fmt: skip
    column = ACTIONS.index("due")
    sheet.sheet.data_validation(row, column, row, column, allowed)


def _state(book: OpenBook, item: Item) -> str:
    """A day that cannot be used, no owner of a gate to mend, a date that is past, or nothing."""
    say, due = book.definition.say, named("due", item)
    late = f"IF(ISNUMBER({due}),{due}<TODAY(),FALSE)"
    waits = f"LEN({named('next_step', item)})>0"
    formula = f"IF({waits},IF({late},{quoted(book.say('overdue'))},{quoted('')}),{quoted('')})"
    no_owner = quoted(say("action.no_owner"))
    if item.gate:
        unowned = f"AND({named('own_below', item)}=1,LEN(TRIM({named('owner', item)}))=0)"
        formula = f"IF({unowned},{no_owner},{formula})"
    rule = f"{quoted(say('bad.due', id=item.id) + ' ')}&{echo(book.definition.messages, due)}"
    return f"IF({_bad_day(item)},{rule},{book.unless_mending(formula)})"


def _bad_day(item: Item) -> str:
    """Whether the cell holds something, and it is no day on which a step may fall due."""
    due = named("due", item)
    first, last = (f"DATE({each.year},{each.month},{each.day})" for each in (FIRST_DUE, LAST_DUE))
    is_day = f"IF(ISNUMBER({due}),AND({due}>={first},{due}<{last}+1),FALSE)"
    return f"IF(LEN({due})=0,FALSE,NOT({is_day}))"


def _mark_states(book: OpenBook, sheet: Sheet, first: int) -> None:
    bad = book.book.add_format({"bold": True, "font_color": BAD})
    column, last = ACTIONS.index("state"), sheet.next - 1
    sheet.sheet.conditional_format(
        first, column, last, column, {"type": "no_blanks", "format": bad}
    )


# ---- Result


def _result(book: OpenBook, sheet: Sheet) -> None:
    checklist = book.definition
    sheet.across(checklist.title, "title")
    for rating in RATINGS:
        book.names[f"result_{rating}"] = _verdict_line(book, sheet, rating)
    for key in ("weights_note", "gate_note", "threshold_note"):
        sheet.across(checklist.say(key))
    _numbers(book, sheet)
    if checklist.borrows:
        _parts(book, sheet)
    _gates(book, sheet)
    _next_steps(book, sheet)
    _two_ratings(book, sheet)


def _parts(book: OpenBook, sheet: Sheet) -> None:
    """The result by checklist, the weakest first."""
    sheet.heading(book.definition.say("report.parts"))
    names = list(lenders(book.definition))
    weakest = book.definition.messages["part.weakest"]
    longest = weakest + max((checklists[name].title for name in names), key=len)
    rows = []
    for place in range(1, len(names) + 1):
        sentence = f"INDEX(part_sentences,MATCH({place},part_ranks,0))"
        formula = book.unless_mending(f'IF(COUNTIF(part_ranks,{place})=0,"",{sentence})')
        rows.append(sheet.across(Live(formula, "", longest)))
    book.names["parts"] = sheet.place(rows[0], 0, rows[-1])


def _gates(book: OpenBook, sheet: Sheet) -> None:
    sheet.heading(book.say("gates"))
    for item in filter(lambda each: each.gate, book.definition.items):
        formula = _one_for_level(named("own_counted", item), _gate_sentences(book, item))
        row = sheet.across(Live(book.unless_mending(formula), ""))
        book.names[named("gate_below", item)] = sheet.place(row, 0)


def _gate_sentences(book: OpenBook, item: Item) -> dict[int, str]:
    """The sentence on a gate for each level below the one that it must reach."""
    say = book.definition.say
    return {level: say("gate_below", id=item.id, level=level) for level in range(GATE_LEVEL)}


def _one_for_level(cell: str, sentences: dict[int, str], before: str = "") -> str:
    """The sentence for the level in a cell, or nothing."""
    formula = quoted("")
    for level, sentence in sentences.items():
        formula = f"IF({_is_number(cell, level)},{quoted(before + sentence)},{formula})"
    return formula


def _is_number(cell: str, level: int) -> str:
    # An empty text is no zero, but some sheets think so.
    return f"IF(ISNUMBER({cell}),{cell}={level},FALSE)"


def _next_steps(book: OpenBook, sheet: Sheet) -> None:
    say, items = book.say, book.definition.items
    sheet.heading(say("next_steps"))
    sheet.across(say("next_steps_about"))
    longest = max((each for item in items for each in _anchored(book, item).values()), key=len)
    rows = []
    for place in range(1, len(items) + 1):
        sentence = f"INDEX(next_step_sentences,MATCH({place},ranks,0))"
        formula = book.unless_mending(f'IF(COUNTIF(ranks,{place})=0,"",{sentence})')
        rows.append(sheet.across(Live(formula, "", longest)))
    book.names["next_steps"] = sheet.place(rows[0], 0, rows[-1])


COMPARED = ("id", "statement", "level", "reviewer", "gap", "counted", "points",
            "reviewed_points", "notes")  # fmt: skip


def _two_ratings(book: OpenBook, sheet: Sheet) -> None:
    sheet.sheet.set_h_pagebreaks([sheet.next + 1])
    sheet.heading(book.say("two_ratings"))
    sheet.row(book.columns(*COMPARED, numbers=COMPARED[2:-1]))
    most_notes = " ".join(
        book.definition.messages[key] for key in ("unsupported", "left_out", "talk")
    )
    for item in book.definition.printed:
        own, reviewed = named("own_given", item), named("reviewed_given", item)
        both = f"IF(ISNUMBER({own}),ISNUMBER({reviewed}),FALSE)"
        numbers = [own, reviewed, f'IF({both},{reviewed}-{own},"")']
        numbers += [named("own_counted", item), *(_points(item, rating) for rating in RATINGS)]
        row = sheet.row(
            [
                Cell(item.id, "label"),
                item.statement,
                *(Cell(Live(book.unless_mending(each), ""), "number") for each in numbers),
                Live(book.unless_mending(_notes(book, item)), "", most_notes),
            ]
        )
        book.names[named("gap", item)] = sheet.place(row, COMPARED.index("gap"))
        book.names[named("notes", item)] = sheet.place(row, COMPARED.index("notes"))


def _notes(book: OpenBook, item: Item) -> str:
    """The notes of ``Scored.notes`` in one text."""
    messages = book.definition.messages
    own, reviewed, weight = (
        named(step, item) for step in ("own_given", "reviewed_given", "used_weight")
    )
    fields = {
        "id": quoted(item.id),
        "level": own,
        "reviewer": reviewed,
        "reason": f"TRIM({named('reason', item)})",
        "old": quoted(str(item.weight)),
        "new": weight,
    }
    gate = _gate_sentences(book, item) if item.gate else {}
    noted = [_one_for_level(named("own_counted", item), gate, before=" ")]
    for rating, key in (("own", "unsupported"), ("reviewed", "reviewer_unsupported")):
        test, given = named(f"{rating}_unsupported", item), named(f"{rating}_given", item)
        sentence = filled(f" {messages[key]}", fields | {"level": given})
        noted.append(f'IF({test}=1,{sentence},"")')
    for test, key in (
        (f"OR({own}={NA},{reviewed}={NA})", "left_out"),
        (_needs_talk(own, reviewed), "talk"),
        (f"{weight}<>{item.weight}", "changed_weight"),
    ):
        noted.append(f'IF({test},{filled(f" {messages[key]}", fields)},"")')
    return f"MID({'&'.join(noted)},2,{LONGEST_CELL})"


def _needs_talk(own: str, reviewed: str) -> str:
    numbers = f"AND(ISNUMBER({own}),ISNUMBER({reviewed}))"
    apart = f"IF({numbers},ABS({reviewed}-{own})>={TALK_GAP},ISNUMBER({own})<>ISNUMBER({reviewed}))"
    return f"IF(OR(LEN({own})=0,LEN({reviewed})=0),FALSE,{apart})"


NUMBERS = ("score", "points", "possible", "unanswered", "left_out", "total_weight")


def _numbers(book: OpenBook, sheet: Sheet) -> None:
    checklist = book.definition
    sheet.heading(book.say("numbers"))
    sheet.row(book.columns("rating", "band", *NUMBERS, numbers=NUMBERS))
    for rating in RATINGS:
        band, *numbers = (
            Live(book.unless_mending(f"{rating}_{step}"), "") for step in ("band", *NUMBERS)
        )
        label = Cell(checklist.say(f"rater.{rating}"), "label")
        sheet.row([label, band, *(Cell(each, "number") for each in numbers)])


# ---- Anchors

ANCHORS = ("id", "statement", "look_for", *(f"level_{level}" for level in LEVELS), "why", "basis")


def _anchors(book: OpenBook, sheet: Sheet) -> None:
    sheet.across(book.definition.title, "title")
    sheet.across(book.say("anchors"))
    header = sheet.row(book.columns(*ANCHORS))
    sheet.sheet.repeat_rows(header)
    sheet.sheet.freeze_panes(sheet.next, 2)
    for item in book.definition.printed:
        gate = f"{item.id}\n{_gate_word(book, item)}".strip()
        row = sheet.row(
            [
                Cell(gate, "label"),
                Cell(item.statement, "label"),
                item.evidence,
                *item.levels,
                _why(book, item),
                _basis(book, item),
            ]
        )
        book.names[named("basis", item)] = sheet.place(row, ANCHORS.index("basis"))


def _why(book: OpenBook, item: Item) -> str:
    titles = "; ".join(each.title for each in item.calculators)
    return "\n".join([item.why, *([book.say("calculators", titles=titles)] if titles else [])])


def _basis(book: OpenBook, item: Item) -> Live | str:
    """What an item rests on. A rule that is past its date says so."""
    checklist = book.definition
    basis, past = checklist.say(f"basis.{item.basis}"), " " + checklist.say("rule_past")
    if not item.rules:
        return basis
    formula, shown, longest = quoted(basis), basis, basis
    for rule in item.ruled:
        sentence, last = "\n" + checklist.dated(rule), rule.review_by
        too_late = f"TODAY()>DATE({last.year},{last.month},{last.day})"
        formula += f'&{quoted(sentence)}&IF({too_late},{quoted(past)},"")'
        shown, longest = shown + sentence, longest + sentence + past
    return Live(formula, shown, longest)


# ---- Sources

SOURCES = ("items", "grade", "source", "locator", "address")


def _sources(book: OpenBook, sheet: Sheet) -> None:
    checklist = book.definition
    sheet.across(checklist.title, "title")
    sheet.across(book.say("checklist_sources"))
    sheet.row(book.columns(*SOURCES))
    for source in checklist.cited:
        items = ", ".join(each.id for each in checklist.items if source in each.cited)
        sheet.row([Cell(items, "label"), *book.source(source)])
    sheet.heading(book.say("about"))
    for text in (book.version, book.say("independence"), book.say("licence")):
        sheet.across(text)


# ---- Working

#: One column each. A cell is named for its column and its item: ``own_points_SCR_01``.
STEPS = (
    "used_weight",
    *(
        f"{rating}_{step}"
        for rating in SCORED
        for step in ("given", "unsupported", "counted", "points", "possible", "below")
    ),
    "order",
    "rank",
    "next_step",
)
NUMBERS_IN_ORDER = 100  # more than the points of one item, and more than the items of a checklist


def _working(book: OpenBook, sheet: Sheet) -> None:
    checklist = book.definition
    sheet.across(checklist.title, "title")
    sheet.across(book.say("working"))
    header = sheet.row([book.say("column.id"), *STEPS], "header")
    sheet.sheet.freeze_panes(sheet.next, 1)
    blank = checklist.score({})
    for place, item in enumerate(checklist.items):
        formulas = _steps(book, item, place)
        stored = _stored(blank, item)
        cells = [Live(formulas[step], stored.get(step, "")) for step in STEPS]
        row = sheet.row([Cell(item.id, "label"), *cells])
        for column, step in enumerate(STEPS, start=1):
            book.names[named(step, item)] = sheet.place(row, column)
    columns = {step: sheet.place(header + 1, at, row) for at, step in enumerate(STEPS, start=1)}
    book.names["ranks"] = columns["rank"]
    book.names["orders"] = columns["order"]
    book.names["next_step_sentences"] = columns["next_step"]
    _totals(book, sheet, columns)


def _stored(blank, item: Item) -> dict:
    """The values of a form that nobody has filled in, where they are not empty."""
    zero = [f"{rating}_{step}" for rating in SCORED for step in ("unsupported", "points",
            "possible", "below")]  # fmt: skip
    return {"used_weight": blank.weights[item.id], "order": 0, "rank": 0} | dict.fromkeys(zero, 0)


def _steps(book: OpenBook, item: Item, place: int) -> dict[str, str]:
    """The formula of every step for one item."""
    name = partial(named, item=item)
    weight = name("used_weight")
    formulas = {"used_weight": _number_in(name("weight"), WEIGHTS, quoted(""))}
    for rating, entry in SCORED.items():
        given, unseen, counted = (
            name(f"{rating}_{step}") for step in ("given", "unsupported", "counted")
        )
        left_out = f"IF({typed(name(entry))}={quoted(NOT_APPLICABLE.lower())},{NA},{quoted('')})"
        supported = f"LEN(TRIM({name(EVIDENCE[rating])}))>0"
        below = f"IF(ISNUMBER({counted}),IF({counted}<{GATE_LEVEL},1,0),0)" if item.gate else "0"
        formulas |= {
            f"{rating}_given": _number_in(name(entry), LEVELS, left_out),
            f"{rating}_unsupported": f"IF(ISNUMBER({given}),IF({supported},0,"
            f"IF({given}>={SUPPORTED_FROM},1,0)),0)",
            f"{rating}_counted": f"IF({unseen}=1,{UNSUPPORTED_LEVEL},{given})",
            f"{rating}_points": f"IF(ISNUMBER({counted}),{weight}*{counted},0)",
            f"{rating}_possible": f"IF(ISNUMBER({counted}),{weight}*{TOP_LEVEL},0)",
            f"{rating}_below": below,
        }
    order = name("order")
    to_gain = f"({name('own_possible')}-{name('own_points')})"
    later = len(book.definition.items) - place
    gates_first = f"{name('own_below')}*{NUMBERS_IN_ORDER**2}+{to_gain}*{NUMBERS_IN_ORDER}+{later}"
    unseen = {
        level: book.definition.say(
            "next_step.unsupported",
            id=item.id,
            statement=item.statement,
            given=level,
            level=UNSUPPORTED_LEVEL,
        )
        for level in range(SUPPORTED_FROM, TOP_LEVEL + 1)
    }
    return formulas | {
        "order": f"IF({to_gain}>0,{gates_first},0)",
        "rank": f'IF({order}>0,COUNTIF(orders,">"&{order})+1,0)',
        "next_step": f"IF({name('own_unsupported')}=1,{_one_for_level(name('own_given'), unseen)},"
        f"{_one_for_level(name('own_counted'), _anchored(book, item))})",
    }


def _number_in(cell: str, numbers, otherwise: str) -> str:
    """The number in a cell, typed as a number or as a text."""
    formula = otherwise
    for number in numbers:
        formula = f"IF({typed(cell)}={quoted(str(number))},{number},{formula})"
    return formula


def _anchored(book: OpenBook, item: Item) -> dict[int, str]:
    """The next step from each level below the top."""
    return {level: next_anchor(book.definition, item, level) for level in range(TOP_LEVEL)}


def _totals(book: OpenBook, sheet: Sheet, columns: dict[str, str]) -> None:
    """Sums, score, band and verdict of both ratings, one named cell each."""
    checklist = book.definition
    sheet.next += 1
    count, weights = len(checklist.items), columns["used_weight"]
    blank = checklist.score({})
    for rating, stored in zip(SCORED, (blank.own, blank.reviewed, blank.own), strict=True):
        name = {step: f"{rating}_{step}" for step in (*NUMBERS, "gates_below", "band")}
        given = columns[f"{rating}_given"]
        scored = f"AND({name['unanswered']}=0,{_within_limit(name)})"
        score, points, possible = name["score"], name["points"], name["possible"]
        rows = {
            "total_weight": (f"SUM({weights})", stored.total_weight),
            "left_out": (f"SUMPRODUCT(({given}={NA})*{weights})", 0),
            "unanswered": (f"SUMPRODUCT((LEN({given})=0)*1)", count),
            "points": (f"SUM({columns[f'{rating}_points']})", 0),
            "possible": (f"SUM({columns[f'{rating}_possible']})", 0),
            "gates_below": (f"SUM({columns[f'{rating}_below']})", 0),
            # Whole numbers: half is rounded up as in ``score_of``.
            "score": (f'IF({scored},INT((200*{points}+{possible})/(2*{possible})),"")', ""),
            "band": (f'IF(ISNUMBER({score}),{_band(book, name)},"")', ""),
        }
        for step, (formula, value) in rows.items():
            row = sheet.row([Cell(name[step], "label"), Live(formula, value)])
            book.names[name[step]] = sheet.place(row, 1)
        verdict = Live(_verdict(book, name, count), stored.verdict)
        row = sheet.row([Cell(f"verdict_{rating}", "label"), verdict])
        book.names[f"verdict_{rating}"] = sheet.place(row, 1)
    if checklist.borrows:
        _part_totals(book, sheet)


#: What stands in a row for each checklist that lends items.
OF_A_PART = ("points", "possible", "whole", "rank", "sentence")


def _part_totals(book: OpenBook, sheet: Sheet) -> None:
    """Points, rank and sentence of each checklist that lends items; see ``borrowed.parts``."""
    lent = lenders(book.definition)
    sheet.next += 1
    header = sheet.row([book.say("part"), *(f"part_{step}" for step in OF_A_PART)], "header")
    for name, ids in lent.items():
        items = [book.definition.item[id] for id in ids]
        possible = f"part_possible_{name}"
        answered = ",".join(f"LEN({named('own_given', each)})>0" for each in items)
        weakest, other = _part_sentences(book, name)
        formulas = {
            "points": "+".join(named("own_points", each) for each in items),
            "possible": "+".join(named("own_possible", each) for each in items),
            "whole": f"IF(AND({possible}>0,{answered}),1,0)",
            "rank": f"IF(part_whole_{name}=1,1+{_parts_before(list(lent), name)},0)",
            "sentence": f"IF(AND(part_rank_{name}=1,part_points_{name}<{possible}),"
            f"{weakest},{other})",
        }
        stored = dict.fromkeys(OF_A_PART[:-1], 0) | {"sentence": ""}
        cells = [Live(formulas[step], stored[step]) for step in OF_A_PART]
        row = sheet.row([Cell(checklists[name].title, "label"), *cells])
        for column, step in enumerate(OF_A_PART, start=1):
            book.names[f"part_{step}_{name}"] = sheet.place(row, column)
    for step, names in (("rank", "part_ranks"), ("sentence", "part_sentences")):
        column = OF_A_PART.index(step) + 1
        book.names[names] = sheet.place(header + 1, column, row)


def _parts_before(names: list[str], name: str) -> str:
    """How many checklists have a smaller share of their points; of equals the first is before.

    Shares are compared as products of whole numbers, for sheets compare fractions fuzzily.
    """
    terms = []
    for other in names:
        if other == name:
            continue
        less = "<=" if names.index(other) < names.index(name) else "<"
        theirs = f"part_points_{other}*part_possible_{name}"
        ours = f"part_points_{name}*part_possible_{other}"
        terms.append(f"IF(part_whole_{other}=1,IF({theirs}{less}{ours},1,0),0)")
    return "+".join(terms) or "0"


def _part_sentences(book: OpenBook, name: str) -> tuple[str, str]:
    """The formulas of the sentence on a checklist: as the weakest, and as another."""
    fields = {
        "title": quoted(checklists[name].title),
        "points": f"part_points_{name}",
        "possible": f"part_possible_{name}",
    }
    messages = book.definition.messages
    weakest, other = (filled(messages[f"part.{key}"], fields) for key in ("weakest", "other"))
    return weakest, other


def _within_limit(name: dict[str, str]) -> str:
    return f"100*{name['left_out']}<={MOST_LEFT_OUT}*{name['total_weight']}"


def _capped(name: dict[str, str]) -> str:
    return f"IF({name['gates_below']}>0,{name['score']}>{HIGHEST_BELOW_A_GATE},FALSE)"


def _band(book: OpenBook, name: dict[str, str]) -> str:
    counted = f"IF({_capped(name)},{HIGHEST_BELOW_A_GATE},{name['score']})"
    formula = quoted("")
    for band, lowest in BANDS.items():
        formula = f"IF({counted}>={lowest},{quoted(book.definition.say(f'band.{band}'))},{formula})"
    return formula


def _verdict(book: OpenBook, name: dict[str, str], count: int) -> str:
    messages, unanswered = book.definition.messages, name["unanswered"]
    verdict = {
        key: filled(messages[f"verdict.{key}"], name)
        for key in ("unrated", "unanswered", "left_out", "capped", "scored")
    }
    return (
        f"IF({unanswered}={count},{verdict['unrated']},"
        f"IF({unanswered}>0,{verdict['unanswered']},"
        f"IF(NOT({_within_limit(name)}),{verdict['left_out']},"
        f"IF({_capped(name)},{verdict['capped']},{verdict['scored']}))))"
    )
