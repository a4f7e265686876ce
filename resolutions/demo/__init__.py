"""The commitments of the 51st meeting as the portal brings them, with what became of them."""

from collections import Counter
from pathlib import Path

from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS
from resolutions.models import Commitment, CommitmentReport

KEYS = NETWORK_KEYS | {
    Commitment: ("meeting", "area", "place"),
    CommitmentReport: ("commitment", "known_on"),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Commitment, "commitments.toml")
    return files.counts
