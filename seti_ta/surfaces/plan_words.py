"""What a plan says, as plain texts in reading order: for the command line and for Word."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from seti_ta import calculators
from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import SHARED
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import EXAMPLE, Input, Source, Table
from seti_ta.plan import Entry, Plan
from seti_ta.plan.file import FOLLOW, OWN, START, data_versions, same
from seti_ta.plan.plan import Moved, with_unit, write_entry


def shown(plan: Plan) -> tuple[str, ...]:
    """The calculators that the reader's entries reach; all of them while nothing is entered."""
    return plan.touched or tuple(plan)


def result_or_problem(plan: Plan, name: str) -> Result | str:
    """The result of one calculator, or in sentences why it has none."""
    try:
        return plan[name]
    except InputError as error:
        return " ".join(error.sentences)


def answer(plan: Plan, name: str) -> str:
    """What one calculator says to a board, or why it has no answer."""
    found = result_or_problem(plan, name)
    return found if isinstance(found, str) else found.board_sentence


def rests_on(plan: Plan, name: str) -> str:
    """How many inputs of one calculator are the reader's own, and how many only an example."""
    entries = [_root(plan, each) for each in plan.entries(name)]
    own = sum(each.origin == OWN for each in entries)
    made_up = sum(
        each.origin == START and each.value is not None and each.field.source.grade == EXAMPLE.grade
        for each in entries
    )
    key = "plan.rests_on_examples" if made_up else "plan.rests_on"
    return MESSAGES[key].format(own=own, all=len(entries), made_up=made_up)


def _root(plan: Plan, entry: Entry) -> Entry:
    """The shared input that an entry follows, or the entry itself."""
    if entry.origin != FOLLOW or not entry.link.is_shared:
        return entry
    return next(each for each in plan.profile if each.field.name == entry.link.what)


def profile(plan: Plan) -> list[tuple[str, str, str]]:
    """Label, value and origin of each shared input."""
    return [
        (each.field.label, with_unit(each.field, each.value), origin(plan, each))
        for each in plan.profile
    ]


def origin(plan: Plan, entry: Entry) -> str:
    """Whose value an input has: the reader's, what it follows, or a starting value's grade."""
    if entry.origin == OWN:
        return _own(entry)
    if entry.origin == FOLLOW:
        if not entry.link.is_shared:
            title = calculators[entry.link.origin].title
            return MESSAGES["origin.carried"].format(title=title)
        return MESSAGES["origin.shared"].format(origin=origin(plan, _root(plan, entry)))
    if entry.value is None:
        return MESSAGES["origin.empty"]
    return MESSAGES["origin.starting"].format(grade=MESSAGES[f"grade.{entry.field.source.grade}"])


def _own(entry: Entry) -> str:
    if entry.link and entry.start is not None:
        value = write_entry(entry.field, entry.start)
        return MESSAGES["origin.instead"].format(value=value)
    return MESSAGES["origin.own"]


def origins(plan: Plan, name: str) -> dict[str, str]:
    """The origin of every input and table of one calculator, by name."""
    return {each.field.name: origin(plan, each) for each in plan.entries(name)}


def instead(plan: Plan) -> list[str]:
    """One line for each of the reader's own figures that is not what the plan says."""
    return [
        f"{labelled(f'{name}.{each.field.name}')[0]}: {with_unit(each.field, each.value)} "
        f"({_own(each)})."
        for name in plan
        for each in plan.entries(name)
        if each.link and each.origin == OWN and not same(each.value, each.start)
    ]


def starting_sources(plan: Plan, names: Iterable[str]) -> dict[Source, list[str]]:
    """The sources of the starting values in use, each with the labels of those that it gives."""
    found: dict[Source, list[str]] = {}
    for each in (*plan.profile, *(entry for name in names for entry in plan.entries(name))):
        labels = found.setdefault(each.field.source, [])
        if each.origin == START and each.field.label not in labels:
            labels.append(each.field.label)
    return {source: labels for source, labels in found.items() if labels and source.url}


# ---- What has changed since the plan was saved


def moved(plan: Plan) -> list[str]:
    """One sentence for each starting value that has changed."""
    own = plan.own
    return [_moved(each, each.name in own) for each in plan.moved()]


def _moved(change: Moved, is_own: bool) -> str:
    label, field = labelled(change.name)
    key = "plan.moved_rows" if isinstance(field, Table) else "plan.moved_one"
    fields = {}
    if isinstance(field, Input):
        fields = {"then": write_entry(field, change.then), "now": write_entry(field, change.now)}
    sentence = MESSAGES[key].format(label=label, **fields)
    return f"{sentence} {MESSAGES['plan.moved_own']}" if is_own else sentence


def labelled(name: str) -> tuple[str, Input | Table]:
    """The label of an entry of a plan, with its calculator, and the input or table itself."""
    origin, _, field = name.rpartition(".")
    if not origin:
        return SHARED[field].label, SHARED[field]
    calculator: Calculator = calculators[origin]
    found = next(e for e in (*calculator.inputs, *calculator.tables) if e.name == field)
    return MESSAGES["plan.label"].format(title=calculator.title, label=found.label), found


def versions(plan: Plan) -> list[str]:
    """The data behind the plan: as it is now and, where another one was used, as it was."""
    now = MESSAGES["plan.data_now"].format(**data_versions())
    if not plan.saved:
        return [now]
    saved = MESSAGES["plan.saved"].format(**plan.saved)
    then = plan.saved["data"]
    if then == data_versions() or then.keys() != data_versions().keys():
        return [saved, now]
    return [saved, MESSAGES["plan.data_then"].format(**then), now]


# ---- Checklists


def checklists_said(plan: Plan) -> list[str]:
    """What each checklist in the plan comes to, in one sentence."""
    from seti_ta import checklists  # needs more libraries than a plan without answers

    said = []
    for name, texts in plan.checklists.items():
        if name not in checklists:
            said.append(MESSAGES["plan.left_unknown"].format(value=name))
            continue
        checklist = checklists[name]
        try:
            verdict = checklist.score_texts(texts).own.verdict
        except InputError as error:
            verdict = " ".join(error.sentences)
        said.append(f"{checklist.title}: {verdict}")
    return said


def actions_said(plan: Plan, day: date) -> list[str]:
    """The action plan over all checklists on ``day``, one line a step."""
    return [each.line_of_many(day) for each in plan.actions()]


def scored_checklists(plan: Plan) -> list:
    """The score of each checklist in the plan, of those that can be scored."""
    from seti_ta import checklists  # needs more libraries than a plan without answers

    scored = []
    for name in checklists:
        if name in plan.checklists:
            with suppress(InputError):
                scored.append(checklists[name].score_texts(plan.checklists[name]))
    return scored
