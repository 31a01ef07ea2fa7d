"""Does this design fit: seven ways to pay for training, each tested against its rules."""

from collections.abc import Mapping
from dataclasses import replace

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import above, below, given, left_out, people_up, round_down, same
from seti_ta.calculators.program_cost import program_cost
from seti_ta.calculators.shared_inputs import COURSE_HOURS, COURSE_WEEKS
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    Chart,
    Constant,
    Input,
    Note,
    Order,
    Source,
    Step,
    Verdict,
    calculator,
)
from seti_ta.calculators.wage_gap import wage_gap
from seti_ta.rules import rule
from seti_ta.rules.table import IN_FORCE

UNKNOWN = {"unknown": "not known"}
YES_NO = {"yes": "yes", "no": "no", **UNKNOWN}
ANSWERS = {
    "outside": "not this route",
    "misses": "misses",
    "asks": "ask your state",
    "passes": "passes",
}

#: The rules that each route stands on.
ROUTES = {
    "pell": (
        "wpell_length", "wpell_rates", "wpell_earnings", "wpell_provider", "wpell_credential",
        "wpell_approval", "poverty_guidelines_2026",
    ),
    "account": ("wioa_etpl", "wioa_ita_limits", "pell_first"),
    "contract": ("wioa_contract_exceptions", "wioa_p4p"),
    "ojt": ("wioa_ojt",),
    "incumbent": ("wioa_incumbent_share", "wioa_incumbent_cap"),
    "snap": ("snap_et_funding", "snap_et_costs"),
    "apprentice": ("ra_standards",),
}  # fmt: skip

AFTER = rule("wpell_rates").number("placement_days")
TENURE = rule("wioa_incumbent_share").number("tenure_months_min")
YOUTH = rule("wioa_youth")


def asked(
    name: str, label: str, choices: Mapping = YES_NO, start: str = "unknown", help: str = ""
) -> Input:
    """A question that is answered by one of a few words."""
    return Input(name, label, "name", start, EXAMPLE, help=help, choices=choices)


def entered(name: str, label: str, unit: str, high: float, help: str = "", **more) -> Input:
    """A number that is empty at the start and may stay so."""
    return Input(name, label, unit, None, EXAMPLE, high=high, help=help, optional=True, **more)


def people(name: str, label: str, low: int = 1) -> Input:
    return entered(name, label, "people", 100_000, low=low, whole=True)


def unsettled(route: str, label: str) -> Constant:
    """How many of a route's rules are not in force: nothing passes on the strength of those."""
    count = sum(rule(id).status != IN_FORCE for id in ROUTES[route])
    source = Source("rule", "The status of each rule, as this handbook dates it.")
    return Constant(f"{route}_unsettled", f"Rules not in force, {label}", "count", count, source)


def route(name: str, label: str) -> Step:
    return Step(f"{name}_route", label, "name", answers=ANSWERS)


def test(name: str, label: str) -> Step:
    return Step(name, label, "yes or no")


PELL_ROUTE = Verdict(
    "Workforce Pell",
    "pell_route",
    (
        Note("There is no class.", "no_class"),
        Note(
            "{weeks} weeks: {weeks_above} above the least, {weeks_below} below the most. {hours} "
            "hours: {hours_above} above, {hours_below} below.",
            "length_known",
            ("wpell_length",),
        ),
        Note("Cure: spread the same hours over {weeks_min} weeks or more.", "too_short"),
        Note("Cure: teach the same hours in under {weeks_end} weeks.", "too_long"),
        Note("Cure: {hours_min} hours or more.", "few_hours"),
        Note("Cure: two courses, if each leads to a credential.", "many_hours"),
        Note(
            "Cure: a college or school with federal student aid as the home.",
            "no_home",
            ("wpell_provider",),
        ),
        Note(
            "Of {hours} hours, the home must teach {home_hours} or more.",
            "home_known",
            ("wpell_provider",),
        ),
        Note(
            "The partner teaches {partner_over} points too much. Cure: {partner_most} at most.",
            "much_partner",
            ("wpell_provider",),
        ),
        Note(
            "Tuition and fees: {value_spare} below value-added earnings of {value_added}.",
            "value_known",
            ("wpell_earnings", "poverty_guidelines_2026"),
        ),
        Note("Cure: a price of {value_added} at most, or higher earnings.", "too_dear"),
        Note("The two are equal, and texts differ on whether that passes.", "just_equal"),
        Note(
            "Completion: {completers} of {starters}; {completion_needed} needed; margin "
            "{completion_spare} ({completion_points} points).",
            "completion_known",
            ("wpell_rates",),
        ),
        Note("Cure: screening, support, an employer's promise to hire.", "few_complete"),
        Note(
            "Placement: {placed} of {completers}; {placement_needed} needed; margin "
            "{placement_spare} ({placement_points} points).",
            "placement_known",
            ("wpell_rates",),
        ),
        Note("Cure: employers' promises to hire, help in the search.", "few_placed"),
        Note(
            "The credential falls short. Cure: a recognized one that stacks and counts toward a "
            "certificate or degree.",
            "weak",
            ("wpell_credential",),
        ),
        Note(
            "{run_months} months of operation; {months_min} needed.", "young", ("wpell_approval",)
        ),
        Note("An empty entry never passes: fill in the rest.", "pell_blank"),
        Note(
            "Ask: the governor's approval and list of occupations, earnings data, students' own "
            "eligibility.",
            rules=("wpell_approval",),
        ),
    ),
)  # fmt: skip

