"""From the clauses of a sentence to steps, and to what stands in the way of some of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ..models import (
    Deferred,
    Device,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Request,
    RequestKind,
    Source,
    Step,
)
from .absences import against, contrary, ended, kept
from .actions import Action, Actions, UnclearActionError
from .agenda import Agenda, Meant, bends
from .around_exception import around_exception
from .bare_names import BareNames
from .beside_others import beside_others
from .clauses import Clause, UnreadableError
from .doubts import Doubts
from .groups import Groups
from .listed import Listed
from .mentions import Mention, Reference, located
from .pairing import may_be_hour
from .references import References, unique
from .said_rooms import SaidRooms
from .sparing import Sparing, keeps_only
from .targets import Choice, Fit, Targets
from .when import Form, When


@dataclass
class Resolution:
    """Works out one sentence."""

    targets: Targets
    actions: Actions
    references: References
    times: Sequence[When]
    now: datetime
    wanted: bool = False
    """Whether things that are only named were said to be wanted."""
    view: HomeView = field(init=False)
    area_id: str | None = field(init=False)
    groups: Groups = field(init=False)
    agenda: Agenda = field(init=False)
    doubts: Doubts = field(init=False)
    _unsure: bool = False
    """Whether what is named is called otherwise in this home, so that it has to be asked."""
    _unwanted: list[Step] = field(default_factory=list)
    """What is not to be done to what is left as it is."""
    _said_rooms: SaidRooms = field(init=False)
    _names: BareNames = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows the groups of the home."""
        self.view, self.area_id = self.references.view, self.references.area_id
        self.groups = Groups(self.view, self.targets, self.actions, self.references, self.area_id)
        self._names = BareNames(self.groups, self.targets, self.area_id)
        self.agenda = Agenda(self.groups, self.times, self.now)
        self.doubts = Doubts(self.targets, self.actions, self.groups)
        self._listed = Listed(self.targets, self.groups, self.doubts)
        self._said_rooms = SaidRooms(self.targets, self.references)

    def plan(self, clauses: Sequence[Clause]) -> Plan:
        """Return the plan of a sentence.

        Raises UnclearActionError or UnreadableError where the words are not clear.
        """
        if plan := self._names.plan(clauses, wanted=self.wanted):
            return plan
        if len(clauses) == 1:
            self._names.take_what_lasts(clauses[0], self.times)
        clauses = beside_others(clauses, self.targets, self.area_id)
        self.agenda.spared = Sparing(self.groups, self.targets, self.area_id).spared(clauses)
        scope: Mention | None = None
        for before, clause in zip((None, *clauses), clauses, strict=False):
            if before and clause.follows and self._lasts(before):
                if self._only_ends(clause):
                    continue
                raise UnclearActionError
            scope = clause.scope or scope
            if clause.left and not keeps_only(clause, clauses):
                self._left(clause, alone=len(clauses) == 1)
            elif clause.refused:
                self.references.spoken += self._names.spoken_of(clause)
            else:
                self._resolve(clause, scope)
        if self._unwanted and not (
            self.agenda.steps() or self.agenda.deferred or self.doubts.problems
        ):
            unwanted = unique(self._unwanted)
            targets = tuple(dict.fromkeys(step.target for step in unwanted))
            return Plan(
                Source.RESOLVER, request=Request(RequestKind.SPARE, targets, steps=unwanted)
            )
        return Plan(
            Source.RESOLVER,
            self.agenda.steps(),
            problems=tuple(dict.fromkeys(self.doubts.problems)),
            deferred=tuple(self.agenda.deferred),
            unsure=self._unsure,
        )

    def _only_ends(self, clause: Clause) -> bool:
        """Return whether "then off" says what the end of a time is anyway."""
        alone = not (clause.mentions or clause.times or clause.manner or clause.excepted)
        return alone and clause.action == Action("off")

    def _lasts(self, clause: Clause) -> bool:
        """Return whether a clause has an end, so that "then" may mean at that time."""
        return any(self.times[number].form is Form.END for number in clause.times)

    def _left(self, clause: Clause, *, alone: bool) -> None:
        """Leave devices as they are, or keep them on or off for some time.

        Raises UnreadableError for a thing of which nothing is known: it may be any of them.
        """
        if clause.times:
            self._kept(clause)
            return
        if any(mention.unknown for mention in clause.mentions):
            raise UnreadableError
        if moved := contrary(clause, self.actions):
            self._resolve(moved, None)
        for mention in clause.mentions:
            choice = self.targets.choose(mention, self.area_id)
            meant = ended(clause, choice.devices, self.agenda, self.groups)
            if meant is None and not alone:
                meant = kept(clause, choice, self.agenda, self.groups)
            self.agenda.meant += [meant] if meant else []
            self.references.spoken.append(choice.devices)
            self._unwanted += against(clause.action, choice.devices, self.groups)

    def _kept(self, clause: Clause) -> None:
        """Keep devices on for some time: on now or from a time on, and off at the end of it.

        Raises UnclearActionError for anything but on and off, and without an end.
        """
        *whens, end = [self.times[number] for number in clause.times]
        action = clause.action or Action("on")
        if end.form is not Form.END or action.sense not in {"on", "off"}:
            raise UnclearActionError
        if [when.form for when in whens] not in ([], [Form.DUE]):
            raise UnclearActionError
        plain = Clause(action=action)
        meant = [self._of(plain, action, mention, None) for mention in clause.mentions]
        found = [each for each in meant if each]
        if self.doubts.ambiguous or not found or len(found) < len(meant):
            if not self.doubts.problems:
                raise UnclearActionError
            return
        contrary = Action("off" if action.sense == "on" else "on")
        devices = [device for each in found for device in each.devices]
        plain = Clause(action=contrary)
        ends = unique(s for each in devices for s in self.groups.steps(plain, contrary, each))
        self.agenda.spared -= {step.target for step in ends}
        begins = whens[0].at if whens else None
        if begins:
            steps = unique(step for each in found for step in each.steps)
            self.agenda.deferred.append(Deferred(begins, steps))
        else:
            self.agenda.meant += found
        self.agenda.deferred.append(Deferred(end.end_of(begins or self.now), ends))

    def _resolve(self, clause: Clause, scope: Mention | None) -> None:
        """Add what one clause asks for."""
        if clause.told:
            self._told(clause)
            return
        if any(each.unknown or each.unknown_place for each in clause.excepted):
            raise UnreadableError
        action = clause.action or self._names.run(clause)
        if action is None:
            raise UnclearActionError
        scope = self.references.placed(scope) if scope else None  # "stop the music there"
        scope = scope or around_exception(clause, self.targets, self.groups)
        mentions = [located(each, scope) if scope else each for each in clause.mentions]
        placed = [self.references.placed(each) for each in mentions]
        mentions = [self._names.as_place(clause, action, each) for each in placed]
        alone = clause.demanded or self._names.are_on_alone(clause)
        if clause.only and (clause.left or alone):
            self._only(action, mentions, alone=alone)
            return
        if not mentions:
            meant = [self._implied(clause, action, scope)]
        elif clause.either:
            self.doubts.either(action, mentions, self.area_id)
            return
        else:
            meant = [self._of(clause, action, mention, scope) for mention in mentions]
        found = [each for each in meant if each]
        if clause.times and self.doubts.ambiguous:
            raise UnclearActionError
        domains = {device.domain for each in found for device in each.devices}
        self._unsure |= may_be_hour(clause, domains, self.targets.lexicon)
        self.agenda.add(clause, found)

    def _told(self, clause: Clause) -> None:
        """Remember what a statement is about; nothing is done."""
        for mention in clause.mentions:
            if mention.reference or mention.unknown:
                raise UnclearActionError
            choice = self.targets.choose(mention, self.area_id)
            if choice.fit is not Fit.CLEAR:
                raise UnclearActionError
            self.references.spoken.append(choice.devices)

    def _of(
        self, clause: Clause, action: Action, mention: Mention, scope: Mention | None
    ) -> Meant | None:
        """Return the devices of a mention with their steps; None with a problem noted."""
        if mention.reference:
            return self._referred(clause, action, mention, scope)
        if mention.is_place:
            return self._place(clause, action, mention)

        def able(device: Device) -> bool:
            return self.groups.is_able(clause, action, device)

        mention = self._said_rooms.near_the_last(mention, clause.next_place, able)
        mention = self._listed.near(mention, clause.shared_place)
        choice = self._said_rooms.chosen(mention, clause.next_place, self.area_id, able)
        self._unsure |= choice.otherwise_called
        single = choice.fit is Fit.CLEAR and not mention.plural  # "the lamp, not the light"
        if clause.excepted and choice.devices and not (single or self._is_one(clause, choice)):
            return self._group(clause, action, self.groups.around(clause, mention, choice))
        self._said_rooms.note(mention, choice)
        if choice.fit in {Fit.UNKNOWN_DEVICE, Fit.UNKNOWN_PLACE}:
            self.doubts.lacking(clause, mention, choice)
            return None
        if choice.fit is Fit.SEVERAL:
            if near_by := self._said_rooms.near_by(clause, mention, able):
                return self._each(clause, action, near_by, group=False)
            alike = self.references.of_the_same_kind(mention, choice.devices)
            return self._settled(clause, action, alike)
        devices = self._listed.devices(clause, mention, choice, able)
        if mention.plural:
            return self._group(clause, action, devices)
        return self._each(clause, action, devices, group=False)

    def _is_one(self, clause: Clause, choice: Choice) -> bool:
        """Return whether one of several is meant, of which nothing that is left out is any.

        In "the fan off, but not the lamp" it is not said which fan.
        """
        left_out = (self.targets.among(each, choice.devices) for each in clause.excepted)
        return choice.fit is Fit.SEVERAL and not any(left_out)

    def _referred(
        self, clause: Clause, action: Action, mention: Mention, scope: Mention | None
    ) -> Meant | None:
        """Return the devices of "everything", "it", "the others" with their steps."""
        if mention.unknown_place:
            self.doubts.problems.append(Problem(ProblemCode.UNKNOWN_PLACE, mention.unknown_place))
            return None
        if mention.reference is Reference.EVERYTHING:
            return self._group(clause, action, self.groups.everything(clause, action, mention))
        rest = mention.reference is Reference.REST and mention.whole
        mention = self._said_rooms.of_the_last(mention) if rest else mention
        devices = () if rest else self.references.meant(mention)
        if mention.reference is Reference.IT and not devices:
            scope = scope or self.references.asked_place()
        if self.doubts.ambiguous:
            raise UnreadableError
        if mention.reference is Reference.IT and not devices and self.doubts.problems:
            return None  # "Bob's boiler, put it to 50" is about what is not known
        said = mention.places or mention.here
        placed = bool(said or scope)
        if mention.reference is Reference.IT and self.groups.is_weather(
            clause, action, devices, placed=placed
        ):
            return self._implied(clause, action, mention if said else scope)
        away = mention.places and set(self.groups.inside(mention)).isdisjoint(devices)
        if devices and away and mention.reference is Reference.IT:
            raise UnreadableError  # "music off in the hall, and in the kitchen turn it on"
        last = mention.reference is Reference.REST and self.references.spoken
        if not devices and ((said and mention.whole) or (last and not mention.things)):
            return self._group(clause, action, self.groups.all_else(clause, action, mention))
        if not devices:
            raise UnreadableError
        return self._those(clause, action, mention, devices)

    def _those(
        self, clause: Clause, action: Action, mention: Mention, devices: Sequence[Device]
    ) -> Meant | None:
        """Return the devices that a reference means with their steps."""
        if mention.reference is Reference.REST or mention.plural:
            again = mention.reference is Reference.THEM
            if again and self.references.spoken and not clause.excepted:
                meant = self._each(clause, action, devices, group=True)  # just turned on
            else:
                meant = self._group(clause, action, devices)
            return replace(meant, again=again) if meant else None
        if len(devices) > 1 and self.references.are_asked(mention):
            return self._settled(clause, action, devices)
        return self._each(clause, action, devices, group=False)

    def _each(
        self, clause: Clause, action: Action, devices: Sequence[Device], *, group: bool
    ) -> Meant | None:
        """Return the steps of devices that are meant for certain."""
        steps = [(device, self.groups.steps(clause, action, device)) for device in devices]
        able = tuple(device for device, found in steps if found)
        self.references.spoken.append(tuple(devices))
        if clause.own_words and not able:
            raise UnclearActionError
        if not able or (not group and len(able) < len(devices)):
            unable = tuple(device.entity_id for device, found in steps if not found)
            self.doubts.problems.append(Problem(ProblemCode.CANNOT, targets=unable))
        if not able:
            return None
        return Meant(able, unique(step for _, found in steps for step in found), group)

    def _group(self, clause: Clause, action: Action, devices: Sequence[Device]) -> Meant | None:
        """Return the steps of a group without its exceptions."""
        left_out: set[Device] = set()
        for each in clause.excepted:
            among = self.targets.among(each, devices)
            if not among and each.all_places:
                inside = set(self.groups.inside(each))
                among = tuple(device for device in devices if device in inside)
            left_out |= set(among or self.groups.excepted(each))
        kept = [device for device in devices if device not in left_out]
        if not kept:
            raise UnclearActionError
        return self._each(clause, action, self.groups.burning(action, kept), group=True)

    def _place(self, clause: Clause, action: Action, mention: Mention) -> Meant | None:
        """Return the devices of a place that an action can only mean: "light up the hall"."""
        if action.sense in {"on", "off"} and mention.home:
            return self._group(clause, action, self.groups.everything(clause, action, mention))
        listed = self._listed.alike(mention, clause)
        devices = self._usual_in(clause, action, mention) if listed is None else listed
        if not devices or not self._listed.is_everywhere(mention, devices):
            raise UnclearActionError
        self._said_rooms.note_place(mention)
        return self._group(clause, action, devices)

    def _usual_in(self, clause: Clause, action: Action, place: Mention) -> tuple[Device, ...]:
        """Return what an action means in a place: its lights, if that is only on or off."""
        inside = self.groups.inside(place)
        lit = {Action("on"): Action("light"), Action("off"): Action("darken")}.get(action)
        devices = self.groups.of_domains(clause, action, inside)
        return devices or (self.groups.of_domains(clause, lit, inside) if lit else ())

    def _implied(self, clause: Clause, action: Action, scope: Mention | None) -> Meant | None:
        """Return the devices that a clause without any means."""
        if self.doubts.ambiguous:
            raise UnclearActionError
        if scope and self.groups.is_whole_home(clause, action, scope):
            return self._group(clause, action, self.groups.everything(clause, action, scope))
        known = () if scope else self.groups.spoken_of(clause, action)
        scope = scope or (None if known else self.references.asked_place())
        if known:
            meant = self._each(clause, action, known, group=len(known) > 1)
            if meant and clause.is_bare_number and bends(meant.steps, self.actions, self.view):
                raise UnclearActionError  # a PIN that comes too late is no brightness
            return meant
        if action.sense == "stop" and not action.manner.attribute:
            return self._each(clause, action, self.groups.busy(clause, action), group=False)
        devices = self.groups.implied(clause, action, scope)
        if not devices and scope and not scope.home:
            devices = tuple(self._usual_in(clause, action, scope))
        if not devices:
            raise UnclearActionError
        if clause.excepted:
            return self._group(clause, action, devices)
        grouped = self.groups.means_all(clause, action, scope, devices)
        if len(devices) > 1 and not grouped:
            return self._settled(clause, action, devices)
        return self._each(clause, action, devices, group=len(devices) > 1)

    def _settled(self, clause: Clause, action: Action, devices: Sequence[Device]) -> Meant | None:
        """Return the one of several devices that the state settles; else ask for it."""
        device = self.doubts.settled(clause, action, devices)
        return self._each(clause, action, [device], group=False) if device else None

    def _only(self, action: Action, mentions: Sequence[Mention], *, alone: bool) -> None:
        """Turn off the others of the kind: "leave only the lamp on"."""
        if action.sense != "on" or not mentions:
            raise UnclearActionError
        named: list[Device] = []
        for mention in mentions:
            choice = self.targets.choose(mention, self.area_id)
            if mention.reference or choice.fit is not Fit.CLEAR:
                raise UnclearActionError
            named += choice.devices
        others = self.groups.others(named, mentions, alone=alone)
        if not others:
            raise UnclearActionError  # "leave only the hall light on" may be about all the home
        kept = self._each(Clause(), action, named, group=False)
        off = self._each(Clause(), Action("off"), others, group=True)
        self.agenda.meant += [each for each in (kept, off) if each]
