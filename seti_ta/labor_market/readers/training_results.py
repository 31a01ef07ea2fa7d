"""What training providers report under WIOA (ETA-9171), as the search service gives it out."""

import json
from pathlib import Path

import pandas as pd

from seti_ta.labor_market.readers.files import need, numbers, read_text_table, refuse

NEEDED = ["field_etp", "field_program_name", "field_state", "field_c_total_served",
          "field_c_median_earnings"]  # fmt: skip
LENGTHS = ["field_program_length_hours", "field_program_length_weeks"]
NUMBERS = [
    "field_cost_per_wioa_num", "field_non_wioa_tuition_cost", "field_non_wioa_supplies_cost",
    "field_c_total_served", "field_c_total_exited", "field_c_total_completed",
    "field_c_completed_percent", "field_c_total_credential", "field_c_cred_attainment_percent",
    "field_c_median_earnings", "field_c_q2_employment_percent", "field_total_employed_q2",
    "field_total_employed_q4",
]  # fmt: skip

#: Median earnings of a quarter below this many dollars were typed in another unit. A judgement.
LEAST_QUARTER = 3000


def read_training_results(path: Path | str) -> pd.DataFrame:
    """Programs of eligible providers, from a saved JSON list or a CSV file.

    Money in dollars, earnings in dollars a quarter, percents as shares of 1. -1 means not reported
    or suppressed: missing, with "not_reported" in ``..._why``. In the two lengths it means that
    the program ends with a competence: "competency_based". Earnings too small for a quarter stay,
    with "wrong_unit". Served, left and completed come from different times: never divide them.

    Raises:
        InputError: no such file; the columns that were missed are named.
    """
    path = Path(path)
    table = _json(path) if path.suffix.lower() == ".json" else read_text_table(path)
    need(table, NEEDED, path.name, "list of training results")
    for name in [each for each in (*NUMBERS, *LENGTHS) if each in table]:
        reason = "competency_based" if name in LENGTHS else "not_reported"
        marks = dict.fromkeys(("-1", "-1.0", "-1.00"), reason) | {"": "not_reported"}
        table[name], table[f"{name}_why"] = numbers(table[name], name, marks)
    small = (table["field_c_median_earnings"] < LEAST_QUARTER).fillna(False)
    why = "field_c_median_earnings_why"
    table[why] = table[why].mask(small & (table[why] == ""), "wrong_unit")
    return table


def _json(path: Path) -> pd.DataFrame:
    try:
        rows = json.loads(path.read_text(encoding="utf-8-sig"))
        rows = rows if isinstance(rows, list) else rows["rows"]
        table = pd.DataFrame(rows)
    except OSError:
        refuse(f"The file {path} cannot be opened: check its name and its folder.")
    except (ValueError, KeyError, TypeError, AttributeError):
        refuse(f"{path.name} is not a list of programs.")
    return table.astype(object).where(table.notna(), "").map(lambda cell: str(cell).strip())
