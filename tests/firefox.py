"""A small driver of Debian's Firefox over WebDriver BiDi, which Playwright cannot speak to it."""

import itertools
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import websocket

# Nothing leaves the machine: every request goes to a port where nobody listens.
OFFLINE = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """One headless window, offline, with a fresh profile. Use it in a `with` statement."""

    def __init__(self, program: str):
        self.program = program
        self.errors: list[str] = []

    def __enter__(self) -> "Firefox":
        self.profile = tempfile.TemporaryDirectory()
        preferences = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in OFFLINE.items()]
        Path(self.profile.name, "user.js").write_text("\n".join(preferences), encoding="utf-8")
        # One folder for home and profile: a root user without a home of its own can run it too.
        self.process = subprocess.Popen(
            [
                *(self.program, "--headless", "--no-remote"),
                *("--remote-debugging-port", "0", "--profile", self.profile.name, "about:blank"),
            ],
            env=os.environ | {"HOME": self.profile.name, "MOZ_DISABLE_CONTENT_SANDBOX": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        address = next(
            found[1] for line in self.process.stderr if (found := LISTENING.search(line))
        )
        self.numbers = itertools.count(1)
        self.socket = websocket.create_connection(
            f"{address}/session", timeout=30, suppress_origin=True
        )
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]
        return self

    def __exit__(self, *_) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stderr.close()
        self.profile.cleanup()

    def send(self, method: str, **params) -> dict:
        """Send a command and return its result; log entries that arrive meanwhile are kept."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") == "log.entryAdded":
                self.keep(message["params"])
            if message.get("id") == number:
                if message["type"] == "error":
                    raise RuntimeError(message["message"])
                return message["result"]

    def keep(self, entry: dict) -> None:
        if entry["level"] in {"error", "warn"}:
            self.errors.append(entry["text"])

    def open(self, url: str) -> None:
        """Go to an address and wait until its page is loaded."""
        self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, expression: str):
        """The value of a JavaScript expression (a promise is waited for) that JSON can hold."""
        result = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value))",
            target={"context": self.context},
            awaitPromise=True,
        )
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return json.loads(result["result"].get("value", "null"))
