"""Cohorts, rooms and instructors: how the people who enroll fit into a year."""

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import above, people_up, round_down
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.shared_inputs import COURSE_HOURS, COURSE_WEEKS
from seti_ta.calculators.vocabulary import (
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Source,
    Step,
    calculator,
)
from seti_ta.evidence.facts import fact


@calculator(
    code="C03",
    title="Cohorts, rooms and instructors",
    question="How many cohorts, rooms and instructors do we need?",
    inputs=(
        carried_over(
            "enrolled",
            "People who enroll in a year",
            "people",
            recruitment_funnel,
            "enrolled",
            low=1,
            high=5000,
            whole=True,
        ),
        Input(
            "class_size",
            "People in a class, at most",
            "people",
            fact("i_c_stars_seats").value,
            Source.of("i_c_stars_seats"),
            low=5,
            high=60,
            whole=True,
            help="It starts with the seats of one program's cohort.",
        ),
        COURSE_WEEKS,
        Input(
            "gap",
            "Weeks between two cohorts in one room",
            "weeks",
            2,
            JUDGEMENT,
            low=0,
            high=12,
            whole=True,
            help="To clean up, prepare and rest.",
        ),
        COURSE_HOURS,
        Input(
            "preparation",
            "Hours of preparation for each hour taught",
            "ratio",
            0.5,
            JUDGEMENT,
            low=0,
            high=2,
            help="Grading and meetings with learners count too.",
        ),
        Input(
            "teachable",
            "Hours that an instructor can give in a year",
            "hours a year",
            1_600,
            JUDGEMENT,
            low=600,
            high=1_800,
            help="Paid hours less leave, training and staff meetings. Teaching and preparation.",
        ),
    ),
    steps=(
        Step("cohorts", "Cohorts", "cohorts"),
        Step("seats", "Seats in all cohorts", "people"),
        Step("empty_seats", "Seats that stay empty", "people"),
        Step("cycle", "From one start to the next in a room", "weeks"),
        Step("multi_year", "A cohort holds a room for more than a year", "yes or no"),
        Step("per_room", "Cohorts that one room can hold", "cohorts a year"),
        Step("rooms", "Rooms", "rooms"),
        Step("weekly_hours", "Hours of class for each cohort", "hours a week"),
        Step("instructors", "Instructors", "posts"),
        Step("crowded", "More class hours than a full-time week", "yes or no"),
    ),
    results=(
        "cohorts",
        "rooms",
        "instructors",
        "per_room",
        "weekly_hours",
        "seats",
        "empty_seats",
    ),
    headline="instructors",
    board_sentence=(
        Note(
            "To train {enrolled} people a year, plan for this: cohorts {cohorts}, rooms {rooms}, "
            "full-time instructors {instructors}.",
        ),
    ),
    warnings=(
        Note(
            "This is a multi-year course: a cohort holds its room for {cycle} weeks, so a room "
            "takes {per_room} of a cohort in each year.",
            when="multi_year",
        ),
        Note(
            "{weekly_hours} hours of class a week is more than a full-time week. Check the weeks "
            "and the hours.",
            when="crowded",
        ),
        Note("Instructors are counted for one class at a time. A second one in the room is extra."),
    ),
    limits=(
        "It spreads cohorts over the year as rooms fall free. Holidays and an employer's hiring "
        "season may ask for other dates.",
        "It does not say that these instructors can be found, or what they cost.",
        "People who leave early leave an empty seat. It does not fill it again.",
    ),
    chart=Chart("People and seats", ("enrolled", "seats", "empty_seats")),
    examples=(
        Example(
            inputs={},
            results={
                "cohorts": "4",
                "per_room": "3",
                "rooms": "2",
                "instructors": "1.88",
                "weekly_hours": "33.3",
            },
            source="Worked by hand: 67 people by 20; 52 weeks by 17; 4 times 500 times 1.5 by "
            "1,600.",
        ),
        Example(
            inputs={"weeks": 60, "gap": 5},
            results={"per_room": "0.8", "rooms": "5", "multi_year": "yes"},
            source="Worked by hand: 52 weeks by 65, and 4 cohorts by 0.8.",
        ),
    ),
    checklist_items=("TRN-04",),
    users=("coach", "trainer"),
    component="training",
    purpose=(
        "Before you sign a lease or post a job, see how many classes, rooms and instructors your "
        "plan takes, and how many seats stay empty."
    ),
    use_when=(
        "You know about how many people will enroll, and how long the course is.",
        "You compare a long course with a short one, or large classes with small ones.",
        "You want to know how many instructors to hire.",
    ),
    not_for=(
        "You buy seats in a provider's open classes. Then the provider's calendar decides.",
        "People start one by one and learn at their own pace.",
    ),
)
def cohort_calendar(enrolled, class_size, weeks, gap, hours, preparation, teachable):
    cohorts = people_up(enrolled / class_size)
    seats = cohorts * class_size
    empty_seats = seats - enrolled
    cycle = weeks + gap
    multi_year = above(cycle, 52)
    per_room = 52 / cycle if multi_year else round_down(52 / cycle)
    rooms = people_up(cohorts / per_room)
    weekly_hours = hours / weeks
    instructors = cohorts * hours * (1 + preparation) / teachable
    crowded = above(weekly_hours, 40)
    return locals()
