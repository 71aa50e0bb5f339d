"""Notes: what people asked to be remembered, as short quoted lines where it matters.

A note is untrusted data like the name of a device: it is cut, stripped of marks and quotes, and
can add neither a device nor an action to what the model may answer.
"""

from typing import Final

from .. import cleaning
from ..learned import NOTES, read_notes
from ..models import Utterance
from ..storage.base import Question, Store

MOST_NOTES: Final = 3
"""Notes in one prompt."""
MAX_NOTE: Final = 120
"""Characters of a note that the model sees."""
_MATTERS: Final = 0.3
"""Least similarity of a note to what is said."""
_SEARCHED: Final = 24


async def async_notes(store: Store, utterance: Utterance, asked: Question) -> tuple[str, ...]:
    """Return the notes that matter for an utterance, the nearest first.

    Those of whoever speaks, and those of nobody who is known. Raises StorageError.
    """
    hits = await store.async_search(NOTES, asked, _SEARCHED)
    near = read_notes(hit.entry for hit in hits if hit.score >= _MATTERS)
    own = [note for note in near if note.user_id in {None, utterance.user_id}]
    lines = (cleaning.prose(note.text)[:MAX_NOTE].strip() for note in own)
    return tuple(line for line in lines if line)[:MOST_NOTES]
