"""Templates: each file is checked, and nothing in one passes for the board's own that is not."""

import io
import re
from datetime import date

import docx
import pytest
import yaml
from click.testing import CliRunner
from conftest import program
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from office import converted

from seti_ta import templates
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.vocabulary import EXAMPLE
from seti_ta.cli import main
from seti_ta.handbook import build
from seti_ta.handbook.claims import figures
from seti_ta.plan import Plan
from seti_ta.surfaces.template_document import page_parts, word_bytes
from seti_ta.surfaces.template_text import text, words
from seti_ta.templates.filled import blank, said, slots_of
from seti_ta.templates.marks import Said, Slot, line

FOLDER = build.ROOT / "seti_ta" / "templates"
EDITION, CHECK_BY = date(2026, 11, 23), date(2027, 11, 23)
EVERY = pytest.mark.parametrize("template", templates.values(), ids=lambda each: each.name)
GOOD = yaml.safe_load((FOLDER / "employer_letter.yaml").read_text("utf-8"))


def entered() -> Plan:
    """A plan with values of the reader's own in all that the brief asks."""
    plan = Plan(target=60, target_counts="completed", wage=21, work_hours=40, price_year=2024)
    plan.set("employer_commitments.committed", 70)
    plan.set("employer_commitments.largest", 20)
    plan.set("direct_aid.internship_weeks", 4)
    plan.enter("wage_gap", weeks=50, living_wage=23, living_year=2024)
    rows = plan_rows(plan, "braided_budget")
    rows["sources"][1] |= {"funder": 'Ways & Means <"City"> ' + "ñ" * 17}
    plan.enter("braided_budget", plan_months=18, **rows)
    return plan


def plan_rows(plan: Plan, calculator: str) -> dict:
    """The tables of a calculator as a plan holds them, to be changed."""
    tables = (each for each in plan.entries(calculator) if isinstance(each.value, list | tuple))
    return {each.field.name: [dict(row) for row in each.value] for each in tables}


def paragraphs(content: bytes) -> list[str]:
    """Every paragraph of a Word file, those in tables too, in the order of the file."""
    document = docx.Document(io.BytesIO(content))
    return [Paragraph(each, document).text for each in document.element.body.iter(qn("w:p"))]


# ---- Files


