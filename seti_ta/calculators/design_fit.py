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
    Example,
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
BINDING = rule("wpell_earnings").written("binding_award_year")
YOUTH = rule("wioa_youth")
COMMENT = rule("wioa_contract_exceptions").number("public_comment_days_min")
FEW = f"too few providers, after {COMMENT} days of public comment"
BY_RESULT = "pay-for-performance, after a feasibility study"

#: Why a board may buy a class instead of paying for accounts.
EXCEPTIONS = {
    "work_based": "work-based training",
    "cohort": "a cohort in demand, from a college or another eligible provider",
    "effective": "demonstrated effectiveness with people who face barriers",
    "few": FEW,
    "by_result": BY_RESULT,
    "none": "none",
}


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
        Note("For a short class, not for work alone."),
        Note(
            "{weeks} weeks, where {weeks_min} to under {weeks_end} fit: margins {weeks_above} and "
            "{weeks_below}. {hours} hours, where {hours_min} to under {hours_end} fit: margins "
            "{hours_above} and {hours_below}.",
            "monthly",
            ("wpell_length",),
        ),
        Note("To change: spread the same hours over {weeks_min} weeks or more.", "too_short"),
        Note("To change: teach the same hours in under {weeks_end} weeks.", "too_long"),
        Note("To change: {hours_min} hours or more.", "few_hours"),
        Note("To change: two courses, if each leads to a credential.", "many_hours"),
        Note(
            "To change: a college or school with federal student aid as the home.",
            "no_home",
            ("wpell_provider",),
        ),
        Note("It must teach {home_hours} of the {hours} hours or more.", "home_hours"),
        Note(
            "The partner teaches {partner_over} points too much. To change: {partner_most} at "
            "most.",
            "much_partner",
            ("wpell_provider",),
        ),
        Note(
            "Value-added earnings {value_added}; less tuition and fees, margin {value_spare}.",
            "value_spare",
            ("wpell_earnings", "poverty_guidelines_2026"),
        ),
        Note("To change: a price of {value_added} at most, or higher earnings.", "too_dear"),
        Note("Texts differ on whether a price that equals them passes.", "just_equal"),
        Note(
            "Completion: {completers} of {starters}; {completion_needed} needed, margin "
            "{completion_spare} ({completion_points} points).",
            "completion_points",
            ("wpell_rates",),
        ),
        Note("To change: screening, support.", "few_complete"),
        Note(
            "Placement: {placed} of {completers}; {placement_needed} needed, margin "
            "{placement_spare} ({placement_points} points).",
            "placement_points",
            ("wpell_rates",),
        ),
        Note("To change: employers' promises to hire, help in the search.", "few_placed"),
        Note(
            "To change: a recognized credential that stacks and counts toward a certificate or "
            "degree.",
            "weak",
            ("wpell_credential",),
        ),
        Note(
            "{run_months} months of operation; {months_min} needed.",
            "run_months",
            ("wpell_approval",),
        ),
        Note("An empty entry never passes: fill in the rest.", "pell_blank"),
        Note(
            "Ask: the governor's approval and list of occupations, earnings data, students' own "
            "eligibility.",
            "has_class",
            ("wpell_approval",),
        ),
    ),
)

ACCOUNT_ROUTE = Verdict(
    "WIOA account",
    "account_route",
    (
        Note("For adults, dislocated workers and out-of-school youth."),
        Note(
            "To change: apply for the state list, or look at a contract.",
            "unlisted",
            ("wioa_etpl",),
        ),
        Note(
            "Price {price}, less Pell {pell}: {net}. Limit: margin {account_spare}, without Pell "
            "{alone_spare}.",
            "account_spare",
            ("wioa_ita_limits", "pell_first"),
        ),
        Note("To change: other money for the rest, or a documented exception.", "dear_account"),
        Note("It fits only if Pell, an estimate here, is awarded.", "hangs_on_pell"),
        Note("An empty entry never passes: fill in the rest.", "account_blank"),
        Note(
            "Ask: limit and length, priority of service, work authorization.",
            "for_account",
            ("wioa_adult_priority", "wioa_work_authorization"),
        ),
    ),
)

