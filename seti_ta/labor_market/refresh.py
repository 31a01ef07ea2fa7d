"""Brings the shipped figures up to a new release: `seti-ta refresh`.

Two files that the user downloads by hand become the package's own data: the wage survey (BLS's
workbook of all areas, or one SQLite file), and the consumer price index as BLS's CSV. Whatever
cannot be read changes nothing.
"""

import csv
import io
from pathlib import Path

from seti_ta import prices
from seti_ta.calculators import InputError
from seti_ta.files import write_whole
from seti_ta.labor_market import make_slice

PRICES = Path(prices.__file__).with_name("prices.csv")
MONTHS = 12


def refresh_oews(source: Path, to: Path = make_slice.DATA) -> str:
    """Make the slice again from a newer release; returns what was done, in a sentence.

    Raises:
        InputError: the file is no such database.
    """
    told = make_slice.make(source, to)
    return f"Wages and jobs: {told['release']}, {told['areas']} areas, {told['rows']:,} rows."


def refresh_cpi(source: Path, to: Path = PRICES) -> str:
    """Add the years of BLS's table of series CUUR0000SA0 that are new or were incomplete.

    The table has a row a year with the columns Year and Jan to Dec, as the data finder saves it.
    A year's index is the mean of its months. Printed years are never changed.

    Raises:
        InputError: the file is no such table, or contradicts a year that is complete here.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        _refuse(f"The file {source} cannot be read as a CSV file in UTF-8.")
    lines = list(csv.reader(io.StringIO(text)))
    heads = next((n for n, line in enumerate(lines) if line[:2] == ["Year", "Jan"]), None)
    if heads is None:
        _refuse(f"{source.name} is no table of the price index: it lacks Year, Jan to Dec.")
    with to.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, known = reader.fieldnames, {int(row["year"]): row for row in reader}
    changed = []
    for line in lines[heads + 1 :]:
        if not line or not line[0].strip().isdigit():
            continue
        year = int(line[0])
        months = [float(cell) for cell in line[1 : MONTHS + 1] if _is_number(cell)]
        old = known.get(year)
        if not months or year < min(known):
            continue
        index = f"{sum(months) / len(months):.3f}"
        if old and int(old["months"]) == MONTHS:
            if abs(float(old["index"]) - float(index)) > 0.01:
                _refuse(f"{source.name} gives {index} for {year}, where {old['index']} stands.")
            continue
        if old is None and len(months) < MONTHS:
            continue  # a year that runs on has no annual index
        blank = dict.fromkeys(columns, "")
        known[year] = (old or blank) | {"year": year, "index": index, "months": len(months)}
        changed.append(str(year))
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(known[year] for year in sorted(known))
    write_whole(to, written.getvalue().encode("utf-8"))
    return f"Prices: {', '.join(changed) or 'no year'} new or completed, to {max(known)}."


def _is_number(cell: str) -> bool:
    return cell.strip().replace(".", "", 1).isdigit()


def _refuse(sentence: str) -> None:
    raise InputError({"file": sentence}) from None
