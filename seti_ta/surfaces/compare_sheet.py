"""The sheet "Compare" of a checklist's workbook: another date or site, typed or pasted.

The sentences are those of ``checklists.comparison``; both sides are scored by the weights of the
sheet Checklist. The score of the other side stands with the others on the sheet Working.
"""

from xlsxwriter.utility import xl_range_abs

from seti_ta.checklists.answers import NOT_APPLICABLE
from seti_ta.checklists.definition import Item
from seti_ta.checklists.score import GATE_LEVEL
from seti_ta.surfaces.checklist_formulas import NA, SHOWN_LEVELS, is_one_of, named, typed
from seti_ta.surfaces.formula import echo, filled, quoted
from seti_ta.surfaces.open_workbook import TO_MEND, OpenBook
from seti_ta.surfaces.sheet import BAD, Cell, Live, Sheet

#: The entries of the other side, by the first words of their cells' names.
LEVEL, EVIDENCE, REASON, CHECK = "other_level", "other_evidence", "other_reason", "other_check"
REVIEWER, OTHER_TO_MEND, READY = "other_reviewer_name", "other_entries_to_mend", "can_compare"
#: What the two are called: as entered, and as shown.
LABELS = {"first_label": "first_called", "second_label": "second_called"}

WIDTHS = (24, 40, 10, 30, 20, 26, 12, 12, 9, 54)
#: Pasted from the sheet Checklist of another workbook: level, evidence and reason in one block.
COLUMNS = ("id", "statement", "level", "evidence", "reason", "check", "first", "second", "change",
           "notes")  # fmt: skip
ENTRIES = {LEVEL: 2, EVIDENCE: 3, REASON: 4, CHECK: 5}
LONGEST_CELL = 32767  # characters


def write(book: OpenBook, sheet: Sheet) -> None:
    """Writes the sheet. ``book.definition`` is the checklist."""
    checklist = book.definition
    sheet.across(checklist.title, "title")
    sheet.across(book.say("compare.to_start"))
    sheet.across(checklist.say("compare.note"))
    row = sheet.across(Live(_status(book), book.say("compare.nothing")), "notice")
    book.names["compare_status"] = sheet.place(row, 0)
    _names(book, sheet)
    _summary(book, sheet)
    _items(book, sheet)


def _status(book: OpenBook) -> str:
    """What is still to do, or that the two are compared."""
    count = len(book.definition.items)
    mend = filled(book.say("mend_entries", count="{count}"), {"count": f"({OTHER_TO_MEND})"})
    checklist = quoted(book.say("compare.mend_checklist"))
    return (
        f"IF({OTHER_TO_MEND}>0,{mend},IF(other_unanswered={count},"
        f"{quoted(book.say('compare.nothing'))},"
        f"IF({TO_MEND}>0,{checklist},{quoted(book.say('all_rated'))})))"
    )


def _names(book: OpenBook, sheet: Sheet) -> None:
    """What the two are called, and the reviewer of the other, who may leave a gate out."""
    for entry, shown in LABELS.items():
        key = "compare.first" if entry == "first_label" else "compare.second"
        row = sheet.row([Cell(book.say(f"{key}_label"), "label"), Cell("", "text entry")])
        book.names[entry] = sheet.place(row, 1)
        default = quoted(book.say(key))
        called = Live(f"IF(LEN(TRIM({entry}))=0,{default},TRIM({entry}))", book.say(key))
        sheet.put(row, 3, Cell(called, "cell"))
        book.names[shown] = sheet.place(row, 3)
    row = sheet.row([Cell(book.say("compare.reviewer"), "label"), Cell("", "text entry")])
    book.names[REVIEWER] = sheet.place(row, 1)
    ready = (
        f"IF({TO_MEND}+{OTHER_TO_MEND}=0,IF(other_unanswered<{len(book.definition.items)},1,0),0)"
    )
    row = sheet.row([Cell(book.say("compare.ready"), "label"), Cell(Live(ready, 0), "number")])
    book.names[READY] = sheet.place(row, 1)


def _if_ready(formula: str) -> str:
    return f'IF({READY}=1,{formula},"")'


# ---- In sum