ACCOUNT_ROUTE = Verdict(
    "WIOA account",
    "account_route",
    (
        Note("Accounts are for adults, dislocated workers and out-of-school youth.", "no_account"),
        Note("Not on the state list. Cure: apply, or a contract.", "unlisted", ("wioa_etpl",)),
        Note(
            "Price {price}, less Pell {pell}: {net}. Limit less that: {account_spare}. Without "
            "Pell: {alone_spare}.",
            "account_known",
            ("wioa_ita_limits", "pell_first"),
        ),
        Note("Cure: other money for the rest, or a documented exception.", "dear_account"),
        Note("It fits only if Pell, an estimate here, is awarded.", "hangs_on_pell"),
        Note("An empty entry never passes: fill in the rest.", "account_blank"),
        Note(
            "Ask: limit and length, priority of service, work authorization.",
            rules=("wioa_ita_limits", "wioa_adult_priority", "wioa_work_authorization"),
        ),
    ),
)

CONTRACT_ROUTE = Verdict(
    "WIOA contract",
    "contract_route",
    (
        Note("Exception: work-based training.", "work_based"),
        Note("Exception: a cohort in demand, from a college or listed provider.", "cohort"),
        Note(
            "Exception: demonstrated effectiveness with people who face barriers. Completion and "
            "placement may show it.",
            "effective",
        ),
        Note("Exception: too few providers, with {comment_days} days of comment.", "few_providers"),
        Note("Exception: pay-for-performance.", "paid_by_result", ("wioa_p4p",)),
        Note("Pay-for-performance money left: {pay_spare}.", "pay_known", ("wioa_p4p",)),
        Note("No exception fits. Cure: accounts, or a design that fits one.", "not_excepted"),
        Note(
            "Ask: the exception and its criteria in the local plan, choice, procurement.",
            rules=("wioa_contract_exceptions", "wioa_consumer_choice"),
        ),
    ),
)

OJT_ROUTE = Verdict(
    "On-the-job training",
    "ojt_route",
    (
        Note("No employer hires and pays the trainee.", "no_hire"),
        Note(
            "{requested} asked: {ojt_spare} points below the most, documented; {ojt_plain} below "
            "the most without.",
            "ojt_known",
            ("wioa_ojt",),
        ),
        Note(
            "Wages {ojt_wages}: {ojt_requested} as asked, {ojt_half} at {ojt_max}, {ojt_most} at "
            "{ojt_documented}.",
            "ojt_priced",
        ),
        Note("Cure: ask for {ojt_documented} at most, reasons documented.", "ojt_too_much"),
        Note("Cure: document the reasons, or ask for {ojt_max}.", "undocumented"),
        Note("The employer has a pattern of not keeping trainees.", "pattern_known"),
        Note("Ask: length for the occupation.", rules=("wioa_ojt",)),
    ),
)

INCUMBENT_ROUTE = Verdict(
    "Incumbent worker training",
    "incumbent_route",
    (
        Note("No trainee works for the employer yet.", "not_employed"),
        Note(
            "Employer's share: {share_needed} of {whole_cost} needed. Cash less that: {cash_spare} "
            "({cash_points} points).",
            "share_known",
            ("wioa_incumbent_share",),
        ),
        Note("With {wages} of wages in training: {wages_spare}.", "wages_known"),
        Note(
            "{tenured} with " + f"{TENURE:.0f}" + " months there; {tenure_needed} needed; margin "
            "{tenure_spare}.",
            "tenure_known",
            ("wioa_incumbent_share",),
        ),
        Note(
            "Federal part {federal_part}; {reserve_left} left in the reserve; margin "
            "{reserve_spare}.",
            "reserve_known",
            ("wioa_incumbent_cap",),
        ),
        Note("Cure: {curing_cash} of the employer's cash settles both.", "incumbent_short"),
        Note("Cure: more trainees who have been there longer.", "few_tenured"),
        Note("Ask: do wages count, and the local criteria.", rules=("wioa_incumbent_share",)),
    ),
)

SNAP_ROUTE = Verdict(
    "SNAP Employment and Training",
    "snap_route",
    (
        Note("No trainee gets SNAP.", "no_snap"),
        Note(
            "Money that is not federal: {half} needed; margin {snap_spare}.",
            "snap_known",
            ("snap_et_funding",),
        ),
        Note("Cure: more such money, or a smaller claim.", "short_match"),
        Note("A college claims the public's price at most.", "at_college", ("snap_et_costs",)),
        Note(
            "Ask: the state plan, the agreement, people on TANF, the new federal share.",
            rules=("snap_et_funding", "snap_admin_share"),
        ),
    ),
)

