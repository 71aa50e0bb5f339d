"""Questions about numbers of the past: means, extremes, totals."""

from dataclasses import dataclass

from ..past import PastForm, Period
from .lexicon import Words
from .past_frame import Frame
from .past_phrases import PastPhrases
from .periods import FILE
from .tokenizer import words_of


@dataclass(frozen=True, eq=False)
class MeasureFrames(PastPhrases):
    """Reads questions about numbers."""

    def is_extreme(self, tokens: Words) -> bool:
        """Return whether the most or the least is asked for: "when was it warmest"."""
        return bool(self.find("highest", tokens) or self.find("lowest", tokens))

    def measured(self, head: str, tokens: Words, period: Period | None) -> Frame | None:
        """Return a question about numbers."""
        form: PastForm | None = None
        core, measure = self.without("auxiliaries", tokens), ""
        day = head == "on day" or bool(self.find("day", core))
        for group, one, of_day in (
            ("highest", PastForm.HIGHEST, PastForm.HIGHEST_DAY),
            ("lowest", PastForm.LOWEST, PastForm.LOWEST_DAY),
        ):
            if found := self.find(group, core):
                form, measure = of_day if day else one, found[0]
                core = (*core[: found[1]], *core[found[2] :])
        if form is None:
            form, core, measure = self._plain_measure(head, core, period)
        if not head and form is None and (period is None or period.begin == period.end):
            return None
        core = self.without("present_be", self.without("adverbs", core))
        core = self.without("becoming", self.without("persons", core))
        core = self.without("day", core) if day else core
        core = (*words_of(measure), *self.without("nothing", core))
        if not core:
            return None
        return Frame(form=form, core=(*self.opening("what"), *core), numeric=True, bare=not head)

    def _plain_measure(
        self, head: str, core: Words, period: Period | None
    ) -> tuple[PastForm | None, Words, str]:
        """Return the form, the words and the measure of a question without an extreme."""
        if head == "how":
            degrees = self.lexicon.file(FILE)["degrees"]
            for form in (PastForm.HIGHEST, PastForm.LOWEST):
                if core and core[0] in degrees[form.value]:
                    became = bool(self.find("becoming", core))
                    measure = degrees[form.value][core[0]]
                    moment = period is not None and period.begin == period.end
                    plain = PastForm.AT if moment else PastForm.MEAN
                    return form if became else plain, core[1:], measure
        if self.find("mean", core):
            return PastForm.MEAN, self.without("mean", core), ""
        if self.find("total", core) or head == "how much":
            core = self.without("using", self.without("total", core))
            amount = self.find("amounts", core)
            if amount:
                core = (*core[: amount[1]], *core[amount[2] :])
            return PastForm.TOTAL, core, amount[0] if amount else ""
        if period is not None and period.begin == period.end:
            return PastForm.AT, core, ""
        return None, core, ""
