"""How things were, and what was done to them: durations, counts, moments, states."""

from dataclasses import dataclass
from datetime import timedelta

from ..past import PastForm
from .past_words import FEW, PastWords


@dataclass(frozen=True)
class StateTelling(PastWords):
    """Answers about the states of things."""

    def duration(self) -> str:
        """Return how long something was so."""
        lasted = self.first().lasted
        if not lasted:
            return self._never()
        return self.about("lasted", state=self.state(), duration=self.times.duration(lasted))

    def count(self) -> str:
        """Return how often something came to be so."""
        number = self.first().count
        if not number:
            return self._not_happened()
        return self.about("happened", deed=self.deed(), count=self.times_of(number))

    def last(self) -> str:
        """Return when something came to be so last, and who did it."""
        finding = self.first()
        if finding.at is None:
            return self._not_happened()
        at = self.times.moment(finding.at)
        if self.query.who:
            return self.by(finding.cause, "who").format(name=self.cause_name(finding.cause), at=at)
        you = self.texts["by_you"] if self.query.by_speaker else ""
        by = "" if you else self.caused(finding.cause)
        adverb = "" if self.query.period else self.texts["adverbs"]["last"]
        if self.query.form is PastForm.FIRST:
            adverb = self.texts["adverbs"]["first"]
        thing = self.thing(finding)
        deed = self.deed(thing, adverb=adverb)
        return self.fill("last", thing=thing.text, deed=deed, you=you, at=at, by=by)

    def since(self) -> str:
        """Return since when each thing has been as it is."""
        clauses = []
        for finding in self.found.findings:
            thing = self.thing(finding)
            words = {
                "thing": thing.text,
                "has": self.verb("has", thing),
                "state": self.shown(finding),
            }
            if finding.at is None:
                clauses.append(self.fill("always", **words))
                continue
            lasted = timedelta(seconds=self.query.asked.timestamp() - finding.at.timestamp())
            at, duration = self.times.bare(finding.at), self.times.duration(lasted)
            clauses.append(self.fill("since", **words, at=at, duration=duration))
        return "; ".join(clauses) if clauses else self._never()

    def ever(self) -> str:
        """Return whether something was so at all."""
        findings = [each for each in self.found.findings if each.targets]
        if not findings:
            return self.phrases.no(self._never())
        finding = findings[0]
        thing = self.thing(finding)
        words = {"thing": thing.text, "was": self.verb("was", thing), "state": self.state()}
        if finding.lasted:
            duration = self.times.duration(finding.lasted)
            told = self.fill("lasted", **words, duration=duration, when=self.when)
        elif finding.at:
            at = self.times.moment(finding.at)
            told = self.fill("was_so_at", **words, when=self.when, at=at)
        else:
            told = self.fill("was_so", **words, when=self.when)
        return self.phrases.yes(told)

    def at(self) -> str:
        """Return how things were at a moment."""
        if not self.found.findings:
            return self.nothing_known()
        wanted = self.query.state
        matching = [each for each in self.found.findings if wanted and self.holds_in(each, wanted)]
        told = self.states(self.found.findings)
        if wanted is None:
            return told
        if len(self.found.findings) > FEW:
            return self.states(matching) if matching else self._none_were()
        if not matching:
            return self.phrases.no(told)
        return self.phrases.yes(told) if len(matching) == len(self.found.findings) else told

    def _none_were(self) -> str:
        was = self.texts["was"][0]
        return self.fill("none_of_them", was=was, state=self.state(), when=self.when)

    def _never(self) -> str:
        return self.about("never", state=self.state())

    def _not_happened(self) -> str:
        """Return that something did not come to be so in the time that was asked about."""
        thing = self.thing()
        you = self.texts["by_you"] if self.query.by_speaker else ""
        if self.query.period is None and self.found.known:
            begin = self.times.bare(self.found.known.begin)
            deed = self.deed(thing, adverb=self.texts["adverbs"]["ever"])
            return self.fill("never_known", thing=thing.text, deed=deed, begin=begin, you=you)
        deed = self.deed(thing, negated=True)
        return self.fill("not_happened", thing=thing.text, deed=deed, when=self.when, you=you)
