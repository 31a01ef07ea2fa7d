"""Two answers to one checklist side by side: two dates of one site, or two sites.

The first is the earlier date or the other site. Both are scored by the weights of the second,
so that a changed weight never looks like a changed level. Levels are compared as they count: a
level 2 or 3 without an evidence note as 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

from seti_ta.calculators.checked_entry import SPACES, InputError
from seti_ta.checklists.answers import NOT_APPLICABLE, Answer, AnswerSheet
from seti_ta.checklists.definition import MESSAGES, Checklist, Item
from seti_ta.checklists.score import GATE_LEVEL, RatedItem, Rating, Scored, is_number


def compare(
    first: AnswerSheet, second: AnswerSheet, first_label: str = "", second_label: str = ""
) -> "Comparison":
    """Item by item what differs between two answer sheets.

    A label such as "Site A" stands for the date and the rater's name.

    Raises:
        InputError: where the sheets answer two checklists, or one of them cannot be scored.
    """
    if first.checklist != second.checklist:
        names = {"first": first.checklist, "second": second.checklist}
        raise InputError({"checklist": MESSAGES["bad.two_checklists"].format(**names)})
    labels = told_apart(first_label.strip(SPACES) or label_of(first),
                        second_label.strip(SPACES) or label_of(second))  # fmt: skip
    own, scored = (_scored(*pair) for pair in zip((first, second), labels, strict=True))
    by_second = replace(own, weights=scored.weights)
    return Comparison(
        Side(labels[0], first, by_second, own.own.verdict),
        Side(labels[1], second, scored, scored.own.verdict),
        own.weights,
    )


def label_of(sheet: AnswerSheet) -> str:
    """What a sheet is called: its date, and the rater's name where there is one."""
    rater = sheet.rater_name.strip(SPACES)
    date = sheet.date.isoformat()
    return MESSAGES["compare.label"].format(date=date, rater=rater) if rater else date


def told_apart(first: str, second: str) -> tuple[str, str]:
    """Both labels, numbered where they are the same."""
    if first != second:
        return first, second
    numbered = MESSAGES["compare.same_label"]
    return numbered.format(label=first, number=1), numbered.format(label=second, number=2)


def _scored(sheet: AnswerSheet, label: str) -> Scored:
    """The score of a sheet; what is wrong with it is told with its label."""
    try:
        return sheet.score()
    except InputError as error:
        say = MESSAGES["bad.compared"]
        problems = {id: say.format(label=label, what=p) for id, p in error.problems.items()}
    raise InputError(problems)


@dataclass(frozen=True)
class Side:
    """One of the two: what it is called, and its score by the weights of the second.

    ``by_own_weights`` is the verdict that it has alone.
    """

    label: str
    sheet: AnswerSheet
    scored: Scored
    by_own_weights: str


