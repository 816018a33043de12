"""Runs the worker's command line, or a create, once for each JSON line of stdin, and answers each with a line: the SDK takes seconds to load."""

import contextlib
import io
import json
import sys

from etl.__main__ import main
from etl.client import Refused, Tenant, Unreachable, sdk
from etl.settings import Credentials


def create(origin: str, secret: str, name: str) -> int:
    tenant = Tenant(Credentials("acme", secret), origin)
    body = {"name": name, "division": {"id": "a"}}
    try:
        print(tenant.write("create", lambda: sdk.RoutingApi(tenant.api).post_routing_queues(body)).name)
    except (Refused, Unreachable) as error:
        print(error)
    return 0


def run(task: dict) -> int:
    if "create" in task:
        return create(**task["create"])
    sys.argv = ["etl", *task["args"]]
    try:
        return main()
    except SystemExit as stopped:
        return int(stopped.code or 0)


for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(json.loads(line))
    print(json.dumps({"code": code, "stdout": out.getvalue(), "stderr": err.getvalue()}), flush=True)
