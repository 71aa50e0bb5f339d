"""Sentences that go on from the last turn: "and the fan", "a bit more", "no, the bedroom one"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .. import capabilities
from ..models import Deferred, Device, Plan, Source, Step
from ..way_back import way_back
from .actions import Actions, UnclearActionError
from .clauses import Clause, UnreadableError
from .lexicon import Lexicon, Tag
from .references import References, core_name, is_twin, unique
from .second_thoughts import AGAIN, SecondThoughts
from .sharing import own_action
from .targets import Fit, Mention, Reference
from .tokenizer import MARKS, words_of
from .when import Form, When


@dataclass(frozen=True)
class FollowUps:
    """Reads sentences that only the last turn gives a meaning."""

    references: References
    actions: Actions
    lexicon: Lexicon

    def read(self, clauses: list[Clause]) -> Plan | None:
        """Return the plan of such a sentence, None if it has a meaning of its own.

        Corrections within the sentence are worked into the clauses.
        """
        return self._kept_and_corrected(clauses) or self._read(clauses)

    def _read(self, clauses: list[Clause]) -> Plan | None:
        SecondThoughts(self.actions, self.references.targets.index.things).settle(clauses)
        if not clauses:
            return None
        first = clauses[0]
        self._name_numbers(first)
        if any(clause.times for clause in clauses) and not first.has_verb:
            return None
        before = bool(self.references.previous_steps())
        if before and first.negated and len(clauses) == 2 and self._names_only(clauses[1]):  # noqa: PLR2004
            return self._corrected(clauses[1].mentions, first.mentions)
        if first.negated and not self._leaves_alone(first, clauses[1:]):
            raise UnreadableError
        if len(clauses) > 1 and not all(self._names_only(clause) for clause in clauses):
            return None
        mentions = [mention for clause in clauses for mention in clause.mentions]
        if first.only and len(clauses) == 1 and (plan := self._narrowed(first)):
            return plan
        if first.corrects and (first.excepted or self._names_only(first)):
            return self._corrected(mentions, first.excepted)
        if self._names_only(first) and self._asks_the_same(first):
            return self._same_for(mentions)
        if len(clauses) == 1 and not mentions:
            return self._labelled(first) or self._adjusted(first)
        return None

    def _kept_and_corrected(self, clauses: Sequence[Clause]) -> Plan | None:
        """Return the plan of "no, leave that on, I meant the other": what was done last is moved.

        What is to be left is no command that the correction takes the place of.
        """
        if len(clauses) != 2 or not self.references.previous_steps():  # noqa: PLR2004
            return None
        kept, meant = clauses
        leaves = any(verb.tag is Tag.LEAVE for verb in kept.verbs) or kept.left
        refers = bool(kept.mentions) and all(each.reference in AGAIN for each in kept.mentions)
        if not (leaves and refers and meant.corrects and self._names_only(meant)):
            return None
        return self._corrected(meant.mentions, ())

    def _narrowed(self, clause: Clause) -> Plan | None:
        """Return the plan of "only the fan" behind several things: the others are put back."""
        last = {step.target for step in self.references.previous_steps()}
        named = clause.mentions or ([clause.scope] if clause.scope else [])
        alone = replace(clause, only=False, mentions=named)
        if not last or clause.excepted or not self._names_only(alone):
            return None
        plan = self._corrected(named, ())
        steps = (*plan.steps, *(step for each in plan.deferred for step in each.steps))
        about = {step.target for step in steps}
        exchange = self.references.context.previous
        others = [
            undone
            for step in self.references.previous_steps()
            if exchange and step.target in exchange.unmoved - about  # it was so before
            for undone in self._opposite(step)
        ]
        return replace(plan, steps=(*others, *plan.steps)) if about <= last else None

    def ended(self, times: Sequence[When], now: datetime) -> Plan | None:
        """Return the plan of nothing but "only for ten minutes": what was done last ends then.

        None for other times, and where it is not known how things were before.
        """
        if len(times) != 1 or times[0].form is not Form.END:
            return None
        steps = [self._put_back(step) for step in self.references.previous_steps()]
        if not steps or not all(steps):
            return None
        found = unique(step for back in steps for step in back)
        return Plan(Source.RESOLVER, deferred=(Deferred(times[0].end_of(now), found),))

    def _name_numbers(self, clause: Clause) -> None:
        """Take the number of "and 10 on" behind "lamp 1" for the name of the other lamp."""
        if clause.verbs or clause.mentions or not clause.particles:
            return
        if mention := self._numbered(clause):
            clause.mentions, clause.manner = [mention], []

    def _leaves_alone(self, first: Clause, others: Sequence[Clause]) -> bool:
        """Read "not the lamp, the fan off" as leaving the lamp alone; return whether it is so."""
        apart = bool(others) and others[0].joined in MARKS
        first.left |= apart and self._names_only(first)
        return first.left

    def _names_only(self, clause: Clause) -> bool:
        """Return whether a clause names devices and nothing else."""
        says = clause.has_verb or clause.manner or clause.own_words or clause.left or clause.only
        return bool(clause.mentions) and not (
            says or clause.told or clause.refused or clause.either
        )

    def _asks_the_same(self, clause: Clause) -> bool:
        """Return whether the last action is asked for on something else, too."""
        return clause.about or clause.too or bool(set(clause.joined.split()) - MARKS)

    def _devices(self, mention: Mention, step: Step) -> tuple[Device, ...]:
        """Return the devices of a mention that an earlier step could have been done to."""
        there, mention = mention.there, self.references.placed(mention)
        if mention.reference:
            return self.references.meant(mention) or self._only_open_one(step, mention)
        if mention.is_place:
            return self._same_kind_in(mention)
        choice = self.references.targets.choose(
            mention, self.references.area_id, lambda device: bool(self._repeated(step, device))
        )
        if choice.fit is Fit.SEVERAL and (there or not mention.places):
            return self._alike(mention, choice.devices) or self._near_by(step, choice.devices)
        return choice.devices if choice.fit is Fit.CLEAR else ()

    def _only_open_one(self, step: Step, mention: Mention) -> tuple[Device, ...]:
        """Return the only one that is not so yet: of two lamps, one is on to be turned off."""
        if mention.reference is not Reference.ONE or not self.actions.settles(step):
            return ()
        open_ = tuple(d for d in self.references.ones(mention) if not self._is_so(step, d))
        return open_ if len(open_) == 1 else ()

    def _alike(self, mention: Mention, devices: Sequence[Device]) -> tuple[Device, ...]:
        """Return the only one of the kind spoken of: "no, Dad's" behind Max's lamp; else none."""
        if mention.head and mention.head.kind:
            return ()
        last = self.references.previous_devices()
        alike = tuple(each for each in devices if each.kind in {one.kind for one in last})
        twins = tuple(each for each in alike if any(is_twin(each, one) for one in last))
        return next((found for found in (twins, alike) if len(found) == 1), ())

    def _near_by(self, step: Step, devices: Sequence[Device]) -> tuple[Device, ...]:
        """Return the only one of several that is where the last thing was done; else none."""
        areas = {device.area_id for device in self.references.previous_devices()}
        near = tuple(each for each in devices if each.area_id and each.area_id in areas)
        open_ = tuple(each for each in near if not self._is_so(step, each))
        near = open_ if self.actions.settles(step) else near
        return near if len(areas) == 1 and len(near) == 1 else ()

    def _is_so(self, step: Step, device: Device) -> bool:
        """Return whether a device is already as an earlier step would leave it."""
        repeated = self._repeated(step, device)
        item = capabilities.row(device.domain, repeated.action) if repeated else None
        state = self.references.view.state(device.entity_id)
        return bool(item and repeated and item.already(state, repeated.value))

    def _same_kind_in(self, mention: Mention) -> tuple[Device, ...]:
        """Return the devices of the kind spoken of in another room: "and in the hall".

        Behind a single lamp it is the lamp of that room, where one is called so.
        """
        known = self.references.previous_devices()
        kinds = {device.kind for device in known}
        index = self.references.targets.index
        numbers = {n for place in mention.all_places for n in place.devices}
        devices = tuple(d for d in index.pick(numbers) if len(kinds) == 1 and d.kind in kinds)
        alike = tuple(d for d in devices if len(known) == 1 and core_name(d) == core_name(known[0]))
        return alike or devices or self._only_like(known, index.pick(numbers))

    def _only_like(self, known: Sequence[Device], inside: Sequence[Device]) -> tuple[Device, ...]:
        """Return the only device of a room that obeys as those do: a radiator and a thermostat."""
        domains = {device.domain for device in known}
        found = tuple(device for device in inside if device.domain in domains)
        return found if len(domains) == 1 and len(found) == 1 else ()

    def _repeated(self, step: Step, device: Device) -> Step | None:
        """Return an earlier step done to another device, None if it cannot do it."""
        item = capabilities.row(device.domain, step.action)
        state = self.references.view.state(device.entity_id)
        if item is None or not item.supported(state.attributes):
            return None
        own = capabilities.row(step.target.partition(".")[0], step.action)
        if (
            step.value is not None
            and own
            and (own.quantity, own.choice)
            != (
                item.quantity,
                item.choice,
            )
        ):
            return None
        return Step(device.entity_id, step.action, step.value)

    def _last_actions(self) -> tuple[Step, ...]:
        """Return the steps of the last turn as what was done, once each.

        Raises UnreadableError if several things were done, or none.
        """
        steps = {(step.action, step.value): step for step in self.references.previous_steps()}
        targets: dict[str, set[str]] = {}
        for step in self.references.previous_steps():
            targets.setdefault(step.target, set()).add(step.action)
        if not steps or len({frozenset(actions) for actions in targets.values()}) != 1:
            raise UnreadableError
        return tuple(steps.values())

    def _same_for(self, mentions: Sequence[Mention]) -> Plan:
        """Return the plan that does to others what was done last, or was put off last."""
        steps: list[Step] = []
        for mention in mentions:
            steps += self._repeated_for(mention, self._last_actions())
        return self._when_the_last(unique(steps))

    def _when_the_last(self, steps: tuple[Step, ...]) -> Plan:
        """Return a plan of steps for the time of the last turn.

        Raises UnreadableError if that had several times, or an end.
        """
        exchange = self.references.context.previous
        deferred = exchange.plan.deferred if exchange else ()
        if not deferred:
            return Plan(Source.RESOLVER, steps)
        ends = any(each.restore for each in deferred)
        if ends or len({each.due for each in deferred}) > 1 or (exchange and exchange.plan.steps):
            raise UnreadableError
        return Plan(Source.RESOLVER, deferred=(replace(deferred[0], steps=steps),))

    def _labelled(self, clause: Clause) -> Plan | None:
        """Return the plan of "and 21" behind "desk 11": the thing of that number, too.

        "No, 21" means that one instead, unless the last thing was itself set to a number.
        """
        mention = None if clause.has_verb else self._numbered(clause)
        valued = any(step.value is not None for step in self.references.previous_steps())
        if mention is None or (clause.corrects and valued):
            return None
        return self._corrected([mention], ()) if clause.corrects else self._same_for([mention])

    def _numbered(self, clause: Clause) -> Mention | None:
        """Return the thing that is called like the last one but for the number of a clause."""
        number = clause.manner[0].number if len(clause.manner) == 1 else None
        others = clause.too or clause.corrects or bool(set(clause.joined.split()) - MARKS)
        if number is None or not others:
            return None
        index = self.references.targets.index
        for device in self.references.previous_devices():
            words = words_of(device.name)
            for place, word in enumerate(words):
                said = (*words[:place], f"{number:g}", *words[place + 1 :])
                thing = index.things.get(said) if word.isdecimal() else None
                if thing and len(thing.named) == 1:
                    return Mention(0, 0, (thing,), said=said)
        return None

    def _repeated_for(self, mention: Mention, actions: Sequence[Step]) -> list[Step]:
        devices = self._devices(mention, actions[0])
        if not devices:
            raise UnreadableError
        found = [self._repeated(step, device) for device in devices for step in actions]
        kept = [step for step in found if step]
        if not kept or (not mention.plural and len(kept) < len(found)):
            raise UnreadableError
        return kept

    def _corrected(self, right: Sequence[Mention], wrong: Sequence[Mention]) -> Plan:
        """Return the plan that does the last thing to the right device and puts the wrong back."""
        last = self.references.previous_devices()
        actions = self._last_actions()
        if wrong:
            named = {d for mention in wrong for d in self._named(mention)}
            last = tuple(device for device in last if device in named) or last
        steps: list[Step] = []
        for mention in right:
            steps += self._repeated_for(mention, actions)
        exchange = self.references.context.previous
        if exchange and exchange.plan.deferred and not exchange.plan.steps:
            return replace(self._when_the_last(unique(steps)), replans=True)
        meant = {step.target for step in steps}
        back = [
            step
            for step in self.references.previous_steps()
            if step.target not in meant and step.target in {d.entity_id for d in last}
            if not (exchange and step.target in exchange.unmoved)
        ]
        undone = [each for step in back for each in self._put_back(step)]
        return Plan(Source.RESOLVER, unique((*undone, *steps)))

    def _named(self, mention: Mention) -> tuple[Device, ...]:
        if mention.reference:
            return self.references.meant(mention)
        if mention.is_place:
            return self._same_kind_in(mention)
        return self.references.targets.everything_fitting(mention, None)

    def _put_back(self, step: Step) -> tuple[Step, ...]:
        """Return what takes a step back, nothing if it is not known how things were before."""
        exchange = self.references.context.previous
        before = exchange.before.get(step.target) if exchange else None
        return (before and way_back((step,), before)) or self._opposite(step)

    def _opposite(self, step: Step) -> tuple[Step, ...]:
        """Return the opposite of a step, nothing if it has none."""
        opposite = self.actions.opposite(step.action)
        device = self.references.view.by_id[step.target]
        item = capabilities.row(device.domain, opposite) if opposite else None
        attributes = self.references.view.state(step.target).attributes
        if item is None or not item.supported(attributes):
            return ()
        return (Step(step.target, item.action, step.value if item.relative else None),)

    def _adjusted(self, clause: Clause) -> Plan | None:
        """Return the plan of "a bit more": the last way again, by less or more."""
        action = own_action(clause, self.lexicon)
        if clause.has_verb:
            return None
        manner = action.manner if action else None
        if manner is None:
            return None
        if manner.values or manner.attribute or manner.relative not in {None, "raise", "lower"}:
            return None
        last = self.references.previous_steps()
        rows = [
            (step, capabilities.row(step.target.partition(".")[0], step.action)) for step in last
        ]
        if not rows or any(row is None or not row.relative for _, row in rows):
            return None
        if manner.relative == "lower":
            raise UnclearActionError
        steps = []
        for step, row in rows:
            value = step.value
            if manner.factor not in {None, 1.0} and row and row.shift:
                state = self.references.view.state(step.target)
                value = round(row.shift.amount(None, state) * (manner.factor or 1.0), 2)
            steps.append(replace(step, value=value))
        return Plan(Source.RESOLVER, tuple(steps))
