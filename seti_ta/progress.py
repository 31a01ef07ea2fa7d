"""A bar for work that takes long, in a terminal and in a notebook."""

import sys
import time

#: Work that is done sooner shows no bar.
PATIENCE = 2.0  # seconds
WIDTH = 30


class Bar:
    """Call it with what is done and all there is; it draws itself once the work takes long.

    Stop the work as any other: with Ctrl-C, or the square button of a notebook.
    """

    def __init__(self, what: str = ""):
        self.what = what
        self.start = time.monotonic()
        self.drawn = False

    def __call__(self, done: int, of: int) -> None:
        if time.monotonic() - self.start < PATIENCE:
            return
        filled = WIDTH * done // max(of, 1)
        line = f"\r{self.what} [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {of:,}"
        print(line, end="", file=sys.stderr, flush=True)
        self.drawn = True
        if done >= of:
            print(file=sys.stderr)
