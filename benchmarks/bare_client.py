"""A client that only publishes, to compare with: `python -m benchmarks.bare_client PORT TOPIC`.

Each line of its input is a payload; it answers with the time (time.monotonic, which all
processes of a machine share) at which it began to send it.
"""

import sys
import time

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion


def main() -> None:
    """Publish with QoS 1 until the input ends."""
    port, topic = sys.argv[1:]
    client = paho.Client(CallbackAPIVersion.VERSION2)
    client.connect("127.0.0.1", int(port))
    client.loop_start()
    answer("there")
    for line in sys.stdin:
        began = time.monotonic()
        client.publish(topic, line.strip(), qos=1).wait_for_publish()
        answer(str(began))
    client.loop_stop()


def answer(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
