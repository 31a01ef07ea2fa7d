"""The commands on lotteries: ``assign`` draws and writes the record, ``verify`` checks it."""

from datetime import UTC, datetime
from pathlib import Path

import click

from seti_ta.cli.files import FILE, Refusal

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("people", type=FILE)
@click.option("--id", "id", default="person_id", show_default=True, help="The column of codes.")
@click.option("--slots", type=int, help="Places to give out.")
@click.option("--share", type=float, help="Or the share of people to offer one, such as 0.5.")
@click.option("--strata", default="", help="Columns to draw within, with commas between.")
@click.option("--alike", default="", help="Columns of numbers on which groups must be alike.")
@click.option("--accept", type=float, help="The share of draws that is alike enough: 0.01.")
@click.option("--seed", type=int, help="A number fixed beforehand.")
@click.option("--seed-from", help='Or the words of a public event, "State lottery 4 Dec: 7 19 23".')
@click.option("--operator", default="", help="Who draws.")
@click.option("--witness", default="", help="Who watches.")
@click.option("--to", type=FOLDER, help="A new folder for the record.")
@click.option("--freeze", is_flag=True, help="Print the fingerprint of the list and draw nothing.")
def assign(people, id, slots, share, strata, alike, accept, seed, seed_from, operator, witness,
           to, freeze) -> None:  # fmt: skip
    """Draw lots over the list PEOPLE (a CSV file), and write a record that anybody can check.

    First print the fingerprint of the list with --freeze, and publish it. Then wait for the public
    event that gives the seed, and draw.
    """
    from seti_ta import evaluation
    from seti_ta.evaluation.audit import frozen_fingerprint, read_list, write_record

    try:
        table = read_list(people, _names(alike))
        columns = {"strata": _names(strata), "covariates": _names(alike)}
        if freeze:
            click.echo(frozen_fingerprint(table, id, **columns))
            return
        if (seed is None) == (seed_from is None):
            raise Refusal("Give --seed or --seed-from, one of the two.")
        if to is None:
            raise Refusal("Give --to, a new folder for the record.")
        drawn = evaluation.assign(
            table, id, seed=seed if seed_from is None else seed_from, slots=slots, share=share,
            acceptance_probability=accept, **columns,
        )  # fmt: skip
        found = write_record(
            to, drawn, operator=operator, witness=witness, drawn_at=datetime.now(UTC)
        )
    except evaluation.EvaluationError as error:
        raise Refusal(str(error)) from None
    for note in drawn.notes:
        click.echo(note, err=True)
    click.echo(f"{drawn.n_treated} of {len(drawn.table)} people are offered a place.")
    click.echo(f"Publish this fingerprint of {to / 'record.json'}: {found}")


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--published", default="", help="The fingerprint published on the day of the draw.")
def verify(folder: Path, published: str) -> None:
    """Check the record of a lottery in FOLDER, and draw it again."""
    from seti_ta import evaluation

    try:
        found = evaluation.verify(folder, published)
    except evaluation.EvaluationError as error:
        raise Refusal(str(error)) from None
    click.echo(
        f"Drawn again, with the same result: {found.offered} of {found.people} people are offered "
        f"a place, {found.drawn_at}."
    )
    if not published:
        click.echo(f"Compare the fingerprint with the published one: {found.fingerprint}")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
