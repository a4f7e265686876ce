"""Jobs of the tests, known to the workers that the rig starts (celery --include tests.handlers)."""

import os
import time
from pathlib import Path

from core.jobs import handles, report
from core.models import Job


@handles("test.steps")
def steps(job: Job) -> None:
    """Writes each step into the file `subject`, for `seconds` each; safe to run twice, like every job."""
    path = Path(job.arguments["file"])
    for number in range(job.arguments["steps"]):
        with path.open("a") as file:
            file.write(f"{job.pk} step {number} in {os.getpid()}\n")
        time.sleep(job.arguments["seconds"])
        report(job, "step", str(number))
