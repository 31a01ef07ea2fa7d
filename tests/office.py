"""LibreOffice without a window, for as long as a `with` statement lasts."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import uuid
from pathlib import Path

PROGRAM = shutil.which("soffice")

#: Debian gives LibreOffice's bridge to its own Python only.
PYTHON = os.environ.get("OFFICE_PYTHON", "/usr/bin/python3")
INSTALLED = bool(PROGRAM) and Path(PYTHON).exists()
DRIVER = Path(__file__).with_name("office_driver.py")

# Without this LibreOffice shows the values stored in the file, whatever the formulas say.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


class Office:
    """One LibreOffice with a fresh profile."""

    def __enter__(self) -> "Office":
        self.profile = tempfile.TemporaryDirectory()
        settings = Path(self.profile.name, "user", "registrymodifications.xcu")
        settings.parent.mkdir()
        settings.write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        self.pipe = f"office-{uuid.uuid4().hex}"
        self.process = subprocess.Popen(
            [
                *(PROGRAM, "--headless", "--norestore", "--nologo"),
                f"-env:UserInstallation={Path(self.profile.name).as_uri()}",
                f"--accept=pipe,name={self.pipe};urp",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.driver = None
        return self

    def __exit__(self, *_) -> None:
        if self.driver:
            self.driver.kill()
            self.driver.communicate()
        os.killpg(self.process.pid, 15)  # soffice is a script around the program
        self.process.wait(timeout=30)
        self.profile.cleanup()

    def answers(self, path: Path, cases: list[dict], stays: bool = False) -> list[dict]:
        """For each case, the value of every named cell after its inputs are set by name.

        A workbook that ``stays`` is not loaded again for the next request; it is then as it was.
        """
        if not self.driver:
            self.driver = subprocess.Popen(
                [PYTHON, DRIVER, self.pipe],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
        request = {"url": path.resolve().as_uri(), "cases": cases, "stays": stays}
        too_long = threading.Timer(300, self.driver.kill)
        too_long.start()
        print(json.dumps(request), file=self.driver.stdin, flush=True)
        answer = self.driver.stdout.readline()
        too_long.cancel()
        if not answer:
            _, said = self.driver.communicate()
            code, self.driver = self.driver.returncode, None
            raise AssertionError(f"the driver ended with {code}: {said}")
        return json.loads(answer)


def converted(paths: list[Path], extension: str) -> list[bytes]:
    """Documents as LibreOffice saves them in another format, such as ``pdf`` or ``txt``."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [PROGRAM, profile, "--headless", "--convert-to", extension, "--outdir", folder]
        subprocess.run([*command, *paths], capture_output=True, check=True, timeout=300)
        return [Path(folder, f"{path.stem}.{extension}").read_bytes() for path in paths]