def test_there_are_nine_in_the_order_of_use():
    assert list(templates) == [
        *("training_rfp", "contract_terms", "partner_agreement", "data_sharing"),
        *("employer_letter", "board_resolution", "local_plan", "one_page_brief", "analysis_plan"),
    ]
    page = (build.ROOT / "book" / "templates.md").read_text("utf-8")
    assert re.findall(r"```\{template\} (\w+)", page) == list(templates)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": "Hi\n\n{plan targets}"}, "line 3 of its text: the plan has no value 'targets'."),
        ({"text": "{plan funnel.target}"}, "the plan has no calculator 'funnel'."),
        ({"text": "{plan braided_budget.lines}"}, "no value 'braided_budget.lines'."),
        ({"text": "{plan benefit_cliff.children}"}, "the plan has no calculator 'benefit_cliff'."),
        ({"text": "{sentence funnel}"}, "the plan has no calculator 'funnel'."),
        ({"text": "{rule wioa}"}, "There is no rule 'wioa'."),
        ({"text": "{rule wioa_p4p most}"}, "The rule 'wioa_p4p' has no number 'most'."),
        ({"text": "{item SCR-99}"}, "no checklist has an item 'SCR-99'."),
        ({"text": "{gates screen}"}, "there is no checklist 'screen'."),
        ({"text": "{bold this}"}, "'{bold this}' is no mark"),
        ({"text": "a [blank"}, "'[' opens or closes nothing."),
        ({"text": "[]"}, "a blank has no name."),
        ({"text": "| a | b |\n| c |"}, "a row of this table has more or fewer cells"),
        ({"text": ""}, "'text' is empty."),
        ({"rules": ["wioa"]}, "'rules': There is no rule 'wioa'."),
        ({"order": "first"}, "order"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_fault_is_refused_with_the_file_and_the_place(tmp_path, change, problem):
    file = tmp_path / "odd.yaml"
    file.write_text(yaml.safe_dump(GOOD | change), "utf-8")
    with pytest.raises(DefinitionError) as error:
        templates.load(file)
    assert str(error.value).startswith("odd.yaml: ")
    assert problem in str(error.value)


def test_an_item_is_named_with_its_statement():
    [said] = line("{item SCR-01}")
    assert said.text.endswith(" (SCR-01)") and len(said.text) > 30


@EVERY
def test_figures_come_from_the_plan_and_from_rules(template):
    typed = [each.text for each in template.pieces if isinstance(each, Said) and not each.rule]
    assert figures(" ".join([*typed, template.purpose, template.fill_in])) == []


@EVERY
def test_each_says_what_it_is_and_what_it_stands_on(template):
    document = template.document(Plan())
    about = dict(document.about)
    assert "counsel" in about["Not legal advice"] and "endorses" in about["Independent"]
    assert about["Who signs"] and "[brackets]" in about["What to fill in"]
    listed = about.get("The rules it stands on", "")
    assert all(each.with_status in listed for each in template.stands_on)
    assert listed.count("Checked 20") >= bool(template.stands_on)
    assert len(document.rules) == len(template.stands_on)


def test_the_contract_has_five_grounds_each_with_what_to_keep():
    choices = [each for each in templates["contract_terms"].blocks if each.kind == "choice"]
    grounds = ["".join(getattr(p, "text", "") for p in each.line) for each in choices]
    assert len(grounds) == 5 and all("Keep: " in each for each in grounds)
    named = {each.id for each in templates["contract_terms"].stands_on}
    assert named >= {
        *("wioa_contract_exceptions", "wioa_p4p", "wioa_firewalls", "wioa_etpl_not_needed"),
        *("wioa_work_based_neutrality", "part38", "wioa_lobbying"),
    }


# ---- Filled


def mark_of(plan: Plan, key: str) -> str:
    calculator, _, field = key.rpartition(".")
    return said(plan, Slot(calculator, field), frozenset(plan.own)).mark


def test_a_value_says_whose_it_is():
    plan = Plan(target=60)
    assert mark_of(plan, "target") == ""
    assert mark_of(plan, "weeks") == " [starting value: check]"
    assert mark_of(plan, "wage") == "[fill in: Wage in the new job]"
    assert mark_of(plan, "recruitment_funnel.enrolled") == " [rests on starting values: check]"
    assert mark_of(plan, "direct_aid.total_aid").startswith("[fill in: ")  # made-up weeks
    plan.set("direct_aid.internship_weeks", 4)
    assert mark_of(plan, "direct_aid.total_aid") == " [rests on starting values: check]"


def test_a_result_of_the_readers_own_figures_alone_has_no_mark():
    plan = Plan(target=60, target_counts="placed", completion=70, placement=80)
    assert mark_of(plan, "recruitment_funnel.enrolled") == ""
    assert mark_of(plan, "recruitment_funnel.applicants") != ""
    plan.enter(
        "recruitment_funnel",
        attends=90,
        passes_test=90,
        passes_interview=90,
        accepts=90,
        shows_up=90,
    )
    assert mark_of(plan, "recruitment_funnel.applicants") == ""
    assert mark_of(plan, "cohort_calendar.cohorts") != ""  # its class size is ours
    plan.set("cohort_calendar.class_size", 20)
    plan.set("weeks", 14)
    assert "[rests" in mark_of(plan, "cohort_calendar.instructors")


def test_nothing_that_was_made_up_is_printed():
    plan = Plan()
    printed = {
        each.key for each in slots_of(templates.values()) if said(plan, each, frozenset()).text
    }
    made_up = {e.field.name for e in plan.profile if e.field.source.grade == EXAMPLE.grade}
    assert {"target", "wage", "work_hours"} <= made_up
    assert not printed & {"target", "wage", "work_hours"}
    assert not any(
        key.startswith("recruitment_funnel") for key in printed
    )  # all of it rests on the target


def test_a_plan_that_cannot_be_computed_leaves_blanks():
    plan = entered()
    plan.set("employer_commitments.largest", 71)  # more than are committed
    [slot] = [s for s in slots_of(templates.values()) if s.key == "employer_commitments"]
    assert said(plan, slot, frozenset(plan.own)).mark == blank(slot)


def test_a_plan_full_of_own_figures_fills_the_whole_brief():
    brief = templates["one_page_brief"].document(entered())
    answers = [words(row[1]) for part in brief.parts for row in part.rows[1:]]
    assert len(answers) == 9 and not any("[fill in" in each for each in answers)
    assert any('Ways & Means <"City">' in each for each in answers)


# ---- Word and the command line


@EVERY
def test_word_says_what_the_text_says(template):
    document = template.document(entered())
    content = word_bytes(document, EDITION, CHECK_BY)
    assert content == word_bytes(document, EDITION, CHECK_BY)
    written = paragraphs(content)
    lines = document.parts
    wanted = [words(cell) for part in lines for row in part.rows for cell in row]
    wanted += [words(part.line) for part in lines if part.kind not in ("table", "choice")]
    wanted += [f"☐ {words(part.line)}" for part in lines if part.kind == "choice"]
    assert set(wanted) <= set(written)
    shown = text(document)
    assert all(each.removeprefix("☐ ") in shown for each in wanted)


def test_the_page_gets_every_part_and_a_token_for_each_place():
    parts = page_parts()
    assert "word/styles.xml" in parts["common"]
    for name, own in parts["own"].items():
        for slot in templates[name].slots:
            assert f"<w:t>\ue000{slot.key}\ue001</w:t>" in own["word/document.xml"]
            assert f"<w:t>\ue000{slot.key}!\ue001</w:t>" in own["word/document.xml"]


def test_the_brief_has_one_page_and_all_open_in_libreoffice(tmp_path):
    program("soffice")
    paths = [tmp_path / f"{name}.docx" for name in templates]
    for path, template in zip(paths, templates.values(), strict=True):
        path.write_bytes(word_bytes(template.document(entered()), EDITION, CHECK_BY))
    pages = {
        path.stem: len(re.findall(rb"/Type\s*/Page\b", pdf))
        for path, pdf in zip(paths, converted(paths, "pdf"), strict=True)
    }
    assert pages["one_page_brief"] == 1
    assert all(1 <= count <= 4 for count in pages.values())


def run(*arguments: str):
    return CliRunner().invoke(main, ["template", *map(str, arguments)])


def test_the_command_lists_prints_and_writes(tmp_path):
    assert [each.split(":")[0] for each in run("list").output.splitlines()] == list(templates)
    plan = entered()
    plan.save(tmp_path / "plan.json")
    template, path = templates["employer_letter"], tmp_path / "letter.docx"
    shown = run("employer_letter", "--plan", tmp_path / "plan.json")
    assert shown.output == text(template.document(plan))
    assert run("employer_letter", "--plan", tmp_path / "plan.json", path).exit_code == 0
    assert "$21.00" in " ".join(paragraphs(path.read_bytes()))
    again = run("employer_letter", path)
    assert again.exit_code == 2 and "Already there" in again.output
    refused = run("nothing")
    assert refused.exit_code == 2 and "There is no template 'nothing'" in refused.output