APPRENTICE_ROUTE = Verdict(
    "Registered apprenticeship",
    "apprentice_route",
    (
        Note("Not planned as one.", "no_apprentices"),
        Note(
            "On-the-job hours: {ojl_min} needed; margin {ojl_spare}.",
            "ojl_known",
            ("ra_standards",),
        ),
        Note("Cure: more hours; or use the class as related instruction.", "few_ojl"),
        Note("Cure: a wage that rises.", "flat_wage", ("ra_standards",)),
        Note(
            "Related instruction: {rti_advised} hours a year advised; margin {rti_spare}.",
            "rti_known",
            ("ra_standards",),
        ),
        Note("Ask: the registration agency.", rules=("ra_standards",)),
    ),
)


@calculator(
    code="C19",
    title="Does this design fit?",
    question="Which public money could pay for this design, and what would have to change?",
    users=("board",),
    component="money",
    start_here=True,
    inputs=(
        replace(COURSE_WEEKS, unit="weeks of class", whole=False, optional=True),
        replace(
            COURSE_HOURS,
            low=0,
            high=10_000,
            optional=True,
            help="Clock hours of class, 0 if there is none. Convert credits by the school's rule.",
        ),
        asked(
            "provider",
            "Who teaches",
            {
                "college": "a college or school with federal student aid",
                "school": "another school",
                "community": "a community or private organization",
                "firm": "an employer, a sponsor or a consultant",
                **UNKNOWN,
            },
        ),
        asked(
            "group",
            "Who the trainees are",
            {
                "adult": "adults",
                "dislocated": "dislocated workers",
                "young_out": f"out-of-school youth, {YOUTH.written('youth_ita_age_min')} to "
                f"{YOUTH.written('youth_ita_age_max')}",
                "young_in": "in-school youth",
                "incumbent": "incumbent workers",
                "apprentice": "apprentices",
                **UNKNOWN,
            },
        ),
        entered("tuition", "Tuition and fees", "dollars", 200_000, "Published, for one person."),
        Input("other_cost", "Books, tools, exams", "dollars", 0, EXAMPLE, high=100_000,
              help="For one person."),
        # The tests are about one person, so these amounts are plain ones.
        replace(
            carried_over(
                "total_cost", "Cost, all in", "dollars", program_cost, "per_enrollee", low=1,
                high=500_000, optional=True, help="For one person, with support and staff.",
            ),
            per="",
        ),
        entered("nonfederal", "Money that is not federal", "dollars", 500_000,
                "For one person: city, state, employer, philanthropy."),
        people("starters", "Started"),
        people("completers", "Completed"),
        people("placed", f"At work {AFTER} days later", low=0),
        carried_over(
            "earnings", "Median earnings of completers", "dollars a year", wage_gap, "annual",
            high=500_000, optional=True,
        ),
        asked(
            "credential",
            "Credential",
            {
                "no_credential": "none",
                "certificate": "a certificate of completion",
                "recognized": "a recognized postsecondary credential",
                **UNKNOWN,
            },
        ),
        asked("stackable", "Credential: stacks into more"),
        asked("articulates", "Credential: counts toward a certificate or degree"),
        asked("on_list", "On the state list of training providers"),
        asked("in_demand", "In demand, by state or board"),
        asked("approved", "Approved by the governor for Workforce Pell"),
        entered("run_months", "In operation", "months", 1200),
        Input("partner_share", "Taught by a partner without student aid", "percent", 0, EXAMPLE,
              high=100),
        asked("barrier", "Trainees: barriers to employment"),
        asked(
            "snap",
            "Trainees: get SNAP",
            {
                "no": "no",
                "yes": "yes",
                "in_plan": "yes, and the state plan has this component",
                **UNKNOWN,
            },
        ),
        entered("account_limit", "Board: limit of an account", "dollars", 200_000,
                "There is no national figure."),
        entered("pell_award", "Pell for one person", "dollars", 20_000, "Empty: it is estimated."),
        asked(
            "contract",
            "Board: buys a class or seats",
            {
                "no": "no",
                "yes": "yes",
                "named": "yes, and the local plan names the exception",
            },
            "yes",
        ),
        asked(
            "exception",
            "Board: further exception",
            {
                "no": "no",
                "few": "too few providers, after public comment",
                "by_result": "pay-for-performance, after a feasibility study",
            },
            "no",
        ),
        entered("allocation", "Board: adult and dislocated worker money", "dollars", 1e9),
        entered("pay_committed", "Board: committed to pay-for-performance", "dollars", 1e9,
                "With this contract."),
        entered("committed", "Board: committed to incumbent workers", "dollars", 1e9),
        asked(
            "employer",
            "Employer: pays wages",
            {
                "no": "no",
                "hires": "yes, and hires the trainees",
                "employs": "yes, and employs them already",
            },
            "no",
        ),
        entered("wage", "Employer: wage in training", "dollars an hour", 200),
        entered("ojt_hours", "Employer: hours trained on the job", "hours", 10_000),
        entered("requested", "Employer: share of wages asked for", "percent", 100),
        asked("documented", "Employer: reasons for more are documented"),
        asked("pattern", "Employer: has failed to keep trainees"),
        people("size", "Employer: size"),
        people("trainees", "Employer: trainees"),
        people("tenured", f"Employer: trainees there {TENURE} months", low=0),
        entered("cash", "Employer: cash", "dollars", 1e8, "For all trainees."),
        asked(
            "apprenticeship",
            "Apprenticeship",
            {"no": "no", "planned": "planned", "registered": "registered"},
            "no",
        ),
        entered("ojl_hours", "Apprenticeship: hours on the job", "hours", 20_000),
        entered("rti_hours", "Apprenticeship: related instruction", "hours a year", 2000),
        asked("rising", "Apprenticeship: wage rises"),
    ),
    orders=(
        Order("completers", "starters"),
        Order("placed", "completers"),
        Order("tenured", "trainees"),
    ),
    constants=(
        Constant.of_rule("weeks_min", "Weeks, at least", "weeks", "wpell_length", "weeks_min"),
        Constant.of_rule(
            "weeks_end", "Weeks, under", "weeks", "wpell_length", "weeks_max_exclusive"
        ),
        Constant.of_rule("hours_min", "Hours, at least", "hours", "wpell_length", "hours_min"),
        Constant.of_rule(
            "hours_end", "Hours, under", "hours", "wpell_length", "hours_max_exclusive"
        ),
        Constant.of_rule(
            "completion_min", "Completion", "percent", "wpell_rates", "completion_min"
        ),
        Constant.of_rule("placement_min", "Placement", "percent", "wpell_rates", "placement_min"),
        Constant.of_rule(
            "poverty_multiple", "Multiple of the poverty line", "factor", "wpell_earnings",
            "poverty_multiple",
        ),
        Constant.of_rule(
            "poverty_line", "Poverty line", "dollars", "poverty_guidelines_2026", "one_person_usd"
        ),
        Constant.of_rule(
            "partner_max", "Partner, at most", "percent", "wpell_provider", "contracted_share_max"
        ),
        Constant.of_rule(
            "partner_max_apprentice", "Partner in an apprenticeship, at most", "percent",
            "wpell_provider", "contracted_share_max_apprenticeship_rti",
        ),
        Constant.of_rule(
            "months_min", "Months of operation", "months", "wpell_approval",
            "prior_operation_months_min",
        ),
        Constant.of_rule("pell_max", "Largest Pell", "dollars", "pell_max", "pell_max_usd"),
        Constant.of_rule(
            "pell_hours", "Hours of a full year", "hours", "pell_max", "academic_year_clock_hours"
        ),
        Constant.of_rule(
            "pell_weeks", "Weeks of a full year", "weeks", "pell_max", "academic_year_weeks"
        ),
        Constant.of_rule(
            "comment_days", "Days of comment", "count", "wioa_contract_exceptions",
            "public_comment_days_min",
        ),
        Constant.of_rule("pay_max", "Share of money", "percent", "wioa_p4p",
                         "reserve_max_adult_dw"),
        Constant.of_rule("ojt_max", "Share of wages", "percent", "wioa_ojt", "reimburse_max"),
        Constant.of_rule(
            "ojt_documented", "Share of wages, documented", "percent", "wioa_ojt",
            "reimburse_max_documented",
        ),
        Constant.of_rule(
            "size_small", "Small employer, up to", "count", "wioa_incumbent_share",
            "employees_small_max",
        ),
        Constant.of_rule(
            "size_middle", "Middle employer, up to", "count", "wioa_incumbent_share",
            "employees_middle_max",
        ),
        Constant.of_rule(
            "share_small", "Share of a small one", "percent", "wioa_incumbent_share",
            "share_min_le50",
        ),
        Constant.of_rule(
            "share_middle", "Share of a middle one", "percent", "wioa_incumbent_share",
            "share_min_51_100",
        ),
        Constant.of_rule(
            "share_large", "Share of a large one", "percent", "wioa_incumbent_share",
            "share_min_gt100",
        ),
        Constant.of_rule(
            "tenure_share", "Trainees there long enough, more than", "percent",
            "wioa_incumbent_share", "cohort_tenure_share_min_exclusive",
        ),
        Constant.of_rule(
            "reserve_max", "Reserve", "percent", "wioa_incumbent_cap", "reserve_max"
        ),
        Constant.of_rule(
            "snap_share", "Share not federal", "percent", "snap_et_funding",
            "nonfederal_share_min",
        ),
        Constant.of_rule("ojl_min", "Hours on the job", "hours", "ra_standards", "ojl_hours_min"),
        Constant.of_rule(
            "rti_advised", "Related instruction", "hours a year", "ra_standards",
            "rti_hours_per_year_recommended",
        ),
        Constant.of_rule(
            "snap_hours", "Time limit", "hours a month", "snap_abawd", "hours_per_month_min"
        ),
        Constant.of_rule(
            "medicaid_hours", "Community engagement", "hours a month", "medicaid_ce",
            "hours_per_month_min",
        ),
        unsettled("pell", "Workforce Pell"),
        unsettled("account", "account"),
        unsettled("contract", "contract"),
        unsettled("ojt", "on-the-job"),
        unsettled("incumbent", "incumbent"),
        unsettled("snap", "SNAP"),
        unsettled("apprentice", "apprenticeship"),
    ),
    steps=(
        test("length_known", "Weeks and hours are known"),
        test("too_short", "Too few weeks"),
        test("too_long", "Too many weeks"),
        test("few_hours", "Too few hours"),
        test("many_hours", "Too many hours"),
        test("no_class", "No class"),
        Step("weeks_above", "Weeks above the least", "weeks of class"),
        Step("weeks_below", "Weeks below the most", "weeks of class"),
        Step("hours_above", "Hours above the least", "hours"),
        Step("hours_below", "Hours below the most", "hours"),
        Step("completion_needed", "Completers needed", "people"),
        Step("completion_spare", "Completers to spare", "people"),
        test("completion_known", "Completion is known"),
        Step("completion_points", "Completion to spare", "percentage points"),
        test("few_complete", "Too few complete"),
        Step("placement_needed", "Placements needed", "people"),
        Step("placement_spare", "Placements to spare", "people"),
        test("placement_known", "Placement is known"),
        Step("placement_points", "Placement to spare", "percentage points"),
        test("few_placed", "Too few are placed"),
        Step("threshold", "Earnings that do not count", "dollars"),
        Step("value_added", "Value-added earnings", "dollars"),
        Step("value_spare", "Value-added earnings less the price", "dollars"),
        test("value_known", "Price and earnings are known"),
        test("too_dear", "The price is too high"),
        test("just_equal", "The price is equal"),
        Step("partner_most", "Partner, at most", "percent"),
        Step("home_hours", "Hours the home teaches, at least", "hours"),
        test("no_home", "No home with student aid"),
        test("home_known", "Hours of the home are known"),
        Step("partner_over", "Partner, points too much", "percentage points"),
        test("much_partner", "Partner teaches too much"),
        test("weak", "Credential falls short"),
        test("young", "In operation too short"),
        test("pell_misses", "Workforce Pell misses"),
        test("pell_blank", "Workforce Pell: something is empty"),
        route("pell", "Workforce Pell"),
        test("no_account", "No account for these trainees"),
        test("unlisted", "Not on the list"),
        Step("price", "Price", "dollars"),
        test("long_course", "May fit ordinary Pell"),
        Step("pell_estimate", "Pell, estimate for a full award", "dollars"),
        Step("pell", "Pell counted", "dollars"),
        Step("net", "Price less Pell", "dollars"),
        Step("account_spare", "Limit less that", "dollars"),
        test("account_known", "Price and limit are known"),
        Step("alone_spare", "Limit less the price", "dollars"),
        Step("others_pay", "Other money", "dollars"),
        test("dear_account", "Above the limit"),
        test("hangs_on_pell", "It hangs on Pell"),
        test("account_blank", "Account: something is empty"),
        route("account", "WIOA account"),
        test("work_based", "Work-based"),
        test("cohort", "A cohort in demand"),
        test("effective", "Demonstrated effectiveness"),
        test("few_providers", "Too few providers"),
        Step("pay_spare", "Pay-for-performance money left", "dollars"),
        test("pay_known", "That money is known"),
        test("paid_by_result", "Pay-for-performance"),
        test("excepted", "An exception fits"),
        test("may_be_excepted", "An exception may fit"),
        test("not_excepted", "No exception fits"),
        route("contract", "WIOA contract"),
        test("no_hire", "Nobody is hired"),
        Step("ojt_spare", "Points below the most, documented", "percentage points"),
        Step("ojt_plain", "Points below the most, undocumented", "percentage points"),
        test("ojt_known", "A share is asked for"),
        Step("ojt_wages", "Wages on the job", "dollars"),
        test("ojt_priced", "Wages and share are known"),
        Step("ojt_requested", "Repaid as asked", "dollars"),
        Step("ojt_half", "Repaid without reasons", "dollars"),
        Step("ojt_most", "Repaid with reasons", "dollars"),
        test("ojt_too_much", "More than any reason allows"),
        test("undocumented", "Reasons are missing"),
        test("pattern_known", "Trainees were not kept"),
        route("ojt", "On-the-job training"),
        test("not_employed", "Nobody is employed"),
        Step("whole_cost", "Cost for all trainees", "dollars"),
        Step("share_needed", "Employer's share", "dollars"),
        Step("cash_spare", "Cash less that share", "dollars"),
        test("share_known", "Cash and share are known"),
        Step("cash_points", "The same, of the cost", "percentage points"),
        Step("wages", "Wages in training", "dollars"),
        test("wages_known", "Wages are known"),
        Step("wages_spare", "Cash and wages less that share", "dollars"),
        Step("tenure_needed", "There long enough, needed", "people"),
        Step("tenure_spare", "There long enough, to spare", "people"),
        test("tenure_known", "Time there is known"),
        test("few_tenured", "Too few there long enough"),
        Step("reserve_left", "Left in the reserve", "dollars"),
        Step("federal_part", "Federal part", "dollars"),
        Step("reserve_spare", "Reserve less that part", "dollars"),
        test("reserve_known", "Reserve is known"),
        Step("curing_cash", "Cash that settles both", "dollars"),
        test("low_cash", "Too little cash"),
        test("low_reserve", "Too little in the reserve"),
        test("incumbent_short", "Share or reserve falls short"),
        route("incumbent", "Incumbent worker training"),
        test("no_snap", "Nobody gets SNAP"),
        Step("half", "Not federal, needed", "dollars"),
        Step("snap_spare", "Not federal, to spare", "dollars"),
        test("snap_known", "That money is known, for SNAP"),
        test("short_match", "Too little that is not federal"),
        test("at_college", "A college claims"),
        route("snap", "SNAP Employment and Training"),
        test("no_apprentices", "No apprenticeship"),
        Step("ojl_spare", "Hours on the job to spare", "hours"),
        test("ojl_known", "Hours on the job are known"),
        test("few_ojl", "Too few hours on the job"),
        test("flat_wage", "The wage does not rise"),
        Step("rti_spare", "Related instruction to spare", "hours a year"),
        test("rti_known", "Related instruction is known"),
        route("apprentice", "Registered apprenticeship"),
        Step("monthly", "Hours of class in a month", "hours a month"),
        Step("snap_month", "Above the SNAP time limit", "hours a month"),
        Step("medicaid_month", "Above Medicaid community engagement", "hours a month"),
        Step("passing", "Routes that pass", "count"),
        Step("asking", "Routes that hang on your state", "count"),
        Step("missing", "Routes that miss", "count"),
        Step("apart", "Routes that are not this one", "count"),
    ),
    results=(
        "passing", "pell_route", "account_route", "contract_route", "ojt_route",
        "incumbent_route", "snap_route", "apprentice_route", "monthly", "pell_estimate",
    ),
    headline="passing",
    verdicts=(
        PELL_ROUTE, ACCOUNT_ROUTE, CONTRACT_ROUTE, OJT_ROUTE, INCUMBENT_ROUTE, SNAP_ROUTE,
        APPRENTICE_ROUTE,
    ),
    board_sentence=(
        Note(
            "Ways to pay, of 7: {passing} pass as entered, {asking} hang on an answer of your "
            "state, {missing} miss a rule, {apart} are not for this design.",
        ),
    ),
    warnings=(
        Note(
            "{monthly} hours in a month: {snap_month} above the SNAP time limit, {medicaid_month} "
            "above Medicaid community engagement. Breaks and part months differ: ask.",
            "length_known",
            ("snap_abawd", "medicaid_ce"),
        ),
        Note("A course this long may fit ordinary Pell: ask the school.", "long_course"),
        Note(
            "Who pays first: Pell and other grants, then WIOA, then SNAP for what is left. One "
            "cost has one payer, and one federal award is no match for another.",
            rules=("pell_first", "ug_match"),
        ),
    ),
    limits=(
        "It tests rules, not quality. A design can pass and still be weak.",
        "It is not legal advice. A state's written policy decides many of the tests.",
        "Pell is estimated for a person with the full award. The school's figure counts.",
        "The earnings test is reported to bind from award year 2030-31, with a simpler one before. "
        "Ask which year's poverty line and which prices apply.",
    ),
    chart=Chart("Seven ways to pay", ("passing", "asking", "missing", "apart")),
    examples=(),
    checklist_items=("TRN-04", "EMP-13", "PIL-07"),
)  # fmt: skip
def design_fit(
    weeks, hours, provider, group, tuition, other_cost, total_cost, nonfederal, starters,
    completers, placed, earnings, credential, stackable, articulates, on_list, in_demand,
    approved, run_months, partner_share, barrier, snap, account_limit, pell_award, contract,
    exception, allocation, pay_committed, committed, employer, wage, ojt_hours, requested,
    documented, pattern, size, trainees, tenured, cash, apprenticeship, ojl_hours, rti_hours,
    rising, weeks_min, weeks_end, hours_min, hours_end, completion_min, placement_min,
    poverty_multiple, poverty_line, partner_max, partner_max_apprentice, months_min, pell_max,
    pell_hours, pell_weeks, comment_days, pay_max, ojt_max, ojt_documented, size_small,
    size_middle, share_small, share_middle, share_large, tenure_share, reserve_max, snap_share,
    ojl_min, rti_advised, snap_hours, medicaid_hours, pell_unsettled, account_unsettled,
    contract_unsettled, ojt_unsettled, incumbent_unsettled, snap_unsettled,
    apprentice_unsettled,
):  # fmt: skip
    # A number that is not given stands at one that passes; whether it is given is a test too.
    length_known = given(weeks) and given(hours)
    too_short = below(weeks if given(weeks) else weeks_min, weeks_min)
    too_long = not below(weeks if given(weeks) else weeks_min, weeks_end)
    few_hours = below(hours if given(hours) else hours_min, hours_min)
    many_hours = not below(hours if given(hours) else hours_min, hours_end)
    no_class = same(hours if given(hours) else hours_min, 0)
    weeks_above = weeks - weeks_min if given(weeks) else left_out
    weeks_below = (
        max(0 if not too_long else weeks_end - weeks - 1, weeks_end - weeks - 1)
        if given(weeks)
        else left_out
    )
    hours_above = hours - hours_min if given(hours) else left_out
    hours_below = (
        max(0 if not many_hours else hours_end - hours - 1, hours_end - hours - 1)
        if given(hours)
        else left_out
    )
    completion_needed = people_up(completion_min * starters) if given(starters) else left_out
    completion_spare = (
        completers - completion_needed if given(starters) and given(completers) else left_out
    )
    completion_known = given(completion_spare)
    completion_points = (
        100 * (completers / starters - completion_min) if completion_known else left_out
    )
    few_complete = below(completion_spare if completion_known else 0, 0)
    placement_needed = people_up(placement_min * completers) if given(completers) else left_out
    placement_spare = (
        placed - placement_needed if given(completers) and given(placed) else left_out
    )
    placement_known = given(placement_spare)
    placement_points = (
        100 * (placed / completers - placement_min) if placement_known else left_out
    )
    few_placed = below(placement_spare if placement_known else 0, 0)
    threshold = poverty_multiple * poverty_line
    value_added = earnings - threshold if given(earnings) else left_out
    value_spare = value_added - tuition if given(earnings) and given(tuition) else left_out
    value_known = given(value_spare)
    too_dear = below(value_spare if value_known else 0, 0)
    just_equal = same(value_spare if value_known else 1, 0)
    partner_most = partner_max if apprenticeship == "no" else partner_max_apprentice
    home_hours = (1 - partner_most) * hours if given(hours) else left_out
    no_home = provider != "college" and provider != "unknown"
    home_known = no_home and given(hours)
    partner_over = 100 * (partner_share - partner_most)
    much_partner = provider == "college" and above(partner_share, partner_most)
    weak = (
        credential == "no_credential"
        or credential == "certificate"
        or stackable == "no"
        or articulates == "no"
    )
    young = below(run_months if given(run_months) else months_min, months_min)
    pell_misses = (
        too_short or too_long or few_hours or many_hours or no_home or much_partner or too_dear
        or few_complete or few_placed or weak or young
    )  # fmt: skip
    pell_blank = (
        not (length_known and completion_known and placement_known and value_known)
        or not given(run_months)
        or provider == "unknown"
        or credential == "unknown"
        or stackable == "unknown"
        or articulates == "unknown"
    )
    pell_route = (
        "outside"
        if no_class
        else "misses"
        if pell_misses
        else "passes"
        if approved == "yes"
        and in_demand == "yes"
        and not (pell_blank or just_equal or above(pell_unsettled, 0))
        else "asks"
    )
    no_account = group == "incumbent" or group == "young_in"
    unlisted = on_list == "no" and apprenticeship != "registered"
    price = tuition + other_cost if given(tuition) else left_out
    long_course = not below(weeks if given(weeks) else 0, weeks_end) and not below(
        hours if given(hours) else 0, hours_end
    )
    pell_estimate = (
        min(price, pell_max * min(hours / pell_hours, weeks / pell_weeks))
        if given(price)
        and length_known
        and provider == "college"
        and (long_course or not pell_misses)
        else left_out
    )
    pell = pell_award if given(pell_award) else pell_estimate if given(pell_estimate) else 0
    net = max(0, price - pell) if given(price) else left_out
    account_spare = account_limit - net if given(price) and given(account_limit) else left_out
    account_known = given(account_spare)
    alone_spare = account_limit - price if account_known else left_out
    others_pay = nonfederal if given(nonfederal) else 0
    dear_account = below(account_spare + others_pay if account_known else 0, 0)
    hangs_on_pell = (
        below(alone_spare + others_pay if account_known else 0, 0)
        and not dear_account
        and not given(pell_award)
    )
    account_blank = (
        not account_known
        or group == "unknown"
        or (on_list == "unknown" and apprenticeship != "registered")
    )
    account_route = (
        "outside"
        if no_account
        else "misses"
        if unlisted or dear_account
        else "asks"
        if account_blank or hangs_on_pell or above(account_unsettled, 0)
        else "passes"
    )
    work_based = employer != "no"
    cohort = in_demand == "yes" and (provider == "college" or on_list == "yes")
    effective = provider == "community" and barrier == "yes"
    few_providers = exception == "few"
    pay_spare = (
        pay_max * allocation - pay_committed
        if exception == "by_result" and given(allocation) and given(pay_committed)
        else left_out
    )
    pay_known = given(pay_spare)
    paid_by_result = exception == "by_result" and not below(pay_spare if pay_known else 0, 0)
    excepted = (
        work_based or cohort or effective or few_providers or (paid_by_result and pay_known)
    )
    may_be_excepted = (
        excepted
        or paid_by_result
        or (
            in_demand != "no"
            and (provider == "college" or provider == "unknown" or on_list != "no")
        )
        or (barrier != "no" and (provider == "community" or provider == "unknown"))
    )
    not_excepted = not may_be_excepted
    contract_route = (
        "outside"
        if contract == "no"
        else "misses"
        if not_excepted
        else "passes"
        if excepted and contract == "named" and not above(contract_unsettled, 0)
        else "asks"
    )
    no_hire = employer != "hires"
    ojt_spare = 100 * (ojt_documented - requested) if given(requested) else left_out
    ojt_plain = 100 * (ojt_max - requested) if given(requested) else left_out
    ojt_known = given(requested)
    ojt_wages = ojt_hours * wage if given(ojt_hours) and given(wage) else left_out
    ojt_priced = given(ojt_wages) and given(requested)
    ojt_requested = requested * ojt_wages if ojt_priced else left_out
    ojt_half = ojt_max * ojt_wages if ojt_priced else left_out
    ojt_most = ojt_documented * ojt_wages if ojt_priced else left_out
    ojt_too_much = below(ojt_spare if ojt_known else 0, 0)
    undocumented = (
        below(ojt_plain if ojt_known else 0, 0)
        and documented != "yes"
        and not ojt_too_much
    )
    pattern_known = pattern == "yes"
    ojt_route = (
        "outside"
        if no_hire
        else "misses"
        if ojt_too_much or pattern_known or (undocumented and documented == "no")
        else "asks"
        if not ojt_known or undocumented or pattern == "unknown" or above(ojt_unsettled, 0)
        else "passes"
    )
    not_employed = employer != "employs"
    whole_cost = total_cost * trainees if given(total_cost) and given(trainees) else left_out
    share_needed = (
        whole_cost
        * (
            share_large
            if above(size, size_middle)
            else share_middle
            if above(size, size_small)
            else share_small
        )
        if given(whole_cost) and given(size)
        else left_out
    )
    cash_spare = cash - share_needed if given(cash) and given(share_needed) else left_out
    share_known = given(cash_spare)
    cash_points = 100 * cash_spare / whole_cost if share_known else left_out
    wages = (
        trainees * hours * wage
        if given(trainees) and given(hours) and given(wage)
        else left_out
    )
    wages_known = share_known and given(wages)
    wages_spare = cash_spare + wages if wages_known else left_out
    tenure_needed = round_down(tenure_share * trainees) + 1 if given(trainees) else left_out
    tenure_spare = tenured - tenure_needed if given(trainees) and given(tenured) else left_out
    tenure_known = given(tenure_spare)
    few_tenured = below(tenure_spare if tenure_known else 0, 0)
    reserve_left = (
        reserve_max * allocation - committed
        if given(allocation) and given(committed)
        else left_out
    )
    federal_part = whole_cost - cash if given(whole_cost) and given(cash) else left_out
    reserve_spare = (
        reserve_left - federal_part
        if given(reserve_left) and given(federal_part)
        else left_out
    )
    reserve_known = given(reserve_spare)
    curing_cash = (
        max(share_needed, whole_cost - reserve_left)
        if share_known and reserve_known
        else left_out
    )
    low_cash = below(cash_spare if share_known else 0, 0)
    low_reserve = below(reserve_spare if reserve_known else 0, 0)
    incumbent_short = given(curing_cash) and (low_cash or low_reserve)
    incumbent_route = (
        "outside"
        if not_employed
        else "misses"
        if few_tenured
        or low_reserve
        or below(wages_spare if wages_known else cash_spare if share_known else 0, 0)
        else "asks"
        if not (tenure_known and reserve_known and share_known)
        or low_cash
        or above(incumbent_unsettled, 0)
        else "passes"
    )
    no_snap = snap == "no"
    half = snap_share * total_cost if given(total_cost) else left_out
    snap_spare = nonfederal - half if given(nonfederal) and given(half) else left_out
    snap_known = given(snap_spare)
    short_match = below(snap_spare if snap_known else 0, 0)
    at_college = provider == "college"
    snap_route = (
        "outside"
        if no_snap
        else "misses"
        if short_match
        else "passes"
        if snap == "in_plan" and snap_known and not above(snap_unsettled, 0)
        else "asks"
    )
    no_apprentices = apprenticeship == "no"
    ojl_spare = ojl_hours - ojl_min if given(ojl_hours) else left_out
    ojl_known = given(ojl_hours)
    few_ojl = below(ojl_spare if ojl_known else 0, 0)
    flat_wage = rising == "no"
    rti_spare = rti_hours - rti_advised if given(rti_hours) else left_out
    rti_known = given(rti_hours)
    apprentice_route = (
        "outside"
        if no_apprentices
        else "misses"
        if few_ojl or flat_wage
        else "passes"
        if apprenticeship == "registered"
        and ojl_known
        and rising == "yes"
        and not above(apprentice_unsettled, 0)
        else "asks"
    )
    monthly = hours / weeks * 52 / 12 if length_known else left_out
    snap_month = monthly - snap_hours if length_known else left_out
    medicaid_month = monthly - medicaid_hours if length_known else left_out
    passing = (
        (1 if pell_route == "passes" else 0)
        + (1 if account_route == "passes" else 0)
        + (1 if contract_route == "passes" else 0)
        + (1 if ojt_route == "passes" else 0)
        + (1 if incumbent_route == "passes" else 0)
        + (1 if snap_route == "passes" else 0)
        + (1 if apprentice_route == "passes" else 0)
    )
    asking = (
        (1 if pell_route == "asks" else 0)
        + (1 if account_route == "asks" else 0)
        + (1 if contract_route == "asks" else 0)
        + (1 if ojt_route == "asks" else 0)
        + (1 if incumbent_route == "asks" else 0)
        + (1 if snap_route == "asks" else 0)
        + (1 if apprentice_route == "asks" else 0)
    )
    missing = (
        (1 if pell_route == "misses" else 0)
        + (1 if account_route == "misses" else 0)
        + (1 if contract_route == "misses" else 0)
        + (1 if ojt_route == "misses" else 0)
        + (1 if incumbent_route == "misses" else 0)
        + (1 if snap_route == "misses" else 0)
        + (1 if apprentice_route == "misses" else 0)
    )
    apart = 7 - passing - asking - missing
    return locals()
