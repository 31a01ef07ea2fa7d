"""The memo of a plan says what Python says, and whose each value is; hostile text stays text."""

import io
import shutil
import subprocess
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from test_document import shown_inputs, shown_results

from seti_ta import calculators
from seti_ta.calculators import links
from seti_ta.plan import Plan
from seti_ta.surfaces.bar_picture import bar_picture
from seti_ta.surfaces.plan_document import memo
from seti_ta.surfaces.plan_words import origins, rests_on

TODAY, EDITION, CHECK_BY = date(2026, 11, 24), date(2026, 11, 23), date(2027, 11, 23)


def written(plan: Plan) -> bytes:
    return memo(plan, TODAY, EDITION, CHECK_BY)


def opened(plan: Plan):
    return docx.Document(io.BytesIO(written(plan)))


def said(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def rows(document) -> list[list[tuple[str, ...]]]:
    return [[tuple(c.text for c in row.cells) for row in t.rows][1:] for t in document.tables]


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan = Plan(target=60, completion=70)
    plan.set("program_cost.fixed", 300_000)
    plan.set("program_cost.enrolled", 90)
    return plan


@pytest.fixture(scope="module")
def content(plan) -> bytes:
    return written(plan)


@pytest.fixture(scope="module")
def document(content):
    return docx.Document(io.BytesIO(content))


def test_the_answers_come_first(plan, document):
    answers = [(calculators[name].question, plan[name].board_sentence) for name in plan.touched]
    assert [(question, answer) for question, answer, _ in rows(document)[0]] == answers
    assert len(answers) > 4


def test_an_answer_says_how_much_of_it_is_the_readers_own():
    plan = Plan(wage=21)
    assert rests_on(plan, "wage_gap") == "1 of 11 yours, 5 made up"
    plan.set("wage_gap.wage", 22)
    plan.set("work_hours", 40)
    assert rests_on(plan, "wage_gap") == "2 of 11 yours, 4 made up"
    assert rests_on(plan, "coaching_caseload").startswith("0 of ")


def test_each_calculator_has_the_figures_of_python_and_says_whose_they_are(plan, document):
    found, lines = rows(document), said(document)
    for name in plan.touched:
        calculator, result = calculators[name], plan[name]
        given, empty = shown_inputs(result, origins(plan, name))
        assert not given or given in found
        assert not empty or empty in lines
        assert shown_results(result) in found
        assert set(result.warnings) | set(calculator.limits) <= set(lines)
        assert result.board_sentence in lines


def test_own_figures_that_differ_from_the_plan_are_named_on_their_own(document):
    assert (
        "Program cost and unit cost, People who enroll in a year: 90 people "
        "(your own figure; the plan says 108)." in said(document)
    )


def test_each_chart_is_described_in_words(plan, document):
    charts = document.element.findall(f".//{qn('wp:docPr')}")
    described = [each.get("descr") for each in charts]
    expected = [
        bar_picture(plan[name], 7)[1] for name in plan.touched if bar_picture(plan[name], 7)
    ]
    assert described == expected
    assert "People needed at each gate. Must apply: 423; " in described[0]


def test_nothing_entered_gives_every_calculator():
    assert len(rows(opened(Plan()))[0]) == len(links.order())


def test_the_same_plan_gives_the_same_bytes(plan, content):
    assert written(plan) == content


def test_what_has_no_answer_says_why():
    document = opened(Plan(target=5000, completion=30, placement=30))
    why = next(answer for question, answer, _ in rows(document)[0] if "program cost" in question)
    assert why.endswith("of Recruitment and screening funnel, which is 55,556 people.")
    assert why in said(document)


def test_the_memo_says_what_moved_and_what_was_left_aside():
    plan = Plan(wage=21)
    plan.started = {"completion": 70, "program_cost.variable": "=1+1", "target": 40}
    plan.left_aside = ["x is not known in this edition. It was left aside."]
    plan.saved = {
        "version": "0.0.1", "edition": "2026-01-01", "saved_on": "2026-02-02",
        "data": {"prices_until": 2024, "rules_checked_on": "2026-01-01", "evidence": "abc"},
    }  # fmt: skip
    lines = said(opened(plan))
    assert "Completion rate: 70% then, 75% now." in lines
    assert (
        "Program cost and unit cost, Cost that each enrollee adds: =1+1 then, $4,500 now." in lines
    )
    assert plan.left_aside[0] in lines
    assert "Saved on 2026-02-02 with version 0.0.1 of 2026-01-01." in lines
    assert any(line.startswith("The data then: prices until 2024, rules") for line in lines)


def test_hostile_text_stays_text():
    plan = Plan()
    names = ("<script>alert(1)</script>", '=HYPERLINK("x")', "a\x00b\x1b[31m", "{value} %s")
    start = calculators["program_cost"].defaults["published"]
    hostile = [row | {"program": name} for row, name in zip(start, names, strict=True)]
    plan.set("program_cost.published", hostile)
    first = [row[0] for table in rows(opened(plan)) for row in table]
    sectors = calculators["sector_scorecard"].defaults["sectors"]
    named = [row | {"sector": f"{n}\x00 $x$ 物流 <b>"} for n, row in enumerate(sectors)]
    plan.set("sector_scorecard.sectors", named)
    shown = (*names[:2], "a\ufffdb\ufffd[31m", names[3])
    assert all(first.count(name) == 2 for name in shown)


def test_sources_of_starting_values_and_rules_stand_at_the_end(document):
    lines = said(document)
    assert sum("Completion rate: " in line and "https://" in line for line in lines) == 0  # own now
    assert sum(line.startswith("Placement rate: ") and "https://" in line for line in lines) == 1
    assert all(lines.count(line) == 1 for line in lines if "https://" in line)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_first_page_holds_every_answer(plan, content, tmp_path):
    path = tmp_path / "memo.docx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*convert, tmp_path, path], check=True, capture_output=True, timeout=120)
    read = ["pdftotext", "-l", "1", "-layout", tmp_path / "memo.pdf", "-"]
    page = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    words = set(page.split())
    for name in plan.touched:
        assert set(plan[name].board_sentence.split()) - words <= {
            word for word in plan[name].board_sentence.split() if "-" in word
        }
