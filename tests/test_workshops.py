"""Workshops: keys are what the package computes, learners get no answer, files open and repeat."""

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import replace
from datetime import date
from importlib import resources

import docx
import pytest
import yaml
from click.testing import CliRunner
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from seti_ta import calculators, checklists, workshops
from seti_ta.calculators.reader import DefinitionError
from seti_ta.cli import main
from seti_ta.handbook.claims import figures
from seti_ta.surfaces import workshop_kit
from seti_ta.surfaces.workshop_kit import contents, file_name, parts
from seti_ta.workshops import all_exercises, region
from seti_ta.workshops.exercise import Exercise
from seti_ta.workshops.marks import BLANK, CITED, MARK, with_values
from seti_ta.workshops.material import Run
from seti_ta.workshops.workshop import load

EDITION, CHECK_BY = date(2026, 11, 23), date(2027, 11, 23)
EACH_WORKSHOP = pytest.mark.parametrize("workshop", workshops.values(), ids=lambda each: each.name)
EACH_EXERCISE = pytest.mark.parametrize(
    "exercise", all_exercises().values(), ids=lambda each: each.id
)


@pytest.fixture(scope="module")
def kits() -> dict[str, dict[str, bytes]]:
    """The files of every workshop, written once."""
    return {name: parts(each, EDITION, CHECK_BY) for name, each in workshops.items()}


def document_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def slides_of(content: bytes):
    return list(Presentation(io.BytesIO(content)).slides)


def deck_text(content: bytes) -> str:
    shown = (
        shape.text_frame.text
        for slide in slides_of(content)
        for shape in (*slide.shapes, slide.notes_slide.notes_placeholder)
        if shape.has_text_frame
    )
    return "\n".join(shown)


# ---- Keys


def computed(exercise: Exercise, run: str, name: str, at: list[str]) -> str:
    """A value, asked of the calculator or the checklist itself."""
    if run in exercise.ratings:
        rated = exercise.ratings[run]
        answers = {
            id: {"level": each.level, "reviewer": each.reviewer, "evidence": each.evidence}
            for id, each in rated.seen.items()
        }
        scored = checklists[rated.checklist].score(answers, rated.reviewer_name)
        if at:
            return str(answers[at[0]][name])
        rating = scored.reviewed if name.startswith("reviewed_") else scored.own
        match name.removeprefix("reviewed_"):
            case "band":
                return scored.checklist.say(f"band.{rating.band}")
            case "gates":
                return ", ".join(each.item.id for each in rating.gates_below) or "none"
            case "talk":
                return ", ".join(scored.to_talk_about)
            case number:
                return str(getattr(rating, number))
    if run in exercise.rows:
        from seti_ta import evidence

        return str(evidence.load().loc[exercise.rows[run].row][name])
    asked = exercise.runs[run]
    entries = {}
    for group in asked.region:
        entries |= region().entries[group]
    result = calculators[asked.calculator](**entries | asked.entries)
    if not at:
        return result.written(name)
    for header, rows in (result.grid(each.columns) for each in result.calculator.row_results):
        if header[1:] and name in result.calculator.matrices and at[1] in header:
            return next(row[header.index(at[1])] for row in rows if row[0] == at[0])
    [table] = [t for t in result.calculator.tables if at[0] in result.values[t.named_by.name]]
    place = result.values[table.named_by.name].index(at[0])
    return result.calculator.write_or_dash(name, result.values[name][place])


@EACH_EXERCISE
def test_each_answer_is_what_the_package_computes(exercise):
    blanks = 0
    for sheet, key, open_ in zip(
        exercise.worksheets, exercise.key().worksheets, exercise.sheets(), strict=True
    ):
        for typed, full, shown in zip(sheet.cells, key.rows, open_.rows, strict=True):
            for text, answer, left in zip(typed, full, shown, strict=True):
                for found in (each for each in MARK.finditer(text) if each["asked"]):
                    at = re.findall(r"\[([^\]]+)\]", found["at"])
                    value = computed(exercise, found["run"], found["name"], at)
                    assert value in answer
                    assert BLANK in left
                    assert not (len(text) == len(found[0]) and left != BLANK)
                    blanks += 1
    assert blanks >= 3


