"""What is said of what was learned: notes, corrections, rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .. import cleaning
from ..learned import Episode, Note
from ..models import HomeView, RuleWish
from .confirmation import spoken_actions
from .reply import Speaker

_LISTED: Final = 6
"""Most things that are listed; the rest are counted."""
_LONGEST: Final = 200
"""Characters of a note that are read out."""


@dataclass(frozen=True, slots=True)
class LearnedSpeaker:
    """Speaks of it in one language."""

    speaker: Speaker

    @property
    def texts(self) -> Mapping[str, Any]:
        """Return the sentences."""
        texts: Mapping[str, Any] = self.speaker.texts["learned"]
        return texts

    def listed(self, episodes: Sequence[Episode], notes: Sequence[Note], view: HomeView) -> str:
        """Return what was learned, the newest first."""
        lines = [self.texts["note"].format(note=quoted(note.text)) for note in notes]
        told = set()
        for episode in episodes:
            if (line := self.episode(episode, view)) and line not in told:
                told.add(line)
                lines.append(line)
        if (rest := len(lines) - _LISTED) > 0:
            lines = [*lines[:_LISTED], self.texts["more"][rest > 1].format(number=rest)]
        return " ".join(lines) or str(self.texts["nothing"])

    def episode(self, episode: Episode, view: HomeView) -> str:
        """Return what is done otherwise after a sentence; nothing if its devices are gone."""
        actions = [
            self.texts["left_alone"].format(device=self.speaker.the([view.by_id[target]]))
            for target, steps in episode.corrections.items()
            if not steps and target in view.by_id
        ]
        instead = [step for steps in episode.corrections.values() for step in steps]
        actions += spoken_actions(instead, view, self.speaker)
        if not actions:
            return ""
        say = quoted(episode.say)
        return str(self.texts["episode"].format(say=say, actions=self.speaker.together(actions)))

    def rule(self, wish: RuleWish, view: HomeView, key: str) -> str:
        """Return a sentence about a rule: its reading back, or that it is one."""
        when = ""
        if wish.after and wish.before:
            when = self.texts["when"].format(after=wish.after[:5], before=wish.before[:5])
        actions = self.speaker.together(spoken_actions(wish.steps, view, self.speaker))
        return str(self.texts[key].format(actions=actions, when=when))


def quoted(text: str) -> str:
    """Return what somebody said once as it can be said again."""
    return cleaning.prose(text)[:_LONGEST].strip(" .!?")
