"""The official SDK (PureCloudPlatformClientV2 269.0.0), made safe for one tenant."""

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import urllib3

from .settings import Credentials, SettingsError

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

    def __init__(self, what: str, status: int, retry_after: str | None = None) -> None:
        super().__init__(f"{what}: the org answers {status}")
        self.status = status
        self.retry_after = retry_after


class Unreachable(Exception):
    """Nobody answered, or with something that is no answer of this API."""


class Tenant:
    """
    One ApiClient for one tenant. An ApiClient without a token of its own silently takes the process-wide one: so this one always has
    one, and the process-wide one stays empty.
    """

    def __init__(self, credentials: Credentials, origin: str) -> None:
        self._credentials = credentials
        self.api = sdk.api_client.ApiClient()
        try:
            url = urlsplit(origin)
            host, scheme, port = url.hostname, url.scheme, url.port
        except ValueError:
            raise SettingsError("--origin is no address, such as https://api.mypurecloud.ie.") from None
        if scheme in ("http", "https") and host in ("127.0.0.1", "localhost"):
            self.api.set_gateway(host, scheme, port, None, None)
        elif scheme == "https" and host:
            # https://api.mypurecloud.ie → the SDK derives the login host from it.
            self.api.host = origin
        else:
            raise Unreachable("log in: the credentials are only sent over https")
        # The SDK repeats every call ten times when a connection drops, creates too; follows redirects, with the credentials; and waits as
        # long as it is told. Here dropped reads are repeated, nothing is followed, and `read` and `write` look at the answers.
        retries = urllib3.util.Retry(
            total=4,
            redirect=0,
            raise_on_redirect=False,
            allowed_methods={"GET", "HEAD"},
            status_forcelist=set(),
            backoff_factor=0.2,
            respect_retry_after_header=False,
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
        token = self.api.access_token
        if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token.strip():
            raise Unreachable("log in: the org gave no token")

    def read(self, what: str, ask: Callable[[], T]) -> T:
        """For what changes nothing: asked again when the org limits calls or fails."""
        return self._ask(what, ask, frozenset({429, 502, 503, 504}))

    def write(self, what: str, ask: Callable[[], T]) -> T:
        """For what changes something: asked again only when the org says that it has not been done."""
        return self._ask(what, ask, frozenset({429}))

    def _ask(self, what: str, ask: Callable[[], T], again: frozenset[int]) -> T:
        renewed = False
        attempt = 0
        while True:
            try:
                answer = self._answer(what, ask)
                if answer is None:
                    raise Unreachable(f"{what}: the org answers with nothing")
                return answer
            except Refused as refused:
                if refused.status == 401 and not renewed:
                    # The token has expired; a second 401 is about something else.
                    renewed = True
                    self.log_in()
                elif refused.status in again and attempt < 5:
                    time.sleep(_pause(refused.retry_after, attempt))
                    attempt += 1
                else:
                    raise

    @staticmethod
    def _answer(what: str, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except sdk.rest.ApiException as error:
            headers = error.headers or {}
            raise Refused(what, int(error.status or 0), headers.get("Retry-After")) from None
        except urllib3.exceptions.HTTPError as error:
            raise Unreachable(f"{what}: {type(error).__name__}") from None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            # The SDK fails so on what is no answer of this API.
            raise Unreachable(f"{what}: the answer cannot be read ({type(error).__name__})") from None


def _pause(retry_after: str | None, attempt: int) -> float:
    """Seconds until the next try: what the org says, at most two minutes, or longer each time."""
    if retry_after is not None and retry_after.isascii() and retry_after.isdigit():
        return min(int(retry_after[:9]), 120)
    return min(2**attempt * 0.25, 8)
