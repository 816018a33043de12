"""What a worker is told: where, as whom, and which divisions it must see, no more and no less."""

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path


class SettingsError(Exception):
    """A file that cannot be used. The message never quotes what is in it."""


@dataclass(frozen=True)
class Credentials:
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """`divisions`: the permissions that the client holds, each with the ids of the divisions in which it holds it."""

    client_id: str
    divisions: dict[str, frozenset[str]]
    interval: str

    def divisions_of(self, permission: str) -> frozenset[str]:
        return self.divisions.get(permission, frozenset())


def read_credentials(path: Path) -> Credentials:
    """Reads {"clientId", "clientSecret"} from a file that only its owner can read."""
    try:
        mode = os.stat(path).st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SettingsError(f"{path.name} can be read by others than its owner: set it to mode 0600.")
        document = json.loads(path.read_text(encoding="utf-8"))
        return Credentials(_text(document["clientId"]), _text(document["clientSecret"]))
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SettingsError(f'{path.name} does not hold {{"clientId": …, "clientSecret": …}}.') from None


def read_settings(path: Path) -> Settings:
    """Reads {"clientId", "divisions": {permission: [division id]}, "interval"}."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        divisions = {_text(name): frozenset(map(_text, ids)) for name, ids in document["divisions"].items()}
        if not divisions or not all(divisions.values()):
            raise SettingsError(f"{path.name} names no division: nothing could be checked.")
        return Settings(_text(document["clientId"]), divisions, _text(document["interval"]))
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SettingsError(f'{path.name} does not hold {{"clientId", "divisions", "interval"}}.') from None


def _text(value: object) -> str:
    if not isinstance(value, str) or value == "":
        raise TypeError
    return value
