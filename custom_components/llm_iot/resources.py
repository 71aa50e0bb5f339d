"""What ships with the integration as data: vocabulary, example bank, reply texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from .kinds import Kinds, load_kinds
from .prompting.bank import Template, load_templates
from .recognition.answers import AnswerReader, load_answer_reader
from .recognition.lexicon import load_lexicon
from .recognition.question_words import load_question_words
from .recognition.questions import Questions
from .recognition.resolver import Resolver
from .response.reply import Speakers, load_speakers


@dataclass(frozen=True, slots=True)
class Resources:
    """The data files, read once."""

    kinds: Kinds
    templates: Sequence[Template]
    speakers: Speakers
    answer_reader: AnswerReader
    questions: Questions
    resolver: Resolver


def load_resources() -> Resources:
    """Read the data files; blocking, call it off the event loop."""
    kinds = load_kinds()
    return Resources(
        kinds,
        load_templates(),
        load_speakers(),
        load_answer_reader(),
        Questions(load_question_words(kinds)),
        Resolver(load_lexicon(), kinds),
    )
