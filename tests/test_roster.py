"""A program's own roster: counted right, refused in plain words, and silent about people."""

import csv
import io
import re
import subprocess
from datetime import date
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient
from scipy.optimize import linprog

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.roster import COLUMNS, MADE_UP, make_made_up_roster, read_roster, small_cells
from seti_ta.roster.columns import GATES
from seti_ta.roster.plots import plot_funnel
from seti_ta.roster.reader import DATE_FORMATS

ROOT = Path(__file__).parents[1]
TODAY = date(2025, 6, 30)
SECRETS = [f"secret-{number}" for number in range(1, 7)]

#: Six people, counted by hand: 6 apply, 5 attend, 4 pass the test, 3 pass the interview,
#: 2 accept, 1 enrolls.
PEOPLE = [
    {"person_id": code, "cohort": "spring", "referral_source": "web", "group": "day"}
    | {gate: f"2025-01-{10 + at}" if at < reached else "" for at, gate in enumerate(GATES)}
    for reached, code in enumerate(SECRETS, start=1)
]


def written(people: list[dict], columns=COLUMNS) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, columns, extrasaction="ignore")
    table.writeheader()
    table.writerows(people)
    return text.getvalue()


@pytest.fixture
def read(tmp_path):
    """Reads people, or the text or bytes of a file."""

    def read_it(content, **options):
        if isinstance(content, list):
            content = written(content)
        if isinstance(content, str):
            content = content.encode()
        path = tmp_path / "roster.csv"
        path.write_bytes(content)
        return read_roster(path, today=TODAY, **options)

    return read_it


def changed(row: int, **cells) -> list[dict]:
    """The six people; ``row`` is the row of the file."""
    return [person | cells if at == row else person for at, person in enumerate(PEOPLE, start=2)]


def is_one_sentence(text: str) -> bool:
    return text.endswith(".") and not re.search(r"[.!?]\s", text) and "\n" not in text


# Counting


def test_counts_by_hand(read):
    roster = read(PEOPLE)
    funnel = roster.funnel()
    assert list(funnel["gate"]) == list(GATES.values())
    assert list(funnel["people"]) == [6, 5, 4, 3, 2, 1]
    assert list(funnel["% of those before"])[1:] == [83.3, 80.0, 75.0, 66.7, 50.0]
    assert list(funnel["% of applicants"]) == [100.0, 83.3, 66.7, 50.0, 33.3, 16.7]
    assert roster.rates() == {
        "attends": 83.3,
        "passes_test": 80.0,
        "passes_interview": 75.0,
        "accepts": 66.7,
        "shows_up": 50.0,
    }


def test_the_rates_are_the_gates_of_the_calculator_in_its_order(read):
    inputs = calculators["recruitment_funnel"].inputs
    rates = read(PEOPLE).rates()
    assert list(rates) == [each.name for each in inputs if each.name in rates]
    plan = calculators["recruitment_funnel"](**rates)
    assert plan.entered["attends"] == 83.3


def test_a_gate_that_is_not_in_use_lets_everybody_pass(read):
    roster = read([person | {"passed_test_on": ""} for person in PEOPLE])
    assert list(roster.funnel()["people"]) == [6, 5, 5, 3, 2, 1]
    assert roster.rates()["passes_test"] == 100
    assert roster.flags[0].startswith("passed_test_on is empty in every row")


def test_where_nobody_came_there_is_no_rate(read):
    with pytest.raises(InputError, match="where nobody came: Accepts the offer and Shows up on"):
        read(PEOPLE[:3]).rates()


def test_a_later_gate_counts_for_those_before_it(read):
    roster = read(changed(7, attended_on="", accepted_on=""))
    assert list(roster.funnel()["people"]) == [6, 5, 4, 3, 2, 1]


def test_columns_in_any_order_a_mark_at_the_start_and_empty_lines_do_not_matter(read):
    text = written(PEOPLE, list(reversed(COLUMNS))).replace("\r\n", "\r\n,,,,,,,,,\r\n")
    assert read("\ufeff" + text).people.equals(read(PEOPLE).people.set_axis(range(3, 15, 2)))


