"""The health check of a web container: exit status 0 when /healthz answers 200."""

import os
import sys
from urllib.error import URLError
from urllib.request import Request, urlopen


def main() -> int:
    # The portal answers to its own names only.
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    request = Request("http://127.0.0.1:8000/healthz", headers={"Host": host})
    try:
        with urlopen(request, timeout=5) as answer:
            return 0 if answer.status == 200 else 1
    except (URLError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