def _summary(book: OpenBook, sheet: Sheet) -> None:
    checklist, messages = book.definition, book.definition.messages
    sheet.heading(checklist.say("page.compare"))
    verdicts = [
        filled(messages["compare.verdict"], {"label": label, "verdict": f"verdict_{rating}"})
        for label, rating in zip(LABELS.values(), ("other", "own"), strict=True)
    ]
    lines = [*verdicts, _score_sentence(book), _counts(book), _other_items(book)]
    rows = [
        sheet.across(Live(_if_ready(each), "", "x" * 150), "sentence" if at < 2 else "text")
        for at, each in enumerate(lines)
    ]
    book.names["comparison"] = sheet.place(rows[0], 0, rows[-1])
    sheet.heading(checklist.say("compare.gates"))
    for item in filter(lambda each: each.gate, checklist.items):
        row = sheet.across(Live(_if_ready(_gate_sentence(book, item)), "", "x" * 120))
        book.names[named("gate_compared", item)] = sheet.place(row, 0)


def _score_sentence(book: OpenBook) -> str:
    messages = book.definition.messages
    both = "IF(ISNUMBER(other_score),ISNUMBER(own_score),FALSE)"
    fields = {"second": "second_called", "by": "ABS(own_score-other_score)"}
    higher, lower = (filled(messages[f"compare.{key}"], fields) for key in ("higher", "lower"))
    equal = quoted(messages["compare.equal"])
    told = f"IF(own_score=other_score,{equal},IF(own_score>other_score,{higher},{lower}))"
    return f"IF({both},{told},{quoted(messages['compare.no_change'])})"


def _counts(book: OpenBook) -> str:
    signs = {"up": '">0"', "down": '"<0"', "same": "0"}
    fields = {key: f"COUNTIF(level_changes,{sign})" for key, sign in signs.items()}
    count = len(book.definition.items)
    fields |= {"second": "second_called", "none": f"({count}-COUNT(level_changes))"}
    return filled(book.definition.messages["compare.counts"], fields)


def _other_items(book: OpenBook) -> str:
    """The items that one side only has a level for."""
    ids = "&".join(
        f"IF(ISNUMBER({named('other_given', item)})<>ISNUMBER({named('own_given', item)}),"
        f'{quoted(f", {item.id}")},"")'
        for item in book.definition.items
    )
    listed = f"MID({ids},3,{LONGEST_CELL})"
    sentence = filled(book.definition.messages["compare.other_items"], {"ids": listed})
    return f'IF(LEN({listed})=0,"",{sentence})'


def _gate_sentence(book: OpenBook, item: Item) -> str:
    """What became of a gate, or that it is closed; nothing where there is nothing to say."""
    messages = book.definition.messages
    first, second = named("other_counted", item), named("own_counted", item)
    fields = {"id": quoted(item.id), "first": first, "second": second, "level": second} | LABELS
    said = {
        key: filled(messages[f"compare.gate_{key}"], fields)
        for key in ("opened", "closed", "still")
    }
    was_open, is_open = f"{first}>={GATE_LEVEL}", f"{second}>={GATE_LEVEL}"
    became = (
        f'IF({was_open},IF({is_open},"",{said["closed"]}),IF({is_open},{said["opened"]},'
        f"{said['still']}))"
    )
    alone = f'IF({second}<{GATE_LEVEL},{filled(messages["gate_below"], fields)},"")'
    return f'IF(ISNUMBER({second}),IF(ISNUMBER({first}),{became},{alone}),"")'


# ---- Item by item


def _items(book: OpenBook, sheet: Sheet) -> None:
    checklist = book.definition
    sheet.heading(book.say("items"))
    sheet.row(_header(book))
    first = sheet.next
    for item in checklist.printed:
        _item(book, sheet, item)
    last = sheet.next - 1
    changes = COLUMNS.index("change")
    book.names["level_changes"] = sheet.place(first, changes, last)
    fine, at = quoted(book.say("fine")), ENTRIES[CHECK]
    checked = xl_range_abs(first, at, last, at)
    count = Cell(Live(f"ROWS({checked})-COUNTIF({checked},{fine})", 0), "number")
    row = sheet.row([Cell(book.say("entries_to_mend"), "label"), count])
    book.names[OTHER_TO_MEND] = sheet.place(row, 1)
    bad = book.book.add_format({"bold": True, "font_color": BAD})
    rule = {"type": "cell", "criteria": "!=", "value": fine, "format": bad}
    sheet.sheet.conditional_format(first, at, last, at, rule)


