"""How things were, and what was done to them: durations, counts, moments, states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from ..past import PastForm
from ..queries import QueryForm
from .past_words import FEW, PastWords
from .phrases import Named

MOST_TOLD: Final = 5
"""Things or changes that are told one by one; the rest is counted."""


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
        return self.about("happened", deed=self.deed(), you=self.you, count=self.times_of(number))

    def last(self) -> str:
        """Return when something came to be so last, and who did it."""
        finding = self.first()
        if finding.at is None:
            return self._not_happened()
        at = self.times.moment(finding.at)
        if self.query.who:
            return self.by(finding.cause, "who").format(name=self.cause_name(finding.cause), at=at)
        you = "" if self.query.by else self.you
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
        if finding.lasted and not self.is_moment:
            duration = self.times.duration(finding.lasted)
            told = self.fill("lasted", **words, duration=duration, when=self.when)
        elif finding.at and not self.is_moment:
            at = self.times.moment(finding.at)
            told = self.fill("was_so_at", **words, when=self.when, at=at)
        else:
            told = self.fill("was_so", **words, when=self.when)
        return self.phrases.yes(told)

    def which(self) -> str:
        """Return which things were so, the longest first, and for how long each."""
        lasted = self._lasted()
        if not lasted:
            key = "nobody_was" if self.query.kind == "person" else "nothing_was"
            where = self.phrases.where(self.query.place)
            return self.fill(key, state=self.state(), when=self.when, where=where)
        if self.is_moment:
            return self._were(list(lasted))
        times = [self.times.duration(each) for each in lasted.values()]
        if len(lasted) == 1:
            (thing,) = lasted
            words = {"thing": thing.text, "was": self.verb("was", thing), "duration": times[0]}
            key = "longest" if self.query.most else "lasted"
            return self.fill(key, **words, state=self.state(), when=self.when)
        clauses = [
            self.fill("for", thing=thing.text, duration=time)
            for thing, time in zip(lasted, times, strict=True)
        ]
        were = self.texts["was"][1]
        told = self.listed(clauses)
        told = self.fill("which", were=were, state=self.state(), when=self.when, things=told)
        return self._counted(told, len(lasted))

    def _lasted(self) -> dict[Named, timedelta]:
        """Return how long each thing or room was so, the longest first."""
        found: dict[Named, timedelta] = {}
        for each in self.found.findings:
            if each.lasted:
                thing = self.thing(each)
                found[thing] = max(each.lasted, found.get(thing, each.lasted))
        return dict(sorted(found.items(), key=lambda each: each[1], reverse=True))

    def always(self) -> str:
        """Return which things were so all the time, or whether those asked about were."""
        kept = [self.thing(each) for each in self.found.findings if each.value == 1.0]
        others = [self.thing(each) for each in self.found.findings if each.value != 1.0]
        if self.query.present is QueryForm.WHICH:
            return self._stayed(kept) if kept else self.fill("nothing_stayed", **self._so())
        if others:
            return self.phrases.no(self._stayed(others, "did_not_stay"))
        return self.phrases.yes(self._stayed(kept)) if kept else self.nothing_known()

    def _stayed(self, things: Sequence[Named], key: str = "stayed") -> str:
        thing = self.phrases.several(list(dict.fromkeys(things)))
        return self.fill(key, thing=thing.text, **self._so())

    def _so(self) -> dict[str, str]:
        """Return the state and the time that were asked about."""
        return {"state": self.state(), "when": self.when}

    def never(self) -> str:
        """Return which things were not so at all."""
        if not self.found.findings:
            return self.fill("all_were", state=self.state(), when=self.when)
        things = [self.thing(each) for each in self.found.findings]
        were = self.texts["was"][len(things) > 1 or things[0].plural]
        listed = self.listed([each.text for each in things])
        told = self.fill("were_not", things=listed, were=were, state=self.state(), when=self.when)
        return self._counted(told, len(things))

    def _were(self, things: Sequence[Named]) -> str:
        """Return that some things were so at a moment."""
        named = self.phrases.several(things)
        words = {"thing": named.text, "was": self.verb("was", named), "state": self.state()}
        return self._counted(self.fill("was_so", **words, when=self.when), len(things))

    def _counted(self, told: str, number: int) -> str:
        """Return a clause with the number of things that it is about, where that was asked."""
        return self.fill("counted", number=str(number), told=told) if self.query.counted else told

    def did(self) -> str:
        """Return what somebody brought into the state, in the order in which it was last done."""
        found = [each for each in self.found.findings if each.count]
        if not found:
            return self._nothing_did()
        counts = [self.times_of(each.count or 0) for each in found]
        things = [self.thing(each) for each in found]
        if len(found) == 1:
            words = {"thing": things[0].text, "deed": self.deed(things[0]), "you": self.you}
            key = "oftenest" if self.query.most else "happened"
            told = self.fill(key, **words, count=counts[0], when=self.when)
            return self._counted(told, 1)
        clauses = [f"{thing.text} {count}" for thing, count in zip(things, counts, strict=True)]
        deed = self.deed(Named("", plural=True))
        told = self.listed(clauses)
        told = self.fill("did", deed=deed, you=self.you, when=self.when, things=told)
        return self._counted(told, len(found))

    def _nothing_did(self) -> str:
        """Return that nothing was brought into the state."""
        where = self.phrases.where(self.query.place)
        deed = self.deed(Named(""))
        return self.fill("nothing_did", deed=deed, you=self.you, when=self.when, where=where)

    def listed(self, clauses: Sequence[str]) -> str:
        """Return some clauses, of which no more than a handful is told."""
        told = list(clauses[:MOST_TOLD])
        if more := len(clauses) - len(told):
            told.append(self.phrases.texts["answer"]["more"].format(number=more))
        return self.phrases.joined(told)

    def at(self) -> str:
        """Return how things were at a moment."""
        if not self.found.findings:
            return self.nothing_known()
        wanted = self.query.state
        matching = [each for each in self.found.findings if wanted and self.holds_in(each, wanted)]
        told = self.states(self.found.findings)
        if wanted is None:
            return told
        if self.query.present is QueryForm.WHICH:
            told = self.states(matching) if matching else self._none_were()
            return self._counted(told, len(matching)) if matching else told
        if self.query.present is QueryForm.ALL:
            others = [each for each in self.found.findings if each not in matching]
            return self.phrases.no(self.states(others)) if others else self.phrases.yes(told)
        if len(self.found.findings) > FEW:
            return self.states(matching) if matching else self._none_were()
        if not matching:
            return self.phrases.no(told)
        return self.phrases.yes(told) if len(matching) == len(self.found.findings) else told

    def _none_were(self) -> str:
        was = self.texts["was"][0]
        return self.fill("none_of_them", was=was, state=self.state(), when=self.when)

    def _never(self) -> str:
        if none := self.none_of():
            words = {"thing": none.text, "was": self.verb("was", none), "state": self.state()}
            return self.fill("was_so", **words, when=self.when)
        return self.about("never", state=self.state())

    def _not_happened(self) -> str:
        """Return that something did not come to be so in the time that was asked about."""
        thing = self.thing()
        you = self.you
        if self.query.period is None and self.found.known:
            begin = self.times.bare(self.found.known.begin)
            deed = self.deed(thing, adverb=self.texts["adverbs"]["ever"])
            return self.fill("never_known", thing=thing.text, deed=deed, begin=begin, you=you)
        if none := self.none_of():
            deed = self.deed(none)
            return self.fill("not_happened", thing=none.text, deed=deed, when=self.when, you=you)
        deed = self.deed(thing, negated=True)
        return self.fill("not_happened", thing=thing.text, deed=deed, when=self.when, you=you)