CONTRACT_ROUTE = Verdict(
    "WIOA contract",
    "contract_route",
    (
        Note("For a class or seats that the board buys."),
        Note("Exception: {excepted_by}.", "excepted", ("wioa_contract_exceptions",)),
        Note("Pay-for-performance money: margin {pay_spare}.", "pay_spare", ("wioa_p4p",)),
        Note(
            "No exception fits. To change: accounts, or a design that fits one.",
            "not_excepted",
            ("wioa_contract_exceptions",),
        ),
        Note(
            "Ask: the exception and its criteria in the local plan, choice, procurement.",
            "bought",
            ("wioa_consumer_choice",),
        ),
    ),
)

OJT_ROUTE = Verdict(
    "On-the-job training",
    "ojt_route",
    (
        Note("For trainees whom an employer hires and pays."),
        Note(
            "{requested} asked: margin {ojt_plain} points to {ojt_max}; {ojt_spare} to "
            "{ojt_documented}, if documented.",
            "ojt_spare",
            ("wioa_ojt",),
        ),
        Note(
            "Of {ojt_wages} in wages: {ojt_asked} as asked, {ojt_half} at {ojt_max}, {ojt_most} at "
            "{ojt_documented}.",
            "ojt_asked",
        ),
        Note(
            "To change: ask for {ojt_documented} at most, and document the reasons.", "ojt_too_much"
        ),
        Note("To change: document the reasons, or ask for {ojt_max}.", "undocumented"),
        Note("To change: an employer who keeps trainees.", "unkept", ("wioa_ojt",)),
        Note("Ask: length for the occupation.", "hired", ("wioa_ojt",)),
    ),
)

INCUMBENT_ROUTE = Verdict(
    "Incumbent worker training",
    "incumbent_route",
    (
        Note("For workers whom the employer has already."),
        Note(
            "Employer's share of {whole_cost}: {share_needed} needed; in cash, margin {cash_spare} "
            "({cash_points} points).",
            "cash_points",
            ("wioa_incumbent_share",),
        ),
        Note("With {wages} of wages in training: margin {wages_spare}.", "wages_spare"),
        Note(
            "{tenured} there long enough; {tenure_needed} needed, margin {tenure_spare}.",
            "tenure_spare",
            ("wioa_incumbent_share",),
        ),
        Note("To change: more trainees who have been there longer.", "few_tenured"),
        Note(
            "Federal part {federal_part}; {reserve_left} left in the reserve, margin "
            "{reserve_spare}.",
            "reserve_spare",
            ("wioa_incumbent_cap",),
        ),
        Note(
            "To change: {curing_cash} of the employer's cash settles share and reserve.",
            "low_money",
        ),
        Note("Ask: do wages count, and the local criteria.", "employed", ("wioa_incumbent_share",)),
    ),
)

SNAP_ROUTE = Verdict(
    "SNAP Employment and Training",
    "snap_route",
    (
        Note("For people who get SNAP."),
        Note(
            "Money that is not federal: {half} needed, margin {snap_spare}.",
            "snap_spare",
            ("snap_et_funding",),
        ),
        Note("To change: more such money, or a smaller claim.", "short_match"),
        Note("A college claims the public's price at most.", "at_college", ("snap_et_costs",)),
        Note(
            "Ask: the state plan, the agreement, people on TANF, the new federal share.",
            "for_snap",
            ("snap_admin_share",),
        ),
    ),
)

APPRENTICE_ROUTE = Verdict(
    "Registered apprenticeship",
    "apprentice_route",
    (
        Note("For workers of an employer, under registered standards."),
        Note(
            "On-the-job hours: {ojl_min} needed, margin {ojl_spare}.",
            "ojl_spare",
            ("ra_standards",),
        ),
        Note("To change: more hours; or use the class as related instruction.", "few_ojl"),
        Note("To change: a wage that rises.", "flat_wage", ("ra_standards",)),
        Note(
            "Related instruction: {rti_advised} hours a year advised, margin {rti_spare}.",
            "rti_spare",
            ("ra_standards",),
        ),
        Note("Ask: the registration agency.", "apprenticed"),
    ),
)