def test_a_key_follows_its_entries():
    funnel = all_exercises()["funnel"]
    before = funnel.key()
    runs = funnel.runs | {"hoped": replace(funnel.runs["hoped"], entries={"placement": 40})}
    after = replace(funnel, runs=runs).key()
    assert after.worksheets != before.worksheets
    assert after.sentences != before.sentences and after.says != before.says

    raters = all_exercises()["two_raters"]
    visit = raters.ratings["visit"]
    seen = visit.seen | {"EMP-01": replace(visit.seen["EMP-01"], reviewer=3)}
    after = replace(raters, ratings={"visit": replace(visit, seen=seen)}).key()
    assert after.says != raters.key().says


def test_gates_hold_the_band_down_in_the_exercise_on_raters():
    scored = all_exercises()["two_raters"].ratings["visit"].scored
    assert scored.reviewed.capped and scored.to_talk_about and not scored.own.gates_below


def test_a_missing_figure_is_refused_in_words():
    providers = all_exercises()["providers"]
    assert "You left it empty" in providers.runs["missing"].problem
    assert providers.runs["low"].result.best != providers.runs["high"].result.best


@EACH_EXERCISE
def test_no_answer_is_typed(exercise):
    for text in exercise.answers:
        assert not figures(CITED.sub("", MARK.sub("", text)))
    assert exercise.questions and exercise.mistake and exercise.answers


def test_no_figure_is_typed_in_the_texts_of_a_workshop():
    for workshop in workshops.values():
        for each in (*workshop.sessions, workshop):
            for text in each.texts:
                assert not figures(CITED.sub("", MARK.sub("", text))), text


def test_a_blank_stands_for_what_is_asked():
    def written(*name) -> str:
        return "7"

    assert with_values("{a.b} and {?a.c[x]}", written, blank=True) == f"7 and {BLANK}"
    assert with_values("{a.b} and {?a.c[x]}", written) == "7 and 7"


# ---- Files are refused in a sentence


def broken(tmp_path, change):
    content = yaml.safe_load(
        resources.files("seti_ta.workshops").joinpath("short.yaml").read_text("utf-8")
    )
    content = deepcopy(content)
    change(content)
    file = tmp_path / "short.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load(file)
    return str(error.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda w: w.update(minutes=91), "take 90 minutes, not 91"),
        (lambda w: w["sessions"][0].update(minutes=0), "has no minutes"),
        (lambda w: w["sessions"][0].update(exercise="nowhere"), "no exercise 'nowhere'"),
        (lambda w: w.update(forms=["nowhere"]), "'nowhere', which is no checklist"),
        (lambda w: w["sessions"][0]["notes"].append("{fact}`nowhere`"), "no fact 'nowhere'"),
        (lambda w: w["sessions"][0]["notes"].append("{rule}`nowhere`"), "no rule 'nowhere'"),
        (lambda w: w["sessions"][0]["slides"][0]["bullets"].append("a" * 131), "does not fit"),
        (lambda w: w.pop("bring"), "bring"),
    ],
)
def test_a_fault_in_a_workshop_is_named(tmp_path, change, said):
    sentence = broken(tmp_path, change)
    assert sentence.startswith("short.yaml: ") and said in sentence


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answers": ("There are 160 of them.",)}, "typed figure"),
        ({"answers": ("{hoped.nowhere}",)}, "names what is not there"),
        ({"story": ("{?hoped.applicants}",)}, "may not ask"),
        ({"runs": {"hoped": Run("nowhere")}}, "no calculator 'nowhere'"),
        ({"runs": {"hoped": Run("recruitment_funnel", ("nowhere",))}}, "no group 'nowhere'"),
        ({"runs": {"hoped": Run("recruitment_funnel", (), {"placement": 400})}}, "Placement"),
        ({"picture": "nowhere"}, "which is no run"),
    ],
)
def test_a_fault_in_an_exercise_is_named(change, said):
    with pytest.raises(DefinitionError) as error:
        replace(all_exercises()["funnel"], **change)
    assert said.lower() in str(error.value).lower()


@EACH_WORKSHOP
def test_minutes_add_up(workshop):
    assert sum(each.minutes for each in workshop.sessions) == workshop.minutes
    hours, minutes = map(int, workshop.starts[-1].split(":"))
    assert 60 * hours + minutes + workshop.sessions[-1].minutes == workshop.minutes


# ---- Files


@EACH_WORKSHOP
def test_a_zip_holds_what_it_says(workshop, kits, monkeypatch):
    files = kits[workshop.name]
    monkeypatch.setattr(workshop_kit, "parts", lambda *given: files)
    packed = workshop_kit.kit_bytes(workshop, EDITION, CHECK_BY)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {each.date_time[:3] for each in archive.infolist()} == {(2026, 11, 23)}
        assert {name: archive.read(name) for name in archive.namelist()} == files
    assert set(files) == set(contents(workshop))
    assert all(name in files["read-me.txt"].decode() for name in files)
    assert len(packed) < 600_000