@settings(max_examples=40)
@given(day=st.dates(date(2000, 1, 1), date(2025, 1, 1)), form=st.sampled_from(list(DATE_FORMATS)))
def test_a_declared_date_is_read_back_and_no_other_form_is(tmp_path_factory, day, form):
    path = tmp_path_factory.mktemp("dates") / "roster.csv"
    path.write_text(written([PEOPLE[0] | {"applied_on": day.strftime(DATE_FORMATS[form])}]))
    assert read_roster(path, dates=form).people["applied_on"].iloc[0] == pd.Timestamp(day)
    if form != "year-month-day":
        with pytest.raises(InputError, match="applied_on has no date that is written year-month"):
            read_roster(path)


# Refusing

WITHOUT_TWO = [name for name in COLUMNS if name not in ("cohort", "group")]
NAMED_ANEW = {"attended_on": "came", "group": "sex"}

REFUSED = {
    "missing columns": (written(PEOPLE, WITHOUT_TWO), "lacks cohort and group"),
    "unknown columns": (written(PEOPLE, [*COLUMNS, "birthday"]), "has birthday, which"),
    "other names": (
        written(PEOPLE, [NAMED_ANEW.get(name, name) for name in COLUMNS]),
        "lacks group and attended_on and has sex and came",
    ),
    "a column without a name": (written(PEOPLE, [*COLUMNS, ""]), "has a column without a name"),
    "a column twice": (written(PEOPLE, [*COLUMNS, "group"]), "has a column twice"),
    "no header": (written(PEOPLE).split("\r\n", 1)[1], "first row of roster.csv must name the"),
    "semicolons": (written(PEOPLE).replace(",", ";"), "must name the columns, with commas"),
    "empty": ("", "is empty"),
    "only a note": ("# nothing\n", "is empty"),
    "only a header": (written([]), "no people below"),
    "too many cells": (written(PEOPLE).replace("spring", "spring,x", 2), "in rows 2 and 3"),
    "too few cells": (written(PEOPLE) + "secret-9,spring\n", "not have 10 cells in row 8"),
    "torn quotes": (written(PEOPLE).replace("web", '"web" x', 1), "is not a table"),
    "not UTF-8": (written(changed(2, group="Montréal")).encode("latin-1"), "in UTF-8"),
    "a spreadsheet file": (b"PK\x03\x04\xff\xfe", "is not a CSV file"),
    "mixed dates": (changed(4, attended_on="01/11/2025"), r"1 date out of 5 .* \(row 4\)"),
    "no such date": (changed(4, attended_on="2025-02-30"), "attended_on has 1 date out of 5"),
    "a date of long ago": (changed(4, attended_on="0025-02-03"), r"before 2000 or .* \(row 4\)"),
    "a word for a date": (changed(7, enrolled_on="no"), "enrolled_on has no date that is"),
    "a date to come": (
        changed(7, enrolled_on="2025-07-01"),
        r"has 1 date before 2000 or .* \(row 7\)",
    ),
    "a person twice": (
        [*PEOPLE, PEOPLE[0] | {"person_id": " SECRET-1 "}],
        r"1 person has more than one row \(rows 2 and 8\)",
    ),
    "no code": (changed(3, person_id=""), "person_id is empty in row 3"),
    "no application": (changed(3, applied_on=" "), "applied_on is empty in row 3"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=list(REFUSED))
def test_a_roster_that_cannot_be_counted_is_refused_in_one_sentence(read, content, words):
    with pytest.raises(InputError, match=words) as refused:
        read(content)
    problems = list(refused.value.problems.values())
    assert len(problems) == 1
    assert is_one_sentence(problems[0])
    assert silent_about_people(problems[0])
    assert refused.value.__cause__ is None


def silent_about_people(text: str) -> bool:
    cells = {"spring", "web", "Montréal", "2025-0", "11/2025", "0025"}
    return not any(cell in text.lower() for cell in [*SECRETS, "secret", *cells])


def test_each_fault_has_its_own_sentence(read):
    people = [*changed(4, attended_on="soon", enrolled_on="2030-01-01"), PEOPLE[0]]
    with pytest.raises(InputError) as refused:
        read(people)
    assert [*refused.value.problems] == ["twice", "attended_on", "enrolled_on"]
    assert all(map(is_one_sentence, refused.value.problems.values()))


def test_a_long_list_of_rows_is_cut(read):
    people = [PEOPLE[0] | {"person_id": f"p{number}"} for number in range(9)]
    with pytest.raises(InputError, match=r"\(rows 2, 3, 4, 5, 6 and 4 more\): if the whole file"):
        read([person | {"applied_on": "1/2/2025"} for person in people])


def test_a_missing_file_an_unknown_form_of_date_and_an_unknown_breakdown(tmp_path, read):
    with pytest.raises(InputError, match="cannot be opened: check its name and its folder"):
        read_roster(tmp_path / "none.csv")
    with pytest.raises(InputError, match="one of these ways: year-month-day, month/day/year"):
        read(PEOPLE, dates="%d.%m.%Y")
    with pytest.raises(InputError, match="by cohort or referral_source or group"):
        read(PEOPLE).funnel(by="person_id")


# Flagging

FLAGGED = {
    "a gate is skipped": (changed(5, attended_on=""), "In 1 row (row 5) a later gate is dated"),
    "gates out of order": (
        changed(6, passed_interview_on="2025-01-02"),
        "In 1 row (row 6) a gate is dated before an earlier one",
    ),
    "out of order across a gap": (
        changed(6, passed_interview_on="", accepted_on="2025-01-11"),
        "In 1 row (row 6) a gate is dated before",
    ),
    "an open cohort": (changed(2, cohort="fall"), "Nobody is enrolled yet in 1 cohort of 2"),
    "few applicants": (PEOPLE, "There are fewer than 50 applicants"),
}


@pytest.mark.parametrize(("people", "words"), FLAGGED.values(), ids=list(FLAGGED))
def test_what_looks_odd_is_flagged_in_one_sentence(read, people, words):
    roster = read(people)
    assert [flag for flag in roster.flags if flag.startswith(words)]
    assert all(map(is_one_sentence, roster.flags))
    assert silent_about_people(roster.report + repr(roster))


def test_a_roster_in_order_has_no_flag(read):
    many = [PEOPLE[-1] | {"person_id": f"p{number}"} for number in range(50)]
    assert read(many).flags == []
    assert len(read(many[1:]).flags) == 1


# Small numbers


def test_small_groups_are_joined_and_small_counts_are_hidden(read):
    sources = {"web": 30, "library": 14, "aunt": 1}
    people = [
        PEOPLE[5 if number % 2 else 0]
        | {"person_id": f"{source}{number}", "referral_source": source}
        for source, size in sources.items()
        for number in range(size)
    ]
    table = read(people).funnel(by="referral_source")
    counts = table.pivot(index="referral_source", columns="gate", values="people")
    # One aunt alone would follow from the total, so the next smallest group is hidden too.
    assert list(counts["Applies"]) == [small_cells.HIDDEN, small_cells.HIDDEN, 30]
    assert list(counts.index) == ["library", "smaller groups together", "web"]
    # Seven of the library and nobody of the joined group attend: too few, so all are hidden.
    assert set(counts["Attends the information session"]) == {small_cells.HIDDEN}
    shares = table[table["people"] == small_cells.HIDDEN].drop(columns=["referral_source", "gate"])
    assert set(shares.to_numpy().flat) == {small_cells.HIDDEN}


def falling(group: list[int]) -> list[int]:
    return sorted(group, reverse=True)


GROUPS = st.lists(
    st.lists(st.integers(0, 40), min_size=3, max_size=3).map(falling), min_size=2, max_size=5
)


@settings(max_examples=150)
@given(GROUPS)
@example([[20, 5, 5], [12, 12, 12], [30, 30, 11]])
def test_no_small_count_can_be_worked_out(groups):
    """An outsider who knows every total and every shown count finds two answers or more.

    Unless the total itself is small, or nobody is in it: that says something by itself.
    """
    counts = pd.DataFrame(groups)
    hidden = small_cells.hidden(counts).to_numpy()
    numbers, totals = counts.to_numpy(), counts.sum().to_numpy()
    assert hidden[numbers < small_cells.FEWEST].all()
    for place in zip(*np.nonzero(numbers < small_cells.FEWEST), strict=True):
        if totals[place[1]] >= small_cells.FEWEST:
            low, high = (bound(numbers, hidden, totals, place, sign) for sign in (1, -1))
            assert high - low > 0.5, f"{numbers[place]} can be worked out"


def bound(numbers, hidden, totals, place, sign) -> float:
    """The lowest (``sign`` 1) or highest value of a hidden count, as an outsider can tell."""
    cells = np.arange(numbers.size).reshape(numbers.shape)
    in_column = np.zeros((numbers.shape[1], numbers.size))
    for gate in range(numbers.shape[1]):
        in_column[gate, cells[:, gate]] = 1
    falls = np.zeros((numbers.shape[0] * (numbers.shape[1] - 1), numbers.size))
    for line, (group, gate) in enumerate(np.ndindex(numbers.shape[0], numbers.shape[1] - 1)):
        falls[line, cells[group, gate + 1]], falls[line, cells[group, gate]] = 1, -1
    ranges = [
        (0, None) if is_hidden else (number, number)
        for number, is_hidden in zip(numbers.flat, hidden.flat, strict=True)
    ]
    goal = np.zeros(numbers.size)
    goal[cells[place]] = sign
    answer = linprog(goal, falls, np.zeros(len(falls)), in_column, totals, ranges)
    return sign * answer.fun


# The made-up roster, the picture and the chapter


def test_the_made_up_roster_says_so_and_is_written_by_its_script(tmp_path, monkeypatch):
    stored = MADE_UP.read_bytes()
    monkeypatch.setattr(make_made_up_roster, "MADE_UP", tmp_path / "again.csv")
    make_made_up_roster.main()
    assert (tmp_path / "again.csv").read_bytes() == stored
    roster = read_roster(MADE_UP)
    assert roster.note == "Made-up example: nobody in this file exists."
    assert roster.people["person_id"].str.startswith("made-up-").all()
    assert len(roster.flags) == 2


def test_the_made_up_funnel_is_what_the_chapter_says_in_place_of_its_picture():
    funnel = read_roster(MADE_UP).funnel()
    assert list(funnel["people"].diff().nsmallest(2).index) == [1, 2]
    assert funnel["% of applicants"].iloc[-1] == 25


def test_the_picture_shows_each_gate_and_where_it_comes_from(read):
    axes = plot_funnel(read(PEOPLE)).axes[0]
    words = [text.get_text() for text in axes.texts]
    assert words[:4] == ["Applies", "6", "Attends the information session", "5 (83.3%)"]
    assert [bar.get_width() for bar in axes.patches][1::2] == [6, 5, 4, 3, 2, 1]
    assert "made_up_roster.csv" in plot_funnel(read_roster(MADE_UP)).axes[0].get_title(loc="left")


def test_the_folder_for_own_files_is_ignored_by_git():
    if not (ROOT / ".git").exists():
        pytest.skip("an unzipped copy does not know what git ignores")
    run = subprocess.run(["git", "check-ignore", "-q", "my-data/roster.csv"], cwd=ROOT, check=False)
    assert run.returncode == 0


def test_the_chapter_tells_a_wrong_file_in_one_sentence(tmp_path):
    faults = ["unknown columns", "mixed dates", "a person twice"]
    cells = []
    for fault in faults:
        content = REFUSED[fault][0]
        path = tmp_path / f"{fault}.csv"
        path.write_text(content if isinstance(content, str) else written(content), newline="")
        cells.append(cell_that_reads(path))
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, allow_errors=True).execute()
    for cell, fault in zip(cells, faults, strict=True):
        (output,) = cell.outputs
        (shown,) = output.traceback
        assert re.search(REFUSED[fault][1].replace("roster.csv", ".*"), shown)
        assert is_one_sentence(shown)
        assert silent_about_people(str(output))


def cell_that_reads(path: Path) -> nbformat.NotebookNode:
    """The chapter's own cell, with another file name at its top."""
    notebook = nbformat.read(ROOT / "book" / "screening.ipynb", as_version=4)
    source = next(cell.source for cell in notebook.cells if "read_roster(file)" in cell.source)
    changed, times = re.subn(r"(?m)^file = .*$", f"file = {str(path)!r}", source)
    assert times == 1
    return nbformat.v4.new_code_cell(changed)
