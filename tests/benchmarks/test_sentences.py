"""The homes and sentences of the understanding benchmark."""

from collections import Counter
from pathlib import Path

from homeassistant.components.homeassistant.exposed_entities import async_should_expose
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er, floor_registry as fr
import pytest
import voluptuous as vol

from benchmarks.sentences import CLASSES, HOMES, Half, Talk, load_talks
from dev.custom_components.household.home import Home, load_home
from dev.household import async_add_household

HOME_FILES = sorted(HOMES.glob("*.json"))


@pytest.fixture(scope="module")
def homes() -> dict[str, Home]:
    """Return every home by the name of its file."""
    return {path.stem: load_home(path) for path in HOME_FILES}


@pytest.fixture(scope="module")
def talks() -> list[Talk]:
    """Return the talks of both halves; reading them checks every record."""
    return [talk for half in Half for talk in load_talks(half)]


@pytest.mark.parametrize("path", HOME_FILES, ids=lambda path: path.stem)
async def test_a_home_is_ready_as_its_file_says(home_assistant: HomeAssistant, path: Path) -> None:
    """Everything is there, available, in its area, under its names, and exposed."""
    entry = await async_add_household(home_assistant, path)
    home = entry.runtime_data.home
    areas, entities = ar.async_get(home_assistant), er.async_get(home_assistant)
    for entity_id, spec in home.entities.items():
        state = home_assistant.states.get(entity_id)
        assert state is not None, entity_id
        assert state.state != "unavailable", entity_id
        assert state.name == spec.name
        assert async_should_expose(home_assistant, "conversation", entity_id) is spec.exposed
        registered = entities.async_get(entity_id)
        assert registered is not None, entity_id
        area = areas.async_get_area(registered.area_id) if registered.area_id else None
        assert (area.name if area else None) == spec.area
        assert list(registered.aliases[1:]) == list(spec.aliases)
    assert {floor.name for floor in fr.async_get(home_assistant).async_list_floors()} == {
        floor.name for floor in home.floors
    }


def test_homes_are_of_all_sizes_and_sorts(homes: dict[str, Home]) -> None:
    """At least eight, from three entities to 120, one in Fahrenheit, one with a PIN."""
    sizes = sorted(len(home.entities) for home in homes.values())
    assert len(homes) >= 8
    assert sizes[0] == 3
    assert sizes[-1] == 120
    assert any(home.units == "us_customary" for home in homes.values())
    assert any(home.code for home in homes.values())


def test_there_are_enough_sentences_of_each_class_in_each_half(talks: list[Talk]) -> None:
    """Both halves have every class, and enough of it to count."""
    counts = Counter((talk.half, talk.category) for talk in talks)
    assert set(counts) == {(half, name) for half in Half for name in CLASSES}
    assert min(counts.values()) >= 15
    assert len(talks) >= 500


def test_no_talk_is_there_twice(talks: list[Talk]) -> None:
    """What is developed against is never what is reported, nor is anything counted twice."""
    said = Counter(tuple(_folded(each.text) for each in talk.sentences) for talk in talks)
    assert not [texts for texts, count in said.items() if count > 1]


def test_everything_named_is_there(talks: list[Talk], homes: dict[str, Home]) -> None:
    """Every home, entity and area of every talk exists."""
    for talk in talks:
        home = homes[talk.home]
        assert set(talk.entity_ids) <= set(home.entities), talk.name
        assert talk.area is None or talk.area in {area.name for area in home.areas}, talk.name


@pytest.mark.parametrize(
    "record",
    [
        '{"home": "cabin", "say": "light on"}',
        '{"home": "cabin", "say": "light on", "ask": true, "refuse": true}',
        '{"home": "cabin", "say": "light on", "then": {"light": "on"}}',
        '{"home": "cabin", "say": "light on", "thne": {}}',
        '{"home": "cabin", "talk": [{"say": "light on", "then": {}}]}',
        '{"home": "cabin", "say": "light on", "then": {}, "later": [{"then": {}}]}',
        "{",
    ],
)
def test_a_wrong_record_is_told_with_its_file(record: str, tmp_path: Path) -> None:
    """A slip of the pen never makes a sentence easier."""
    folder = tmp_path / Half.DEVELOPMENT
    folder.mkdir()
    (folder / "direct.json").write_text(f"[{record}]", encoding="utf-8")
    with pytest.raises(vol.Invalid, match=r"direct\.json"):
        load_talks(Half.DEVELOPMENT, tmp_path)


def _folded(text: str) -> str:
    """Return a sentence without what only a reader sees."""
    return " ".join(text.casefold().strip(" .!?").split())
