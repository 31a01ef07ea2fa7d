"""The marginal value of public funds (MVPF): who gains, what it costs, and when it would repay.

    from seti_ta import mvpf

    program = mvpf.case("workadvance")  # or mvpf.load({...}) with your own
    account = mvpf.evaluate(program)
    print(account.mvpf, *account.used, sep="\\n")

``break_even``, ``persistence_table``, ``draw`` and ``perspectives`` ask more of the same program.
What cannot be accounted for is refused with :class:`MvpfError`, one sentence. Needs the extra
``mvpf``.
"""

from seti_ta.mvpf.break_even import break_even, required_impact, worth_its_cost, years_needed
from seti_ta.mvpf.checks import MvpfError
from seti_ta.mvpf.persistence import table as persistence_table
from seti_ta.mvpf.perspectives import perspectives
from seti_ta.mvpf.program import Program, case, cases, load
from seti_ta.mvpf.projection import Projection
from seti_ta.mvpf.tax_rates import TaxRule, tax_rate
from seti_ta.mvpf.uncertainty import draw
from seti_ta.mvpf.value import evaluate, present_value, ratio

__all__ = [
    "MvpfError",
    "Program",
    "Projection",
    "TaxRule",
    "break_even",
    "case",
    "cases",
    "draw",
    "evaluate",
    "load",
    "persistence_table",
    "perspectives",
    "present_value",
    "ratio",
    "required_impact",
    "tax_rate",
    "worth_its_cost",
    "years_needed",
]
