"""Show the built website on this machine: `python -m seti_ta.handbook.serve`."""

import webbrowser
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from seti_ta.handbook.build import SITE
from seti_ta.handbook.policy import CONTENT_SECURITY_POLICY


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under a path, with the policy of the handbook as a header."""

    def __init__(self, *args, prefix: str, **kwargs):
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory, "no such page"))
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def log_message(self, *args) -> None:
        pass


def server(site: Path, port: int = 0, prefix: str = "/") -> ThreadingHTTPServer:
    """A server of a folder on this machine only; port 0 takes a free one."""
    handler = partial(Handler, directory=str(site), prefix=prefix)
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


if __name__ == "__main__":
    with server(SITE, 8000) as running:
        print("http://127.0.0.1:8000/ (Ctrl+C stops it)")
        webbrowser.open("http://127.0.0.1:8000/")
        with suppress(KeyboardInterrupt):
            running.serve_forever()