EXAMPLES = (
    Example(
        inputs={
            "weeks": 12, "hours": 360, "provider": "college", "group": "adult",
            "tuition": 3200, "other_cost": 400, "total_cost": 5400, "nonfederal": 2700,
            "starters": 50, "completers": 39, "placed": 29, "earnings": 32_000,
            "credential": "recognized", "stackable": "yes", "articulates": "yes",
            "on_list": "yes", "in_demand": "yes", "run_months": 30, "snap": "yes",
            "account_limit": 5000,
        },
        results={
            "pell_route": "ask your state", "completion_needed": "35",
            "placement_needed": "28", "placement_spare": "1", "value_added": "$8,060",
            "value_spare": "$4,860", "account_route": "passes", "pell_estimate": "$2,958",
            "net": "$642", "account_spare": "$4,358", "contract_route": "ask your state",
            "snap_route": "ask your state", "half": "$2,700", "snap_spare": "$0",
            "apprentice_route": "not this route", "monthly": "130",
        },
        source="Medical assisting at a college, worked by hand.",
    ),
    Example(
        inputs={
            "weeks": 15, "hours": 500, "provider": "community", "group": "adult",
            "tuition": 0, "total_cost": 8000, "starters": 40, "completers": 34, "placed": 27,
            "earnings": 42_000, "credential": "recognized", "stackable": "yes",
            "articulates": "no", "on_list": "no", "run_months": 60, "barrier": "yes",
            "account_limit": 6000,
        },
        results={
            "pell_route": "misses", "weeks_below": "-1", "home_hours": "375",
            "completion_needed": "28", "placement_needed": "24", "account_route": "misses",
            "contract_route": "ask your state", "snap_route": "ask your state",
            "half": "$4,000", "monthly": "144.4",
        },
        source="IT support by a nonprofit, worked by hand.",
    ),
    Example(
        inputs={
            "weeks": 6, "hours": 240, "provider": "college", "group": "dislocated",
            "tuition": 4500, "total_cost": 5200, "starters": 40, "completers": 36,
            "placed": 24, "earnings": 28_500, "credential": "recognized", "stackable": "yes",
            "articulates": "yes", "on_list": "yes", "in_demand": "yes", "run_months": 24,
            "account_limit": 4000,
        },
        results={
            "pell_route": "misses", "weeks_above": "-2", "placement_needed": "26",
            "placement_spare": "-2", "placement_points": "-3.3", "value_added": "$4,560",
            "value_spare": "$60", "account_route": "misses", "account_spare": "-$500",
            "contract_route": "ask your state", "monthly": "173.3",
        },
        source="Welding at a technical school, worked by hand.",
    ),
    Example(
        inputs={
            "weeks": 26, "hours": 700, "provider": "college", "group": "young_out",
            "tuition": 6000, "total_cost": 28_000, "nonfederal": 16_600, "starters": 64,
            "completers": 48, "placed": 41, "on_list": "yes", "snap": "yes",
            "account_limit": 8000,
        },
        results={
            "pell_route": "misses", "weeks_below": "-12", "hours_below": "-101",
            "completion_needed": "45", "placement_needed": "34", "long_course": "yes",
            "account_route": "passes", "pell_estimate": "$5,752", "net": "$248",
            "snap_route": "ask your state", "half": "$14,000", "snap_spare": "$2,600",
            "monthly": "116.7",
        },
        source="Half a year for young adults, worked by hand.",
    ),
    Example(
        inputs={
            "weeks": 10, "hours": 120, "provider": "firm", "group": "incumbent",
            "total_cost": 3000, "snap": "no", "allocation": 1_200_000, "committed": 200_000,
            "employer": "employs", "wage": 22, "size": 80, "trainees": 20, "tenured": 14,
            "cash": 12_000,
        },
        results={
            "incumbent_route": "misses", "share_needed": "$15,000", "cash_spare": "-$3,000",
            "cash_points": "-5", "wages": "$52,800", "tenure_needed": "11",
            "federal_part": "$48,000", "reserve_left": "$40,000", "reserve_spare": "-$8,000",
            "curing_cash": "$20,000", "pell_route": "misses", "hours_above": "-30",
            "account_route": "not this route", "excepted_by": "work-based training",
        },
        source="Upskilling at a manufacturer, worked by hand.",
    ),
    Example(
        inputs={
            "weeks": 36, "hours": 150, "group": "apprentice", "snap": "no",
            "employer": "hires", "wage": 20, "ojt_hours": 1040, "requested": 60,
            "pattern": "no", "apprenticeship": "registered", "ojl_hours": 8000,
            "rti_hours": 150, "rising": "yes",
        },
        results={
            "apprentice_route": "passes", "ojl_spare": "6000", "rti_spare": "6",
            "ojt_route": "ask your state", "ojt_wages": "$20,800", "ojt_asked": "$12,480",
            "ojt_half": "$10,400", "ojt_most": "$15,600", "ojt_plain": "-10",
            "pell_route": "misses", "weeks_below": "-22", "hours_above": "0",
            "partner_most": "49%", "incumbent_route": "not this route",
            "snap_route": "not this route",
        },
        source="An electrical apprenticeship, worked by hand.",
    ),
)  # fmt: skip


