"""The PIN: how it is kept, how it is understood when it is said, and how often it may be wrong.

It stands nowhere in plain: what is stored is a salted hash, and what was said in answer to
the question for it is concealed wherever a turn is reported.
"""

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
import hashlib
import hmac
import re
import secrets
from typing import Final

MIN_DIGITS: Final = 4
MAX_DIGITS: Final = 10
CONCEALED: Final = "••••"
"""What stands in reports in place of a PIN."""
FREE_TRIES: Final = 3
"""Wrong tries before the first wait."""
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
"""The wait doubles with each wrong try, up to this."""

_COST: Final = {"n": 2**14, "r": 8, "p": 1}
"""Of scrypt: 16 MiB and some 50 ms on a small computer."""
_SALT_BYTES: Final = 16
_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen")
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS: Final = (
    {word: number for number, word in enumerate(_ONES, start=1)}
    | {word: number for number, word in enumerate(_TEENS, start=10)}
    | {"seventeen": 17, "eighteen": 18, "nineteen": 19}
    | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
    | {"zero": 0, "nought": 0, "oh": 0, "o": 0}
    | {"won": 1, "to": 2, "too": 2, "for": 4, "fore": 4, "ate": 8}
)
"""Number words, with what a microphone makes of them."""
_REPEATS: Final = {"double": 2, "triple": 3}
_FILLERS: Final = frozenset(
    {"and", "code", "is", "it", "its", "my", "number", "ok", "okay", "pin", "please", "s", "sure"}
    | {"that", "the", "yes", "sorry", "oops", "i", "mean", "meant", "try", "actually", "here"}
)
"""Words that may stand around a PIN."""
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")


class PinResult(StrEnum):
    """What a try was."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    """Not looked at: too many wrong tries, and the wait is not over."""
    NOT_A_CODE = "not_a_code"
    """Something else was said; it does not count as a try."""


@dataclass(frozen=True, slots=True)
class PinCheck:
    """The outcome of a try."""

    result: PinResult
    wait: timedelta = timedelta()
    """How long further tries are not looked at."""


@dataclass(slots=True)
class _Record:
    """The wrong tries of one partner since the last right one."""

    wrong: int = 0
    locked_until: datetime | None = None


@dataclass
class PinGuard:
    """Checks the PIN of an agent, and remembers who was wrong how often."""

    stored: str
    """As `hash_code` returned it."""
    run: Callable[[Callable[[], bool]], Awaitable[bool]]
    """Runs what takes long off the event loop."""
    _records: dict[str | None, _Record] = field(default_factory=dict)
    """By partner: few, as they are Home Assistant's own users and devices."""

    async def async_check(self, text: str, user_key: str | None, now: datetime) -> PinCheck:
        """Return whether what was said is the PIN.

        `user_key` names the partner: a user, or the device of those without a user. `now`
        is an aware time. A try counts as wrong until it has turned out right, so that
        several at once gain nothing.
        """
        code = read_code(text)
        if code is None:
            return PinCheck(PinResult.NOT_A_CODE)
        record = self._records.setdefault(user_key, _Record())
        if record.locked_until and now < record.locked_until:
            return PinCheck(PinResult.LOCKED, record.locked_until - now)
        record.wrong += 1
        wait = _wait_after(record.wrong)
        record.locked_until = now + wait if wait else None
        if await self.run(lambda: matches(code, self.stored)):
            self._records.pop(user_key, None)
            return PinCheck(PinResult.RIGHT)
        return PinCheck(PinResult.WRONG, wait)


def hash_code(code: str) -> str:
    """Return what is stored of a PIN; takes long, call it off the event loop."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = hashlib.scrypt(code.encode(), salt=salt, **_COST)
    return f"{b64encode(salt).decode()}${b64encode(digest).decode()}"


def matches(code: str, stored: str) -> bool:
    """Return whether a PIN is the stored one; takes long, call it off the event loop."""
    salt, digest = (b64decode(part) for part in stored.split("$"))
    return hmac.compare_digest(hashlib.scrypt(code.encode(), salt=salt, **_COST), digest)


def read_code(text: str) -> str | None:
    """Return the digits that somebody has typed or said, None if it was something else.

    "1234", "1 2 3 4", "one two three four", "twelve thirty four", "double four", with no
    more around it than "my PIN is" and the like.
    """
    words = (match[0].casefold() for match in _WORD.finditer(text))
    code = _digits([word for word in words if word not in _FILLERS])
    return code if code and MIN_DIGITS <= len(code) <= MAX_DIGITS else None


def conceal(text: str) -> str:
    """Return a text in which no PIN can be read: no row of numbers as long as one."""
    rows: list[list[re.Match[str]]] = [[]]
    for match in _WORD.finditer(text):
        if _number(match[0].casefold()) is None and match[0].casefold() not in _REPEATS:
            rows.append([])
        else:
            rows[-1].append(match)
    for row in reversed(rows):
        code = _digits([match[0].casefold() for match in row])
        if code and len(code) >= MIN_DIGITS:
            text = text[: row[0].start()] + CONCEALED + text[row[-1].end() :]
    return text


def _number(word: str) -> str | None:
    """Return the digits of a number, None if a word is none."""
    if word.isdecimal():
        return "".join(str(int(digit)) for digit in word)
    return str(_NUMBERS[word]) if word in _NUMBERS else None


def _digits(words: Sequence[str]) -> str | None:
    """Return words that are all numbers as one row of digits, None if another is among them."""
    code = ""
    times = 1
    after_tens = False
    for word in words:
        if word in _REPEATS:
            times = _REPEATS[word]
            continue
        number = _number(word)
        if number is None:
            return None
        if after_tens and word in _ONES:
            code = code[:-1] + number
        else:
            code += number * times
        after_tens = word in _TENS
        times = 1
    return code or None


def _wait_after(wrong: int) -> timedelta:
    """Return how long a partner waits after so many wrong tries."""
    if wrong < FREE_TRIES:
        return timedelta()
    wait = FIRST_WAIT
    for _ in range(wrong - FREE_TRIES):
        wait = min(wait * 2, LONGEST_WAIT)
    return wait