@dataclass(frozen=True)
class Pair:
    """One item as the two teams rated it, with both answers."""

    checklist: Checklist
    labels: tuple[str, str]
    rated: tuple[RatedItem, RatedItem]
    answers: tuple[Answer, Answer]

    @property
    def item(self) -> Item:
        return self.rated[0].item

    @property
    def change(self) -> int | None:
        """Levels up or down as they count, or None where one side has no level."""
        first, second = (each.counted for each in self.rated)
        return second - first if is_number(first) and is_number(second) else None

    @property
    def gate(self) -> str | None:
        """What became of a gate: "opened", "closed" (again), "still" closed, or None."""
        if not self.item.gate or self.change is None:
            return None
        first, second = (each.counted >= GATE_LEVEL for each in self.rated)
        if first != second:
            return "opened" if second else "closed"
        return None if second else "still"

    @property
    def shown(self) -> tuple[str, str]:
        """Both levels as readers see them."""
        return tuple(shown_level(self.checklist, each) for each in self.rated)

    @property
    def change_shown(self) -> str:
        """The change with its sign, or a dash."""
        if self.change is None:
            return "–"
        return f"{self.change:+}".replace("-", "−") if self.change else "0"

    @property
    def gate_sentence(self) -> str:
        """What became of a gate, or that it is closed; empty where there is nothing to say."""
        say, (first, second) = self.checklist.say, self.rated
        if self.gate:
            return say(f"compare.gate_{self.gate}", id=self.item.id, first=first.counted,
                       second=second.counted, **self._named)  # fmt: skip
        if second.gate_below:
            return say("gate_below", id=self.item.id, level=second.counted)
        return ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know about this item, each in a sentence."""
        notes = [self.gate_sentence] if self.gate_sentence else []
        for label, rated, answer in zip(self.labels, self.rated, self.answers, strict=True):
            fields = {"label": label, "level": rated.given, "reason": answer.reason}
            if rated.unsupported:
                notes.append(self.checklist.say("compare.unsupported", **fields))
            if rated.given == NOT_APPLICABLE:
                notes.append(self.checklist.say("compare.left_out", **fields))
            if rated.given is None:
                notes.append(self.checklist.say("compare.unanswered", **fields))
        return tuple(notes)

    @property
    def line(self) -> str:
        """The item, both levels, the change and the notes in one line of text."""
        first, second = self.shown
        line = self.checklist.say(
            "compare.item",
            id=self.item.id,
            statement=self.item.statement,
            first=first,
            second=second,
            change=self.change_shown,
            **self._named,
        )
        return " ".join([line, *self.notes])

    @property
    def _named(self) -> dict[str, str]:
        return dict(zip(("first_label", "second_label"), self.labels, strict=True))


def shown_level(checklist: Checklist, rated: RatedItem) -> str:
    """A level as readers see it, with what it counts as where that differs."""
    if rated.unsupported:
        return checklist.say("compare.counted", level=rated.given, counted=rated.counted)
    return "–" if rated.given is None else str(rated.given)


@dataclass(frozen=True)
class Comparison:
    """Two sides of one checklist, and what differs. ``first_weights`` are the first's own."""

    first: Side
    second: Side
    first_weights: Mapping[str, int]

    def __repr__(self) -> str:
        return f"<{self.checklist.name}: {self.first.label} and {self.second.label}>"

    @property
    def checklist(self) -> Checklist:
        return self.second.scored.checklist

    @property
    def labels(self) -> tuple[str, str]:
        return self.first.label, self.second.label

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every item in the order of the checklist."""
        sides = self.first.scored, self.second.scored
        return tuple(
            Pair(
                self.checklist,
                self.labels,
                tuple(each.own.rated[id] for each in sides),
                tuple(each.answers[id] for each in sides),
            )
            for id in self.checklist.item
        )

    @cached_property
    def ordered(self) -> tuple[Pair, ...]:
        """Gates first, and in each half the biggest changes first."""
        return tuple(
            sorted(self.pairs, key=lambda each: (not each.item.gate, -abs(each.change or 0)))
        )

    @property
    def changed_weights(self) -> dict[str, tuple[int, int]]:
        """Both weights of each item whose weights differ, by id."""
        first, second = self.first_weights, self.second.scored.weights
        return {id: (first[id], second[id]) for id in second if first[id] != second[id]}

    @property
    def score_change(self) -> int | None:
        """The second score less the first, 0 to 100 each, or None where one is missing."""
        first, second = self.first.scored.score, self.second.scored.score
        return None if first is None or second is None else second - first

    @property
    def gate_sentences(self) -> tuple[str, ...]:
        """What became of the gates, each in a sentence."""
        return tuple(each.gate_sentence for each in self.ordered if each.gate_sentence)

    @property
    def summary(self) -> tuple[str, ...]:
        """Both verdicts, what differs in sum, and what limits the comparison."""
        return (
            *self._verdicts(),
            self._score_sentence(),
            self._counts(),
            *self._other_items(),
            *self._weights(),
            self.checklist.say("compare.note"),
        )

    def _verdicts(self) -> list[str]:
        say, sides = self.checklist.say, (self.first, self.second)
        verdicts = [
            say("compare.verdict", label=each.label, verdict=each.scored.own.verdict)
            for each in sides
        ]
        if all(_is_rated(each.scored.reviewed) for each in sides):
            verdicts += [
                say("compare.reviewed", label=each.label, verdict=each.scored.reviewed.verdict)
                for each in sides
            ]
        return verdicts

    def _score_sentence(self) -> str:
        say, change = self.checklist.say, self.score_change
        if change is None:
            return say("compare.no_change")
        if not change:
            return say("compare.equal")
        key = "higher" if change > 0 else "lower"
        return say(f"compare.{key}", second=self.second.label, by=abs(change))

    def _counts(self) -> str:
        changes = [each.change for each in self.pairs]
        numbers = [each for each in changes if each is not None]
        return self.checklist.say(
            "compare.counts",
            second=self.second.label,
            up=sum(each > 0 for each in numbers),
            down=sum(each < 0 for each in numbers),
            same=numbers.count(0),
            none=changes.count(None),
        )

    def _other_items(self) -> list[str]:
        ids = [
            each.item.id
            for each in self.pairs
            if is_number(each.rated[0].given) != is_number(each.rated[1].given)
        ]
        return [self.checklist.say("compare.other_items", ids=", ".join(ids))] if ids else []

    def _weights(self) -> list[str]:
        say, (first, second) = self.checklist.say, self.labels
        changed = self.changed_weights
        if not changed:
            return []
        said = [
            say("compare.weight", id=id, first=weights[0], second=weights[1], first_label=first,
                second_label=second)
            for id, weights in changed.items()
        ]  # fmt: skip
        own = say("compare.own_weights", label=first, verdict=self.first.by_own_weights)
        return [say("compare.weights", second=second), *said, own]

    def _repr_html_(self) -> str:
        """What a notebook shows: the sentences, then a table of the items."""
        say = self.checklist.say
        lines = [*self.summary, *self.gate_sentences]
        words = (say("document.column.item"), *self.labels, say("compare.change"))
        head = "".join(f"<th scope='col'>{escape(word)}</th>" for word in words)
        rows = "".join(
            f"<tr><th scope='row'>{escape(each.item.id)}. {escape(each.item.statement)}</th>"
            + "".join(f"<td>{escape(text)}</td>" for text in (*each.shown, each.change_shown))
            + "</tr>"
            for each in self.ordered
        )
        listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
        return (
            f"<ul>{listed}</ul><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def picture(self, wide: bool = False):
        """The levels of both sides as a matplotlib Figure; ``wide`` is for letter paper."""
        from seti_ta.checklists.plots import levels

        return levels(self, wide)


def _is_rated(rating: Rating) -> bool:
    return rating.unanswered < len(rating.items)