@calculator(
    code="C19",
    title="Does this design fit?",
    question="Which public money could pay for this design, and what would have to change?",
    users=("board",),
    component="money",
    start_here=True,
    purpose=(
        "See which funds and programs the course that you plan would fit by their written rules, "
        "where it misses and by how much."
    ),
    use_when=(
        "You can still change the length, hours or price of a course.",
        "You look for money and want to know whom to ask first.",
        "A rule has changed and you want to see what it does to your plan.",
    ),
    not_for=(
        "You need a decision. Only the agency that runs the fund can give it.",
        "Your state has rules of its own. The answer names where to ask.",
    ),
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
        people("starters", "Your record: started"),
        people("completers", "Your record: completed"),
        people("placed", f"Your record: at work {AFTER} days later", low=0),
        carried_over(
            "earnings", "Median earnings of completers", "dollars a year", wage_gap, "annual",
            high=500_000, optional=True,
            help="Starts with the pay you plan, which proves nothing. Enter what completers "
            "earned, or leave it empty.",
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
        entered("run_months", "Your record: in operation", "months", 1200),
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
                "few": FEW,
                "by_result": BY_RESULT,
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
    headings={
        "weeks": "The course, and what it costs",
        "starters": "Results so far",
        "credential": "Credential, lists and approval",
        "account_limit": "What the board sets and spends",
        "employer": "An employer, if there is one",
        "apprenticeship": "An apprenticeship, if there is one",
    },
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
        test("has_class", "There is a class"),
        test("too_short", "Too few weeks"),
        test("too_long", "Too many weeks"),
        test("few_hours", "Too few hours"),
        test("many_hours", "Too many hours"),
        Step("weeks_above", "Weeks above the least", "weeks of class"),
        Step("weeks_below", "Weeks below the most", "weeks of class"),
        Step("hours_above", "Hours above the least", "hours"),
        Step("hours_below", "Hours below the most", "hours"),
        Step("monthly", "Hours of class in a month", "hours a month"),
        Step("snap_month", "Above the SNAP time limit", "hours a month"),
        Step("medicaid_month", "Above community engagement", "hours a month"),
        Step("completion_needed", "Completers needed", "people"),
        Step("completion_spare", "Completers to spare", "people"),
        Step("completion_points", "Completion to spare", "percentage points"),
        test("few_complete", "Too few complete"),
        Step("placement_needed", "Placements needed", "people"),
        Step("placement_spare", "Placements to spare", "people"),
        Step("placement_points", "Placement to spare", "percentage points"),
        test("few_placed", "Too few are placed"),
        Step("value_added", "Value-added earnings", "dollars"),
        Step("value_spare", "Value-added earnings less the price", "dollars"),
        test("too_dear", "The price is too high"),
        test("just_equal", "The price is equal"),
        Step("partner_most", "Partner, at most", "percent"),
        test("no_home", "No home with student aid"),
        Step("home_hours", "Hours of a home, at least", "hours"),
        Step("partner_over", "Partner, points too much", "percentage points"),
        test("much_partner", "Partner teaches too much"),
        test("weak", "Credential falls short"),
        test("pell_misses", "Workforce Pell misses"),
        test("pell_blank", "Workforce Pell: something is empty"),
        route("pell", "Workforce Pell"),
        test("for_account", "Trainees may have accounts"),
        test("listed", "On the list, or registered"),
        test("unlisted", "Not on the list"),
        Step("price", "Price", "dollars"),
        test("long_course", "May fit ordinary Pell"),
        Step("pell_estimate", "Pell, estimate for a full award", "dollars"),
        Step("pell", "Pell counted", "dollars"),
        Step("net", "Price less Pell", "dollars"),
        Step("account_spare", "Limit less that", "dollars"),
        Step("alone_spare", "Limit less the price", "dollars"),
        Step("others_pay", "Other money", "dollars"),
        test("dear_account", "Above the limit"),
        test("hangs_on_pell", "It hangs on Pell"),
        test("account_blank", "Account: something is empty"),
        route("account", "WIOA account"),
        test("bought", "The board buys"),
        Step("pay_spare", "Pay-for-performance money left", "dollars"),
        Step("excepted_by", "Exception", "name", answers=EXCEPTIONS),
        test("excepted", "An exception fits"),
        test("not_excepted", "None fits, whatever is not known"),
        route("contract", "WIOA contract"),
        test("hired", "Trainees are hired"),
        Step("ojt_plain", "Points below the most, undocumented", "percentage points"),
        Step("ojt_spare", "Points below the most, documented", "percentage points"),
        Step("ojt_wages", "Wages on the job", "dollars"),
        Step("ojt_asked", "Repaid as asked", "dollars"),
        Step("ojt_half", "Repaid without reasons", "dollars"),
        Step("ojt_most", "Repaid with reasons", "dollars"),
        test("ojt_too_much", "More than any reason allows"),
        test("undocumented", "Reasons are missing"),
        test("unkept", "Trainees were not kept"),
        route("ojt", "On-the-job training"),
        test("employed", "Trainees are employed"),
        Step("whole_cost", "Cost for all trainees", "dollars"),
        Step("share_needed", "Employer's share", "dollars"),
        Step("cash_spare", "Cash less that share", "dollars"),
        Step("cash_points", "The same, of the cost", "percentage points"),
        Step("wages", "Wages in training", "dollars"),
        Step("wages_spare", "Cash and wages less that share", "dollars"),
        Step("tenure_needed", "There long enough, needed", "people"),
        Step("tenure_spare", "There long enough, to spare", "people"),
        test("few_tenured", "Too few there long enough"),
        Step("reserve_left", "Left in the reserve", "dollars"),
        Step("federal_part", "Federal part", "dollars"),
        Step("reserve_spare", "Reserve less that part", "dollars"),
        Step("curing_cash", "Cash that settles both", "dollars"),
        test("low_cash", "Too little cash"),
        test("low_reserve", "Too little in the reserve"),
        test("low_money", "One of the two, and the cure is known"),
        route("incumbent", "Incumbent worker training"),
        test("for_snap", "Trainees may get SNAP"),
        Step("half", "Not federal, needed", "dollars"),
        Step("snap_spare", "Not federal, to spare", "dollars"),
        test("short_match", "Too little that is not federal"),
        test("at_college", "A college claims"),
        route("snap", "SNAP Employment and Training"),
        test("apprenticed", "It is an apprenticeship"),
        Step("ojl_spare", "Hours on the job to spare", "hours"),
        test("few_ojl", "Too few hours on the job"),
        test("flat_wage", "The wage does not rise"),
        Step("rti_spare", "Related instruction to spare", "hours a year"),
        route("apprentice", "Registered apprenticeship"),
        Step("passing", "Routes that pass", "count"),
        Step("asking", "Routes to ask your state about", "count"),
        Step("missing", "Routes that miss", "count"),
        Step("apart", "Routes not for this design", "count"),
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
            "Of 7 ways to pay, pass as entered: {passing}. Ask your state: {asking}. Miss a rule: "
            "{missing}. Not for this design: {apart}.",
        ),
    ),
    warnings=(
        Note(
            "{monthly} hours of class in a month. The SNAP time limit asks for {snap_hours} "
            "(margin {snap_month}), Medicaid community engagement for {medicaid_hours} (margin "
            "{medicaid_month}). Breaks and part months differ: ask.",
            "monthly",
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
        "A margin is what is left to a limit. A margin below zero misses the rule by that much.",
        "It tests rules, not quality. A design can pass and still be weak.",
        "It is not legal advice. A state's written policy decides many of the tests.",
        "Pell is estimated for a person with the full award. The school's figure counts.",
        f"The earnings test is reported to bind from award year {BINDING}, with a simpler one "
        "before. Ask which year's poverty line and which prices apply.",
    ),
    chart=Chart("Seven ways to pay", ("passing", "asking", "missing", "apart")),
    examples=EXAMPLES,
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
    pell_hours, pell_weeks, pay_max, ojt_max, ojt_documented, size_small,
    size_middle, share_small, share_middle, share_large, tenure_share, reserve_max, snap_share,
    ojl_min, rti_advised, snap_hours, medicaid_hours, pell_unsettled, account_unsettled,
    contract_unsettled, ojt_unsettled, incumbent_unsettled, snap_unsettled,
    apprentice_unsettled,
):  # fmt: skip
    # A number that is not given stands at one that passes; whether it is given is a test too.
    has_class = above(hours if given(hours) else hours_min, 0)
    too_short = below(weeks if given(weeks) else weeks_min, weeks_min)
    too_long = not below(weeks if given(weeks) else weeks_min, weeks_end)
    few_hours = has_class and below(hours if given(hours) else hours_min, hours_min)
    many_hours = not below(hours if given(hours) else hours_min, hours_end)
    # The most is a whole week, or hour, less than the rule's end; what lies between passes.
    weeks_above = weeks - weeks_min if given(weeks) else left_out
    weeks_below = (
        (weeks_end - 1 - weeks if too_long else max(0, weeks_end - 1 - weeks))
        if given(weeks)
        else left_out
    )
    hours_above = hours - hours_min if given(hours) else left_out
    hours_below = (
        (hours_end - 1 - hours if many_hours else max(0, hours_end - 1 - hours))
        if given(hours)
        else left_out
    )
    monthly = hours / weeks * 52 / 12 if given(hours) and given(weeks) else left_out
    snap_month = monthly - snap_hours if given(monthly) else left_out
    medicaid_month = monthly - medicaid_hours if given(monthly) else left_out
    completion_needed = people_up(completion_min * starters) if given(starters) else left_out
    completion_spare = (
        completers - completion_needed if given(starters) and given(completers) else left_out
    )
    completion_points = (
        100 * (completers / starters - completion_min) if given(completion_spare) else left_out
    )
    few_complete = below(completion_spare if given(completion_spare) else 0, 0)
    placement_needed = people_up(placement_min * completers) if given(completers) else left_out
    placement_spare = placed - placement_needed if given(completers) and given(placed) else left_out
    placement_points = (
        100 * (placed / completers - placement_min) if given(placement_spare) else left_out
    )
    few_placed = below(placement_spare if given(placement_spare) else 0, 0)
    value_added = earnings - poverty_multiple * poverty_line if given(earnings) else left_out
    value_spare = value_added - tuition if given(earnings) and given(tuition) else left_out
    too_dear = below(value_spare if given(value_spare) else 0, 0)
    just_equal = same(value_spare if given(value_spare) else 1, 0)
    partner_most = partner_max if apprenticeship == "no" else partner_max_apprentice
    no_home = provider != "college" and provider != "unknown"
    home_hours = (1 - partner_most) * hours if no_home and given(hours) else left_out
    partner_over = 100 * (partner_share - partner_most)
    much_partner = provider == "college" and above(partner_share, partner_most)
    weak = (
        credential == "no_credential"
        or credential == "certificate"
        or stackable == "no"
        or articulates == "no"
    )
    pell_misses = (
        too_short or too_long or few_hours or many_hours or no_home or much_partner or too_dear
        or few_complete or few_placed or weak
        or below(run_months if given(run_months) else months_min, months_min)
    )  # fmt: skip
    pell_blank = has_class and not (
        given(monthly)
        and given(completion_spare)
        and given(placement_spare)
        and given(value_spare)
        and given(run_months)
        and provider != "unknown"
        and credential != "unknown"
        and stackable != "unknown"
        and articulates != "unknown"
    )
    pell_route = (
        "outside"
        if not has_class
        else "misses"
        if pell_misses
        else "passes"
        if approved == "yes"
        and in_demand == "yes"
        and not (pell_blank or just_equal or above(pell_unsettled, 0))
        else "asks"
    )
    for_account = group != "incumbent" and group != "young_in"
    listed = on_list == "yes" or apprenticeship == "registered"
    unlisted = for_account and on_list == "no" and not listed
    price = tuition + other_cost if given(tuition) else left_out
    long_course = not below(weeks if given(weeks) else 0, weeks_end) and not below(
        hours if given(hours) else 0, hours_end
    )
    pell_estimate = (
        min(price, pell_max * min(hours / pell_hours, weeks / pell_weeks))
        if provider == "college"
        and given(price)
        and given(monthly)
        and (long_course or not pell_misses)
        else left_out
    )
    pell = pell_award if given(pell_award) else pell_estimate if given(pell_estimate) else 0
    net = max(0, price - pell) if given(price) else left_out
    account_spare = account_limit - net if given(price) and given(account_limit) else left_out
    alone_spare = account_limit - price if given(account_spare) else left_out
    others_pay = nonfederal if given(nonfederal) else 0
    dear_account = below(account_spare + others_pay if given(account_spare) else 0, 0)
    hangs_on_pell = (
        below(alone_spare + others_pay if given(account_spare) else 0, 0)
        and not dear_account
        and not given(pell_award)
    )
    account_blank = for_account and not (
        given(account_spare) and group != "unknown" and (listed or on_list == "no")
    )
    account_route = (
        "outside"
        if not for_account
        else "misses"
        if unlisted or dear_account
        else "asks"
        if account_blank or hangs_on_pell or above(account_unsettled, 0)
        else "passes"
    )
    bought = contract != "no"
    pay_spare = (
        pay_max * allocation - pay_committed
        if exception == "by_result" and given(allocation) and given(pay_committed)
        else left_out
    )
    excepted_by = (
        "work_based"
        if employer != "no"
        else "cohort"
        if in_demand == "yes" and (provider == "college" or on_list == "yes")
        else "effective"
        if provider == "community" and barrier == "yes"
        else "few"
        if exception == "few"
        else "by_result"
        if given(pay_spare) and not below(pay_spare if given(pay_spare) else 0, 0)
        else "none"
    )
    excepted = excepted_by != "none"
    not_excepted = (
        bought
        and not excepted
        and (exception != "by_result" or given(pay_spare))
        and (in_demand == "no" or (on_list == "no" and no_home))
        and (barrier == "no" or (provider != "community" and provider != "unknown"))
    )
    contract_route = (
        "outside"
        if not bought
        else "misses"
        if not_excepted
        else "passes"
        if excepted and contract == "named" and not above(contract_unsettled, 0)
        else "asks"
    )
    hired = employer == "hires"
    ojt_plain = 100 * (ojt_max - requested) if given(requested) else left_out
    ojt_spare = 100 * (ojt_documented - requested) if given(requested) else left_out
    ojt_wages = ojt_hours * wage if given(ojt_hours) and given(wage) else left_out
    ojt_asked = requested * ojt_wages if given(ojt_wages) and given(requested) else left_out
    ojt_half = ojt_max * ojt_wages if given(ojt_asked) else left_out
    ojt_most = ojt_documented * ojt_wages if given(ojt_asked) else left_out
    ojt_too_much = below(ojt_spare if given(requested) else 0, 0)
    undocumented = (
        documented != "yes" and not ojt_too_much and below(ojt_plain if given(requested) else 0, 0)
    )
    unkept = pattern == "yes"
    ojt_route = (
        "outside"
        if not hired
        else "misses"
        if ojt_too_much or unkept or (undocumented and documented == "no")
        else "passes"
        if pattern == "no" and given(requested) and not (undocumented or above(ojt_unsettled, 0))
        else "asks"
    )
    employed = employer == "employs"
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
    cash_points = 100 * cash_spare / whole_cost if given(cash_spare) else left_out
    wages = (
        trainees * hours * wage if given(trainees) and given(hours) and given(wage) else left_out
    )
    wages_spare = cash_spare + wages if given(cash_spare) and given(wages) else left_out
    tenure_needed = round_down(tenure_share * trainees) + 1 if given(trainees) else left_out
    tenure_spare = tenured - tenure_needed if given(trainees) and given(tenured) else left_out
    few_tenured = below(tenure_spare if given(tenure_spare) else 0, 0)
    reserve_left = (
        reserve_max * allocation - committed if given(allocation) and given(committed) else left_out
    )
    federal_part = whole_cost - cash if given(whole_cost) and given(cash) else left_out
    reserve_spare = (
        reserve_left - federal_part if given(reserve_left) and given(federal_part) else left_out
    )
    curing_cash = (
        max(share_needed, whole_cost - reserve_left)
        if given(cash_spare) and given(reserve_spare)
        else left_out
    )
    low_cash = below(cash_spare if given(cash_spare) else 0, 0)
    low_reserve = below(reserve_spare if given(reserve_spare) else 0, 0)
    low_money = given(curing_cash) and (low_cash or low_reserve)
    incumbent_route = (
        "outside"
        if not employed
        else "misses"
        if few_tenured
        or low_reserve
        or below(wages_spare if given(wages_spare) else cash_spare if low_cash else 0, 0)
        else "passes"
        if given(tenure_spare)
        and given(curing_cash)
        and not (low_cash or above(incumbent_unsettled, 0))
        else "asks"
    )
    for_snap = snap != "no"
    half = snap_share * total_cost if given(total_cost) else left_out
    snap_spare = nonfederal - half if for_snap and given(nonfederal) and given(half) else left_out
    short_match = below(snap_spare if given(snap_spare) else 0, 0)
    at_college = for_snap and provider == "college"
    snap_route = (
        "outside"
        if not for_snap
        else "misses"
        if short_match
        else "passes"
        if snap == "in_plan" and given(snap_spare) and not above(snap_unsettled, 0)
        else "asks"
    )
    apprenticed = apprenticeship != "no"
    ojl_spare = ojl_hours - ojl_min if apprenticed and given(ojl_hours) else left_out
    few_ojl = below(ojl_spare if given(ojl_spare) else 0, 0)
    flat_wage = apprenticed and rising == "no"
    rti_spare = rti_hours - rti_advised if apprenticed and given(rti_hours) else left_out
    apprentice_route = (
        "outside"
        if not apprenticed
        else "misses"
        if few_ojl or flat_wage
        else "passes"
        if apprenticeship == "registered"
        and rising == "yes"
        and given(ojl_spare)
        and not above(apprentice_unsettled, 0)
        else "asks"
    )
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
