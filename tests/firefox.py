"""A small driver of Debian's Firefox over WebDriver BiDi, which Playwright cannot speak to it."""

import itertools
import json
import subprocess
import tempfile
import time
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


class Firefox:
    """One headless window, offline, with a fresh profile. Use it in a `with` statement."""

    def __init__(self, program: str):
        self.program = program
        self.errors: list[str] = []

    def __enter__(self) -> "Firefox":
        self.profile = tempfile.TemporaryDirectory()
        preferences = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in OFFLINE.items()]
        Path(self.profile.name, "user.js").write_text("\n".join(preferences), encoding="utf-8")
        self.process = subprocess.Popen(
            [
                *(self.program, "--headless", "--no-remote"),
                *("--remote-debugging-port", "0", "--profile", self.profile.name, "about:blank"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = self.wait_for_address()
        self.numbers = itertools.count(1)
        self.socket = websocket.create_connection(address, timeout=30, suppress_origin=True)
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]
        return self

    def __exit__(self, *_) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=10)
        self.profile.cleanup()

    def wait_for_address(self) -> str:
        """Firefox writes where it listens into its profile once it is ready."""
        note = Path(self.profile.name, "WebDriverBiDiServer.json")
        deadline = time.monotonic() + 60
        while not (note.exists() and note.stat().st_size):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Firefox did not start")
            time.sleep(0.05)
        server = json.loads(note.read_text(encoding="utf-8"))
        return f"ws://{server['ws_host']}:{server['ws_port']}/session"

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

    def expect(self, expression: str, value) -> None:
        """Ask again until the expression has this value, for some work waits for an idle moment."""
        deadline = time.monotonic() + 10
        while (found := self.evaluate(expression)) != value and time.monotonic() < deadline:
            time.sleep(0.05)
        assert found == value

    def type(self, selector: str, text: str) -> None:
        """Replace what a field holds, key by key, as a person would."""
        self.evaluate(f"document.querySelector({json.dumps(selector)}).select()")
        self.press(text)

    def press(self, text: str) -> None:
        """Press one key after the other, wherever the reader stands."""
        keys = [{"type": way, "value": key} for key in text for way in ("keyDown", "keyUp")]
        self.send(
            "input.performActions",
            context=self.context,
            actions=[{"type": "key", "id": "keyboard", "actions": keys}],
        )

    def resting_place(self, expression: str) -> list[float]:
        """The middle of an element, once it does not move: late results push down what follows."""
        place = (
            f"((each) => {{ each.scrollIntoView({{ block: 'center' }});"
            f" const box = each.getBoundingClientRect();"
            f" return [box.x + box.width / 2, box.y + box.height / 2]; }})({expression})"
        )
        box = self.evaluate(place)
        for _ in range(40):
            time.sleep(0.03)
            before, box = box, self.evaluate(place)
            if box == before:
                break
        return box

    def click(self, expression: str) -> None:
        """Click an element, found by a JavaScript expression, with the mouse."""
        # A key presses a button only in a window that has the focus; a headless one never has.
        box = self.resting_place(expression)
        move = dict(zip(("x", "y"), map(round, box), strict=True), type="pointerMove")
        press = [{"type": way, "button": 0} for way in ("pointerDown", "pointerUp")]
        self.send(
            "input.performActions",
            context=self.context,
            actions=[{"type": "pointer", "id": "mouse", "actions": [move, *press]}],
        )
