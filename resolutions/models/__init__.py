"""The clause library, resolutions and their versions, files, commitments."""

from resolutions.models.clause import LibraryClause
from resolutions.models.commitment import Commitment, CommitmentReport, CommitmentState
from resolutions.models.resolution import Resolution, Version, VersionClause, VersionFile

__all__ = [
    "Commitment",
    "CommitmentReport",
    "CommitmentState",
    "LibraryClause",
    "Resolution",
    "Version",
    "VersionClause",
    "VersionFile",
]
