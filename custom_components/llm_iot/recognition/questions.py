"""Stand-in."""

from datetime import datetime

from ..dialogue import Context
from ..models import HomeView, Plan, Utterance


class Questions:
    """Stand-in."""

    def prepare(self, view: HomeView) -> None:
        """Do nothing."""

    def read(
        self, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return None."""
        return None
