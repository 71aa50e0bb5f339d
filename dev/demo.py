"""The demo: runs the house, says the paper's three commands and shows what came of them."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
import signal
import sys
import time

from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from dev.bootstrap import SetupError
from dev.house import PHASES, House, Turn, house, mqtt_house
from dev.installation import USER
from dev.paper import COMMANDS, Command

INTERRUPTED = 130
NAMES = {"light": "light", "fan": "fan", "tv": "TV"}


@contextmanager
def progress(console: Console) -> Iterator[Callable[[str], None]]:
    """Show what is being done, how far it is and how long it takes; lend the way to tell."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    started = began = time.monotonic()
    current = ""

    def begin(what: str) -> None:
        """Go over from one thing to the next."""
        nonlocal began, current
        if current:
            console.print(f"  {current}: {time.monotonic() - began:.1f} s")
            bar.advance(task)
        # A house that has to be set up again takes more than usual.
        total = max(PHASES, bar.tasks[task].completed + bool(what))
        began, current = time.monotonic(), what
        if what and not console.is_terminal:
            console.print(f"{what} ...")
        bar.update(task, description=what, total=total)

    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=PHASES)
        yield begin
        begin("")
    console.print(f"Ready after {time.monotonic() - started:.1f} s.\n")


def show(
    console: Console, title: str, turn: Turn, states: Mapping[str, bool], command: Command
) -> None:
    """Show one command and all that came of it."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column()
    table.add_row("Path", path(turn))
    table.add_row("Plan", plan(turn))
    for name, moves in turn.moves.items():
        written = ", ".join(
            f"pin {move.pin} {'HIGH (off)' if move.level else 'LOW (on)'}"
            f" after {turn.after_ms(move):.0f} ms"
            for move in moves
        )
        table.add_row("Relays" if name == "light" else "", f"{NAMES[name]}: {written or 'no move'}")
    table.add_row("States", judged(states, command.wanted))
    table.add_row("Reply", Text(turn.reply))
    table.add_row("Time", times(turn))
    console.print(Panel(table, title=Text(title), title_align="left"))


def path(turn: Turn) -> str:
    """Return how the agent came to its plan."""
    report = turn.report
    if not report:
        return "unknown: the agent has reported nothing"
    if report["error"]:
        return f"{report['path']} ({report['error']})"
    if not report["model"]:
        return f"{report['path']}, without the model"
    return (
        f"{report['path']}; {report['model']} read {report['prompt_tokens']} tokens "
        f"and wrote {report['output_tokens']}"
    )


def plan(turn: Turn) -> str:
    """Return the steps, and what the verifier says of those it did not simply accept."""
    lines = []
    for verdict in turn.report.get("verdicts", []):
        value = "" if verdict["value"] is None else f" {verdict['value']}"
        decision = verdict["decision"].replace("_", " ")
        remark = "" if decision == "accept" else f" ({decision})"
        lines.append(f"{verdict['entity_id']} {verdict['action']}{value}{remark}")
    return ", ".join(lines) or "nothing to do"


def judged(states: Mapping[str, bool], wanted: Mapping[str, bool]) -> Text:
    """Return what is on and off, and whether it is as it should be."""
    text = Text()
    for name, on in states.items():
        right = on == wanted[name]
        mark = ("right", "green") if right else ("WRONG", "bold red")
        text.append(f"{NAMES[name]} {'on' if on else 'off'} ")
        text.append(*mark).append("   ")
    text.rstrip()
    return text


def times(turn: Turn) -> str:
    """Return how long the turn took, and in which stages."""
    first = turn.first_relay_ms
    relay = "no relay moved" if first is None else f"first relay after {first:.0f} ms"
    stages = ", ".join(
        f"{name} {milliseconds:.0f}"
        for name, milliseconds in turn.report.get("stage_ms", {}).items()
    )
    return f"{relay}, reply after {turn.total_ms:.0f} ms\n[dim]{stages}[/dim]"


def say_commands(console: Console, running: House) -> bool:
    """Say the paper's commands; return whether every board ended as it should each time."""
    wrong = 0
    for number, command in enumerate(COMMANDS, start=1):
        turn = running.say(command.text)
        states = {name: board.is_on() for name, board in running.boards.items()}
        title = f'{number} of {len(COMMANDS)}: "{command.text}"'
        show(console, title, turn, states, command)
        wrong += sum(states[name] != on for name, on in command.wanted.items())
    total = sum(len(command.wanted) for command in COMMANDS)
    console.print(f"{total - wrong} of {total} states are right.")
    return not wrong


def show_remarks(console: Console, running: House) -> bool:
    """Show and return whether Home Assistant found fault with how the integration works."""
    remarks = running.home_assistant.remarks("llm_iot")
    for remark in remarks:
        console.print(remark, style="red", markup=False, soft_wrap=True)
    return bool(remarks)


def stay(console: Console, running: House) -> None:
    """Stay up for a person with a browser until Ctrl-C."""
    console.print(
        f"\nHome Assistant: {running.url}   user: {USER}   password: {running.password}\n"
        "Ctrl-C ends everything."
    )
    try:
        signal.pause()
    except KeyboardInterrupt:
        console.print("\nEnding everything ...")


def interrupt(*_: object) -> None:
    """End as Ctrl-C does, which an event loop that runs knows how to take."""
    signal.raise_signal(signal.SIGINT)


def main() -> int:
    """Run the demo; return 0 if every state was right and Home Assistant had no remarks."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="end after the three commands")
    parser.add_argument("--fresh", action="store_true", help="throw the kept house away first")
    parser.add_argument(
        "--mqtt", action="store_true", help="boards on the paper's MQTT topics; nothing is kept"
    )
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, interrupt)
    console = Console(highlight=False)
    try:
        with ExitStack() as stack:
            with progress(console) as begin:
                lent = (
                    mqtt_house(begin)
                    if options.mqtt
                    else house(begin, keep=True, fresh=options.fresh)
                )
                running = stack.enter_context(lent)
            right = say_commands(console, running)
            right &= not show_remarks(console, running)
            if not right and running.kept:
                console.print("This is a kept house: scripts/demo --fresh sets up a new one.")
            if not options.once:
                stay(console, running)
    except (OSError, SetupError) as err:
        console.print(f"The demo cannot go on: {err}", style="red", markup=False, soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        console.print("The demo was interrupted.")
        return INTERRUPTED
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