def _header(book: OpenBook) -> list:
    plain = book.columns(*COLUMNS[:6])
    plain[2] = Cell(book.say("compare.level"), "number header")
    shown = [
        Cell(Live(called, book.say(f"compare.{key}")), "number header")
        for called, key in zip(LABELS.values(), ("first", "second"), strict=True)
    ]
    words = [book.definition.say(f"compare.{key}") for key in ("change", "notes")]
    return [*plain, *shown, Cell(words[0], "number header"), Cell(words[1], "header")]


def _item(book: OpenBook, sheet: Sheet, item: Item) -> None:
    checklist = book.definition
    first, second = named("other_counted", item), named("own_counted", item)
    both = f"IF(ISNUMBER({first}),ISNUMBER({second}),FALSE)"
    shown = [
        Cell(Live(_if_ready(_shown(book, rating, item)), ""), "number")
        for rating in ("other", "own")
    ]
    change = Live(_if_ready(f'IF({both},{second}-{first},"")'), "")
    id = checklist.say("picture.gate", id=item.id) if item.gate else item.id
    row = sheet.row(
        [
            Cell(id, "label"),
            Cell(item.statement, "label"),
            Cell("", "entry"),
            Cell("", "text entry"),
            Cell("", "text entry"),
            Live(_check(book, item), book.say("fine")),
            *shown,
            Cell(change, "number", "+0;-0;0"),
            Live(_if_ready(_notes(book, item)), "", "x" * 150),
        ]
    )
    for entry, column in ENTRIES.items():
        book.names[named(entry, item)] = sheet.place(row, column)
    for key in ("change", "notes"):
        book.names[named(f"compared_{key}", item)] = sheet.place(row, COLUMNS.index(key))
    for key in ("first", "second"):
        book.names[named(f"{key}_shown", item)] = sheet.place(row, COLUMNS.index(key))
    rule = checklist.say("bad.level", id=item.id)
    prompts = {"error_title": item.id, "error_message": rule, "input_message": rule}
    allowed = {"validate": "list", "source": list(SHOWN_LEVELS)}
    sheet.sheet.data_validation(row, ENTRIES[LEVEL], row, ENTRIES[LEVEL], allowed | prompts)


def _check(book: OpenBook, item: Item) -> str:
    """The sentence that Python gives for these entries, or that they are fine."""
    level, reason = named(LEVEL, item), named(REASON, item)
    left_out = f"{typed(level)}={quoted(NOT_APPLICABLE.lower())}"
    say = book.definition.say
    formula = quoted(book.say("fine"))
    if item.gate:
        unnamed = f"AND({left_out},LEN(TRIM({REVIEWER}))=0)"
        formula = f"IF({unnamed},{quoted(say('bad.gate_na', id=item.id))},{formula})"
    unexplained = f"AND({left_out},LEN(TRIM({reason}))=0)"
    formula = f"IF({unexplained},{quoted(say('bad.reason', id=item.id))},{formula})"
    bad = f"NOT(OR(LEN({level})=0,{is_one_of(level, SHOWN_LEVELS)}))"
    refusal = (
        f"{quoted(say('bad.level', id=item.id) + ' ')}&{echo(book.definition.messages, level)}"
    )
    return f"IF({bad},{refusal},{formula})"


def _shown(book: OpenBook, rating: str, item: Item) -> str:
    """A level as readers see it, with what it counts as where that differs."""
    given, counted, unseen = (
        named(f"{rating}_{step}", item) for step in ("given", "counted", "unsupported")
    )
    both = filled(book.definition.messages["compare.counted"], {"level": given, "counted": counted})
    return f'IF({unseen}=1,{both},IF(LEN({given})=0,"–",{given}&""))'


def _notes(book: OpenBook, item: Item) -> str:
    """The notes of ``Pair.notes`` in one text."""
    messages = book.definition.messages
    noted = []
    if item.gate:
        gate = named("gate_compared", item)
        noted.append(f'IF(LEN({gate})=0,""," "&{gate})')
    sides = zip(LABELS.values(), ("other", "own"), (REASON, "reason"), strict=True)
    for label, rating, reason in sides:
        given = named(f"{rating}_given", item)
        fields = {"label": label, "level": given, "reason": f"TRIM({named(reason, item)})"}
        for test, key in (
            (f"{named(f'{rating}_unsupported', item)}=1", "unsupported"),
            (f"{given}={NA}", "left_out"),
            (f"LEN({given})=0", "unanswered"),
        ):
            noted.append(f'IF({test},{filled(" " + messages[f"compare.{key}"], fields)},"")')
    return f"MID({'&'.join(noted)},2,{LONGEST_CELL})"