def test_the_same_source_gives_the_same_bytes(kits):
    assert parts(workshops["short"], EDITION, CHECK_BY) == kits["short"]


@EACH_WORKSHOP
def test_learners_get_no_answer(workshop, kits):
    files = kits[workshop.name]
    texts = [document_text(files["learner/handout.docx"]), deck_text(files["learner/slides.pptx"])]
    guide = document_text(files["instructor/guide.docx"])
    for exercise in workshop.exercises.values():
        key = exercise.key()
        secret = (*key.sentences, *key.says, exercise.mistake, *exercise.questions)
        for sentence in secret:
            assert sentence in guide
            assert not any(sentence in text for text in texts)
        for sheet, filled in zip(exercise.sheets(), key.worksheets, strict=True):
            assert all(cell in guide for row in filled.rows for cell in row)
            assert all(cell in texts[0] for row in sheet.rows for cell in row)
    assert BLANK in texts[0] and BLANK not in guide


@EACH_WORKSHOP
def test_the_handout_has_the_blanks_in_their_places(workshop, kits):
    document = docx.Document(io.BytesIO(kits[workshop.name]["learner/handout.docx"]))
    tables = [[tuple(cell.text for cell in row.cells) for row in t.rows] for t in document.tables]
    for exercise in workshop.exercises.values():
        for sheet in exercise.sheets():
            assert [sheet.header, *sheet.rows] in tables


@EACH_WORKSHOP
@pytest.mark.parametrize("whose", ["learner", "instructor"])
def test_slides_can_be_read_by_everyone(workshop, whose, kits):
    slides = slides_of(kits[workshop.name][f"{whose}/slides.pptx"])
    pictures = 0
    for slide in slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id  # it is read first
        assert slide.notes_slide.notes_text_frame.text.strip()
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= 12_192_000
            assert shape.top >= 0 and shape.top + shape.height <= 6_858_000
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
                pictures += 1
                assert len(shape._element.nvPicPr.cNvPr.get("descr")) > 30
    assert bool(pictures) == (whose == "instructor")


@EACH_WORKSHOP
def test_what_is_made_up_says_so(workshop, kits):
    files, label = kits[workshop.name], region().label
    assert label in files["read-me.txt"].decode()
    for name in ("learner/handout.docx", "instructor/guide.docx"):
        real = sum(each.is_real for each in workshop.exercises.values())
        assert document_text(files[name]).count(label) == 1 + len(workshop.exercises) - real
    for whose in ("learner", "instructor"):
        for slide in slides_of(files[f"{whose}/slides.pptx"]):
            if region().name in slide.shapes[1].text_frame.text:
                assert any(
                    label in each.text_frame.text for each in slide.shapes if each.has_text_frame
                )


# ---- The page and the command


@EACH_WORKSHOP
def test_the_page_offers_the_zip_and_keeps_the_answers(workshop, site):
    page = (site / "book" / "workshops.html").read_text("utf-8")
    text = " ".join(re.sub("<[^>]*>", " ", page).split())
    assert f'href="../downloads/{file_name(workshop)}"' in page
    assert (site / "downloads" / file_name(workshop)).stat().st_size > 10_000
    for exercise in workshop.exercises.values():
        assert exercise.title in text
        assert not any(said in text for said in (*exercise.key().says, exercise.mistake))


def test_the_command_lists_shows_and_writes(tmp_path, monkeypatch):
    monkeypatch.setattr(workshop_kit, "kit_bytes", lambda *given: b"zip")

    def run(*words):
        return CliRunner().invoke(main, ["workshop", *words])

    assert run("list").output.splitlines() == [
        f"{each.name}: {each.title} ({each.minutes} minutes)" for each in workshops.values()
    ]
    assert all(each.title in run("short").output for each in workshops["short"].sessions)
    assert run("short", "--to", str(tmp_path)).exit_code == 0
    assert (tmp_path / "workshop-short.zip").read_bytes() == b"zip"
    again = run("short", "--to", str(tmp_path))
    assert again.exit_code == 2 and "Already there" in again.output
    nowhere = run("short", "--to", str(tmp_path / "nowhere"))
    assert nowhere.exit_code == 2 and "There is no folder" in nowhere.output
