"""The homes that are measured."""

from benchmarks.homes import FLOORS, large_home
from custom_components.llm_iot.kinds import load_kinds


def test_a_large_home_is_the_same_for_the_same_seed() -> None:
    """Figures of two runs are about the same devices."""
    kinds = load_kinds()
    assert large_home(kinds, 200, seed=3) == large_home(kinds, 200, seed=3)
    assert large_home(kinds, 200, seed=3) != large_home(kinds, 200, seed=4)


def test_a_large_home_is_a_mixed_one() -> None:
    """Every floor, 40 areas, nine domains, and names that several rooms share."""
    view = large_home(load_kinds()).view()
    assert len(view.devices) == len(view.by_label) == len(view.states) == 1000
    assert {device.floor for device in view.devices} == set(FLOORS)
    assert len({device.area_id for device in view.devices}) == len(view.areas) == 40
    assert len({device.domain for device in view.devices}) == 9
    assert len({device.name for device in view.devices}) < 800
