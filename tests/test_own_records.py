"""A program's own counts of warnings and of contacts: counted right, and silent about people."""

import re
from pathlib import Path

import pytest

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.roster import read_contacts, read_discipline, small_cells

MADE_UP = Path(__file__).parents[1] / "book" / "made-up"
HIDDEN = small_cells.HIDDEN

GROUPS = "group,trainees,warned,discharged\n"
DAY = "Secret day,40,10,12\n"
PEOPLE = "person_code,coach,phase,group,contacts,hours\n"
ONE = "secret-1,Secret A,training,secret,3,1.5\n"


@pytest.fixture
def read(tmp_path):
    def read_it(reader, content: str):
        path = tmp_path / "own.csv"
        path.write_text(content, encoding="utf-8")
        return reader(path)

    return read_it


def test_a_rule_is_watched_by_the_people_whom_it_spares(read):
    own = read(read_discipline, f"# A note\n{GROUPS}{DAY}Evening,40,20,24\n")
    assert own.note == "A note"
    assert own.without("discharged") == [
        {"group": "Secret day", "applied": 40, "selected": 28},
        {"group": "Evening", "applied": 40, "selected": 16},
    ]
    result = calculators["selection_rates"](groups=own.without("discharged"))
    assert result.flag == ["no_alarm", "investigate_now"]
    table = own.check("discharged").set_index("group")
    assert list(table["share, in percent"]) == [30, 60]
    assert list(table["times the lowest"]) == [1, 2]
    assert list(table["what to do"]) == ["no alarm", "investigate now"]


def test_few_people_with_a_warning_and_few_without_are_hidden(read):
    few, few_without = "A,40,9,0\nB,40,20,0\nC,40,30,0\n", "A,40,35,0\nB,40,20,0\nC,40,12,0\n"
    for groups, hidden in ((few, [True, True, False]), (few_without, [True, True, False])):
        warned = read(read_discipline, GROUPS + groups).check("warned")["warned"]
        assert list(warned == HIDDEN) == hidden


def test_nobody_discharged_is_no_alarm(read):
    table = read(read_discipline, f"{GROUPS}A,40,10,0\nB,50,10,0\n").check("discharged")
    assert list(table["what to do"]) == ["no alarm", "no alarm"]


def test_contacts_by_hand(read):
    lines = [f"p{n},A,training,,{n % 3},{n % 3}" for n in range(30)]
    lines += [f"q{n},B,follow-up,x,2,0.5" for n in range(12)]
    own = read(read_contacts, PEOPLE + "\n".join(lines))
    by_phase = own.reached("phase").set_index("phase")
    assert list(by_phase.index) == ["training", "follow-up"]
    assert list(by_phase.loc["training"]) == [30, 20, 10, 33.3]
    assert list(own.reached("group")["group"]) == ["not recorded", "x"]
    assert own.caseloads().loc[0, "in training or job search"] == HIDDEN  # B has none
    assert own.entries() == {
        "active_contacts": 1,
        "active_time": 1,
        "follow_contacts": 2,
        "follow_time": 0.25,
    }
    assert calculators["coaching_caseload"](**own.entries()).active_contacts == 1


def test_small_groups_stand_together(read):
    lines = [f"p{n},A,training,{'many' if n < 20 else f'few {n}'},2,1" for n in range(32)]
    table = read(read_contacts, PEOPLE + "\n".join(lines)).reached("group")
    assert set(table["group"]) == {"many", "smaller groups together"}


def test_nobody_reached_has_no_length_of_a_contact(read):
    with pytest.raises(InputError, match="No contact is recorded with anybody in follow-up"):
        read(read_contacts, PEOPLE + ONE).entries()


REFUSED = {
    "columns of another file": (read_discipline, PEOPLE + ONE, "must name the columns"),
    "a column is missing": (read_discipline, "group,trainees,warned\nSecret,1,1\n", "lacks disch"),
    "a strange column": (read_contacts, PEOPLE.replace("coach", "name"), "lacks coach and has"),
    "more than there are": (read_discipline, GROUPS + "Secret,12,13,0\n", "more than trainees in"),
    "a half person": (read_discipline, GROUPS + "Secret,12.5,1,0\n", "not a whole number from 0"),
    "a word": (read_contacts, PEOPLE + ONE.replace("1.5", "secret"), r"hours has 1 cell .*row 2"),
    "below zero": (read_contacts, PEOPLE + ONE.replace(",3,", ",-3,"), "contacts has 1 cell that"),
    "an empty cell": (read_contacts, PEOPLE + ONE.replace(",3,", ",,"), "contacts has 1 cell that"),
    "a group twice": (read_discipline, GROUPS + DAY + DAY, "1 group has more .*a group"),
    "a person twice": (read_contacts, PEOPLE + ONE + ONE, "1 person has more than one row"),
    "no coach": (read_contacts, PEOPLE + ONE.replace("Secret A", ""), "coach is empty in row 2"),
    "a strange phase": (read_contacts, PEOPLE + ONE.replace("training", "secret"), "phase is not"),
}  # fmt: skip


@pytest.mark.parametrize(("reader", "content", "words"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_counted_is_refused_in_one_sentence(read, reader, content, words):
    with pytest.raises(InputError, match=words) as refused:
        read(reader, content)
    (problem,) = refused.value.problems.values()
    assert problem.endswith(".") and not re.search(r"[.!?]\s", problem)
    assert "secret" not in problem.lower()


def test_an_unknown_event_or_breakdown_is_named(read):
    with pytest.raises(InputError, match="warned and discharged"):
        read(read_discipline, GROUPS + DAY).check("expelled")
    with pytest.raises(InputError, match="coach or phase or group"):
        read(read_contacts, PEOPLE + ONE).reached("person_code")


def test_the_made_up_files_say_so_and_show_what_the_chapters_say():
    rules, contacts = (
        read_discipline(MADE_UP / "warnings.csv"),
        read_contacts(MADE_UP / "contacts.csv"),
    )
    for own in (rules, contacts):
        assert own.note.startswith("Made-up example")
    assert contacts.people["person_code"].str.startswith("made-up-").all()
    warned, sent_away = (
        rules.check(event).set_index("group") for event in ("warned", "discharged")
    )
    assert warned.loc["Weekend class", "what to do"] == "investigate now"
    # The alarm stays silent although twice as many are sent away: the chapter says why.
    assert sent_away.loc["Weekend class", "what to do"] == "no alarm"
    assert sent_away.loc["Weekend class", "times the lowest"] > 2
    assert warned.loc["Weekend class", "share, in percent"] > 40
    assert sent_away.loc["smaller groups together", "discharged"] == HIDDEN
    by_coach = contacts.reached("coach").set_index("coach")["twice or more, in percent"]
    assert by_coach.idxmin() == "Coach C"
