"""python -m etl --credentials FILE --settings FILE --origin URL --output FILE"""

import argparse
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import TextIO

from .advice import demonstrate
from .client import Refused, Tenant, Unreachable
from .pull import PERMISSIONS, conversations, queues, stray
from .selfcheck import problems
from .settings import Settings, SettingsError, read_credentials, read_settings


def main() -> int:
    parser = argparse.ArgumentParser(prog="etl", description="Pull queues and conversations of one tenant.")
    parser.add_argument("--credentials", type=Path, required=True, help="file with clientId and clientSecret, mode 0600")
    parser.add_argument("--settings", type=Path, required=True, help="file with clientId, divisions and interval")
    parser.add_argument("--origin", required=True, help="https://api.mypurecloud.ie, or an emulator's http://127.0.0.1:PORT")
    parser.add_argument("--output", type=Path, required=True, help="where the rows go, as JSON lines")
    parser.add_argument("--page-size", type=int, default=100)
    parser.add_argument("--demonstrate-advice", metavar="DIVISION", help="show what division ids in headers do")
    options = parser.parse_args()
    try:
        return run(options)
    except (SettingsError, Refused, Unreachable) as error:
        print(f"etl: {error}", file=sys.stderr)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        # Of the right shape as a whole, and of another somewhere inside. The message could quote the answer.
        print(f"etl: an answer of the org cannot be read ({type(error).__name__}); nothing was written", file=sys.stderr)
    return 1


def run(options: argparse.Namespace) -> int:
    settings = read_settings(options.settings)
    credentials = read_credentials(options.credentials)
    if options.output.is_dir():
        raise SettingsError(f"{options.output.name} cannot be written: it is a folder.")
    # Opened before anything is asked, and gone whatever happens: there are all rows, or none.
    part = options.output.with_name(f"{options.output.name}.part")
    try:
        part.unlink(missing_ok=True)
        with open(part, "x", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            code = pull(options, settings, Tenant(credentials, options.origin), out)
        if code == 0:
            part.replace(options.output)
        return code
    except OSError as error:
        raise SettingsError(f"{options.output.name} cannot be written: {error.strerror}.") from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def pull(options: argparse.Namespace, settings: Settings, tenant: Tenant, out: TextIO) -> int:
    reasons = problems(tenant, settings)
    if reasons:
        print("etl: this token is not what it should be; nothing was pulled:", file=sys.stderr)
        for reason in reasons:
            print(f"  - {reason}", file=sys.stderr)
        return 1
    if options.demonstrate_advice:
        print("\n".join(demonstrate(tenant, options.demonstrate_advice)))
    count = 0
    for row in (*queues(tenant, options.page_size), *conversations(tenant, settings.interval, options.page_size)):
        if stray(row, settings):
            print(f"etl: the org gave a {row['kind']} of other divisions; stopped", file=sys.stderr)
            return 1
        out.write(json.dumps(row, sort_keys=True) + "\n")
        count += 1
    print(f"{count} rows of {len(frozenset().union(*map(settings.divisions_of, PERMISSIONS)))} divisions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
