"""One plan over all calculators: what they share is entered once, and results flow on.

Change one number and every calculator that follows it changes::

    from seti_ta.plan import Plan
    from seti_ta.uncertainty import Range

    plan = Plan(target=60)  # what calculators share, by name
    plan.set("program_cost.fixed", 300_000)  # an input of one calculator
    plan.set("program_cost.enrolled", 90)  # your own figure instead of the plan's
    plan["program_cost"].per_enrollee  # a result, as the calculator itself gives it
    plan.unset("program_cost.enrolled")  # back to the plan
    plan.simulate({"completion": Range(60, 80)}, "program_cost.per_placed")  # how far it may go
    plan.save("my-plan.json")
    Plan.load("my-plan.json").moved()  # starting values that a newer edition changed

The file is the one that the page "My plan" writes and reads; ``seti_ta.plan.file`` says what it
holds. A calculator that never keeps what is entered is not in a plan.
"""

from seti_ta.plan.plan import Entry, Plan

__all__ = ["Entry", "Plan"]
