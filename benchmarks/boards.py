"""Many boards in one process, for the benchmark of the gateway: `python -m benchmarks.boards`."""

import argparse
import json
import os
import sys
import time

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

QUEUE = 5000
"""Messages that may be on their way to the broker."""
NICENESS = 10
"""How much this process gives way: real boards have processors of their own, and take none from
the Home Assistant that is measured."""


class Boards:
    """The boards at one connection, whose network runs in a thread of its own."""

    def __init__(self, port: int, count: int) -> None:
        """Connect, and tell the first state of every board."""
        self.names = [f"board{number}" for number in range(count)]
        self._client = paho.Client(CallbackAPIVersion.VERSION2)
        self._client.max_inflight_messages_set(QUEUE)
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        for name in self.names:
            self.tell(name, 0)

    def tell(self, name: str, count: int) -> None:
        """Publish the state of a board, as the contract says; all of it changes each time."""
        status = {"power": "off" if count % 2 else "on", "volume": count % 101, "count": count}
        self._client.publish(f"home/{name}/status", json.dumps(status), qos=1, retain=True)

    def stop(self) -> None:
        """End the thread."""
        self._client.loop_stop()


def main() -> None:
    """Tell states at an even rate, for as many seconds as each line of the input says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("boards", type=int)
    parser.add_argument("rate", type=float, help="messages a second, of all boards together")
    args = parser.parse_args()
    os.nice(NICENESS)
    boards = Boards(args.port, args.boards)
    sys.stdout.write("there\n")
    sys.stdout.flush()
    for line in sys.stdin:
        reached = tell_all(boards, args.rate, float(line))
        sys.stdout.write(f"{reached:.0f}\n")
        sys.stdout.flush()
    boards.stop()


def tell_all(boards: Boards, rate: float, seconds: float) -> float:
    """Let the boards tell states in turn; return how many a second they reached."""
    count, started = len(boards.names), time.monotonic()
    total = round(rate * seconds)
    for sent in range(total):
        if (early := started + sent / rate - time.monotonic()) > 0:
            time.sleep(early)
        boards.tell(boards.names[sent % count], sent // count + 1)
    return total / (time.monotonic() - started)


if __name__ == "__main__":
    main()
