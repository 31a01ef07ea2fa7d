"""Files that come and go: ``tracker`` and ``strip-outputs``, and ``refresh`` for a new release."""

import json
from pathlib import Path

import click

from seti_ta.cli.files import FILE, Refusal, write_files
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole


@click.command("strip-outputs")
@click.argument("notebook", type=FILE)
@click.option("--to", type=FILE, help="Write to this file; the notebook stays as it is.")
@click.option("--check", is_flag=True, help="Only say whether it holds outputs; exit code 1 if so.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def strip_outputs(notebook: Path, to: Path | None, check: bool, force: bool) -> None:
    """Take all outputs out of NOTEBOOK, so that no person's record leaves with it."""
    held = _read(notebook)
    if check:
        count = sum(_holds(cell) for cell in held["cells"])
        click.echo(f"{notebook.name} holds outputs in {count} cells.")
        raise SystemExit(bool(count))
    content = (json.dumps(_bare(held), indent=1, ensure_ascii=False) + "\n").encode("utf-8")
    if to:
        write_files([(to, lambda path: write_whole(path, content))], force)
    else:
        write_whole(notebook, content)
        click.echo(f"{notebook.name} holds no outputs any more.", err=True)


@click.command()
@click.argument("path", metavar="FILE.xlsx", type=FILE)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def tracker(path: Path, force: bool) -> None:
    """Write the tracker of applicants, an empty workbook."""
    from seti_ta.surfaces.tracker_workbook import write_tracker

    writer = lambda to: write_tracker(to, edition_date(), check_by_date())  # noqa: E731
    write_files([(path, writer)], force)


@click.command()
@click.option(
    "--oews", type=FILE, help="The wage survey: all_data_M_2026.xlsx, or one SQLite file."
)
@click.option("--cpi", type=FILE, help="The price index, series CUUR0000SA0, as BLS's CSV.")
def refresh(oews: Path | None, cpi: Path | None) -> None:
    """Bring wages and prices up to a new release that you downloaded."""
    from seti_ta.calculators import InputError
    from seti_ta.labor_market.refresh import refresh_cpi, refresh_oews

    if not (oews or cpi):
        raise Refusal("Give --oews, --cpi, or both.")
    try:
        if cpi:
            click.echo(refresh_cpi(cpi))
        if oews:
            click.echo(refresh_oews(oews))
    except InputError as error:
        raise Refusal(str(error)) from None
    click.echo("Now run `make notebooks`, `make book` and `make test`, and read what changed.")


def _read(path: Path) -> dict:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(held["cells"], list) or held["nbformat"] < 4:
            raise ValueError
        return held
    except OSError:
        raise Refusal(f"{path} cannot be read.") from None
    except (ValueError, KeyError, TypeError):
        raise Refusal(f"{path.name} is no notebook of Jupyter, version 4.") from None


def _holds(cell: dict) -> bool:
    return bool(cell.get("outputs") or cell.get("attachments") or cell.get("execution_count"))


def _bare(held: dict) -> dict:
    held = dict(
        held, metadata={k: v for k, v in held.get("metadata", {}).items() if k != "widgets"}
    )
    held["cells"] = [_bare_cell(cell) for cell in held["cells"]]
    return held


def _bare_cell(cell: dict) -> dict:
    cell = {name: value for name, value in cell.items() if name != "attachments"}
    if cell.get("cell_type") == "code":
        cell |= {"outputs": [], "execution_count": None}
    kept = {k: v for k, v in cell.get("metadata", {}).items() if k in ("tags", "mystnb")}
    return cell | {"metadata": kept}
