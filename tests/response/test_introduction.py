"""What the agent says of itself."""

from custom_components.llm_iot.models import HomeView, RequestKind
from custom_components.llm_iot.response.introduction import introduction
from custom_components.llm_iot.response.reply import Speaker, load_texts
from tests.homes import device, paper_home, two_rooms, view

TEXTS = load_texts()


def test_it_names_what_there_is_with_an_example() -> None:
    """A few things by their names."""
    assert introduction(paper_home(), TEXTS) == (
        "I look after the light, the fan and the TV here. "
        "Say for example: turn off the light in ten minutes. Or ask me how things are."
    )


def test_of_many_it_tells_the_number() -> None:
    """Kinds of which there are most, and how many things more."""
    kinds = ("light", "light", "light", "fan", "fan", "blind", "lock", "oven", "kettle")
    domains = {"light": "light", "fan": "fan", "blind": "cover", "lock": "lock"}
    home = view(
        *(
            (device(f"{domains.get(kind, 'switch')}.{n}", f"Thing {n}", kind), "off", {})
            for n, kind in enumerate(kinds)
        )
    )
    assert introduction(home, TEXTS).startswith(
        "I look after 3 lights, 2 fans, the thing 5, the thing 6 and 2 more here."
    )


def test_what_cannot_be_switched_is_no_example() -> None:
    """Nobody is told to lock a door in order to try something."""
    home = view((device("lock.front", "Front door", "lock"), "locked", {}))
    assert introduction(home, TEXTS) == (
        "I look after the front door here. "
        "Tell me what to do, now or later, or ask me how things are."
    )


def test_nothing_is_looked_after_where_nothing_is_exposed() -> None:
    """It says what has to be done first."""
    assert introduction(HomeView((), {}, {}), TEXTS) == TEXTS["problem"]["nothing_exposed"]


def test_thanks_are_taken() -> None:
    """Every other request is answered by who keeps what it is about."""
    speaker = Speaker(TEXTS)
    thanked = speaker.of_ourselves(RequestKind.THANK, two_rooms())
    assert thanked is not None
    assert thanked.text == "You are welcome."
    assert speaker.of_ourselves(RequestKind.LIST_PLANNED, two_rooms()) is None
