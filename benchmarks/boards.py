"""Many boards in one process, for the benchmark of the gateway: `python -m benchmarks.boards`."""

import argparse
import json
import sys
import threading
import time

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

QUEUE = 5000
"""Messages that may be on their way to the broker."""


class Boards:
    """The boards at one connection, whose network runs in a thread of its own."""

    def __init__(self, port: int, count: int) -> None:
        """Connect, and tell the first state of every board."""
        self.names = [f"board{number}" for number in range(count)]
        first = {"power": "off", "volume": 0, "count": 0, "relay_at": 0}
        self._states: dict[str, dict[str, object]] = {name: dict(first) for name in self.names}
        self._lock = threading.Lock()
        self._client = paho.Client(CallbackAPIVersion.VERSION2)
        self._client.max_inflight_messages_set(QUEUE)
        self._client.on_message = self._obey
        self._client.connect("127.0.0.1", port)
        self._client.subscribe("home/+/command", qos=1)
        self._client.loop_start()
        for name in self.names:
            self.tell(name, {})

    def tell(self, name: str, news: dict[str, object]) -> None:
        """Publish the new state of a board, as the contract says."""
        with self._lock:  # no state is told after a later one
            state = self._states[name] | news
            state.pop("id", None)
            self._states[name] = state
            payload = json.dumps(state | news)
            self._client.publish(f"home/{name}/status", payload, qos=1, retain=True)

    def stop(self) -> None:
        """End the thread."""
        self._client.loop_stop()

    def _obey(self, _client: object, _userdata: object, message: paho.MQTTMessage) -> None:
        """Close the relay of a board, and tell when that was."""
        command = json.loads(message.payload)
        self.tell(message.topic.split("/")[1], command | {"relay_at": time.monotonic()})


def main() -> None:
    """Tell states at an even rate, then the last one of each board; go on until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("boards", type=int)
    parser.add_argument("rate", type=float, help="messages a second, of all boards together")
    parser.add_argument("seconds", type=float)
    args = parser.parse_args()
    boards = Boards(args.port, args.boards)
    sys.stdout.write("there\n")
    sys.stdout.flush()
    sys.stdin.readline()
    started = time.monotonic()
    total = round(args.rate * args.seconds)
    for sent in range(total):
        if (early := started + sent / args.rate - time.monotonic()) > 0:
            time.sleep(early)
        count = sent // args.boards + 1
        boards.tell(boards.names[sent % args.boards], {"volume": count % 101, "count": count})
    sys.stdout.write(f"{total / (time.monotonic() - started):.0f}\n")
    sys.stdout.flush()
    sys.stdin.readline()
    boards.stop()


if __name__ == "__main__":
    main()
