"""Law, guidance, funds and proposals that go out of date: each with its status and dates.

``rule(id)`` needs Python only. ``seti_ta.rules.check`` says what is due to be looked at again.
"""

from seti_ta.rules.table import Rule, RuleNotUsableError, all_rules, rule

__all__ = ["Rule", "RuleNotUsableError", "all_rules", "rule"]
