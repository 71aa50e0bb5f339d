"""The gateway under the load that the benchmark makes."""

import pytest

from benchmarks import gateway


@pytest.mark.usefixtures("socket_enabled")
async def test_no_last_state_is_lost_and_the_loop_is_not_held_up() -> None:
    """A short piece of the benchmark; processor time, so that a busy machine does not fail."""
    load = await gateway.async_run(50, 500.0, 4.0)
    assert load.missing == 0
    assert load.dropped == 0
    assert max(load.busy) * 1000 < gateway.HELD_UP_MS
    assert load.memory < gateway.MEMORY_MB
    assert load.entities == 2 * load.boards + 1
    assert all(load.commands.values())
    assert max(load.commands[gateway.OURS]) < gateway.LOST


def test_a_missed_target_ends_with_status_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says so to whatever called it."""
    load = gateway.Load(
        boards=1,
        entities=3,
        rate=1.0,
        missing=1,
        dropped=0,
        late=(0.0, 0.001),
        busy=(0.0, 0.001),
        pauses=(0.0,),
        memory=0.0,
        processor=0.0,
        commands={gateway.OURS: (0.1, 0.2), gateway.BARE: (0.1, 0.2)},
    )

    async def measured(*_: object) -> gateway.Load:
        return load

    monkeypatch.setattr(gateway, "async_run", measured)
    assert gateway.main([]) == 1
    assert "last state is missing" in capsys.readouterr().out
