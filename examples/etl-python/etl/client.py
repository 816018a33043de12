"""The official SDK (PureCloudPlatformClientV2 269.0.0), made safe for one tenant."""

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import urllib3

from .settings import Credentials

T = TypeVar("T")


def _sdk_without_config_file() -> Any:
    """
    Imports the SDK and makes its one configuration, with a home folder that is empty: it reads ~/.genesyscloudpython/config when it is
    made, before anybody can tell it not to, and watches the whole home folder when that file is absent.
    """
    home = os.environ.get("HOME")
    with tempfile.TemporaryDirectory() as empty:
        os.environ["HOME"] = empty
        try:
            import PureCloudPlatformClientV2 as sdk

            sdk.configuration.live_reload_config = False
            sdk.configuration.config_file_path = ""
        finally:
            if home is None:
                del os.environ["HOME"]
            else:
                os.environ["HOME"] = home
    return sdk


sdk = _sdk_without_config_file()


class Refused(Exception):
    """The org refused a call. The SDK's own exceptions hold headers, so they are never passed on."""

    def __init__(self, what: str, status: int) -> None:
        super().__init__(f"{what}: the org answers {status}")
        self.status = status


class Unreachable(Exception):
    """Nobody answered."""


class Tenant:
    """
    One ApiClient for one tenant. An ApiClient without a token of its own silently takes the process-wide one: so this one always has
    one, and the process-wide one stays empty.
    """

    def __init__(self, credentials: Credentials, origin: str) -> None:
        self._credentials = credentials
        self.api = sdk.api_client.ApiClient()
        url = urlsplit(origin)
        if url.hostname in ("127.0.0.1", "localhost"):
            self.api.set_gateway(url.hostname, url.scheme, url.port, None, None)
        else:
            # https://api.mypurecloud.ie → the SDK derives the login host from it.
            self.api.host = origin
        # The SDK repeats every call ten times when a connection drops, creates too. Reads only, and with patience for 429.
        retries = urllib3.util.Retry(
            total=6,
            allowed_methods={"GET", "HEAD"},
            status_forcelist={429, 503},
            backoff_factor=0.2,
            respect_retry_after_header=True,
        )
        pool = self.api.get_http_client().rest_client.pool_manager
        pool.connection_pool_kw["retries"] = retries
        self.log_in()

    @property
    def client_id(self) -> str:
        return self._credentials.client_id

    def log_in(self) -> None:
        """Asks for a token. The SDK does not renew those of client credentials."""
        self._answer(
            "log in",
            lambda: self.api.get_client_credentials_token(self._credentials.client_id, self._credentials.client_secret),
        )
        if not self.api.access_token:
            raise Unreachable("log in: the org gave no token")

    def call(self, what: str, ask: Callable[[], T]) -> T:
        """Asks; once more with a new token when the old one has expired; again after the given time when the org limits queries."""
        for attempt in range(6):
            try:
                return self._answer(what, ask)
            except Refused as refused:
                if refused.status == 401 and attempt == 0:
                    self.log_in()
                elif refused.status in (429, 503) and attempt < 5:
                    time.sleep(min(2**attempt * 0.25, 8))
                else:
                    raise
        raise Unreachable(f"{what}: no answer after six attempts")

    @staticmethod
    def _answer(what: str, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except sdk.rest.ApiException as error:
            raise Refused(what, int(error.status or 0)) from None
        except urllib3.exceptions.HTTPError as error:
            raise Unreachable(f"{what}: {type(error).__name__}") from None
