"""Labels of the tuned model."""

from custom_components.llm_iot.models import Device
from custom_components.llm_iot.tuned.labels import tuned_devices, tuned_readings
from tests.homes import device


def labels(*devices: Device) -> list[str]:
    """Return the labels of a home of these devices."""
    return [each.label for each in tuned_devices(devices)]


def test_the_room_stands_in_front_unless_the_name_holds_it() -> None:
    """Every label of a home of several rooms tells where the device is."""
    assert labels(
        device("light.a", "Ceiling Light", "light", "Kitchen"),
        device("light.b", "Hall lamp", "light", "Hall"),
        device("switch.c", "Car charger", "charger"),
    ) == ["kitchen ceiling light", "hall lamp", "car charger"]
    assert labels(
        device("light.a", "", "light", "Kitchen"), device("light.b", "Lamp", "light", "Hall")
    ) == ["kitchen", "hall lamp"]


def test_a_home_of_one_room_needs_no_rooms() -> None:
    """The room says nothing there."""
    assert labels(
        device("light.a", "Lamp", "light", "Studio"),
        device("fan.b", "Fan", "fan", "Studio"),
        device("switch.c", "Car charger", "charger"),
    ) == ["lamp", "fan", "car charger"]


def test_equal_names_of_two_kinds_get_their_kind() -> None:
    """The light and the fan of "Bedroom" can be told apart, in the words of their kinds."""
    assert labels(
        device("light.a", "Bedroom", "light", "Bedroom"),
        device("fan.b", "Bedroom", "fan", "Bedroom"),
        device("light.c", "Lamp", "light", "Hall"),
    ) == ["bedroom light", "bedroom fan", "hall lamp"]
    assert labels(
        device("light.a", "Night light", "light", "Bedroom"),
        device("switch.b", "Night light", "plug", "Bedroom"),
        device("light.c", "Lamp", "light", "Hall"),
    ) == ["bedroom night light", "bedroom night light plug", "hall lamp"]


def test_equal_names_of_one_kind_get_a_number() -> None:
    """No two labels are equal."""
    found = labels(
        device("light.a", "Spot", "light", "Bath"),
        device("light.b", "Spot", "light", "Bath"),
        device("light.c", "Lamp", "light", "Hall"),
    )
    assert found == ["bath spot", "bath spot 2", "hall lamp"]


def test_a_name_that_could_end_a_string_is_made_harmless() -> None:
    """Quotes, strokes and line ends are no part of a label."""
    (label,) = labels(device("light.a", 'Lamp"]\n/"all off', "light"))
    assert not set('"/\n[]') & set(label)


def test_a_reading_never_has_the_label_of_a_device() -> None:
    """The lock and its battery have one name, and the lock keeps it."""
    devices = tuned_devices(
        [
            device("lock.a", "Front door", "lock", "Hall"),
            device("light.b", "Lamp", "light", "Kitchen"),
        ]
    )
    readings = tuned_readings(
        [
            device("sensor.a", "Front door", "battery", "Hall"),
            device("sensor.b", "Tomatoes", "soil_moisture", "Kitchen"),
        ],
        devices,
    )
    assert [each.label for each in readings] == ["hall front door battery", "kitchen tomatoes"]
    assert readings[1].kind == "soil moisture"
