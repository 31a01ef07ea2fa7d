"""LibreOffice without a window, for as long as a `with` statement lasts."""

import json
import os
import shutil
import subprocess
import tempfile
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
        return self

    def __exit__(self, *_) -> None:
        os.killpg(self.process.pid, 15)  # soffice is a script around the program
        self.process.wait(timeout=30)
        self.profile.cleanup()

    def answers(self, path: Path, cases: list[dict]) -> list[dict]:
        """For each case, the value of every named cell after its inputs are set by name."""
        run = subprocess.run(
            [PYTHON, DRIVER, self.pipe],
            input=json.dumps({"url": path.resolve().as_uri(), "cases": cases}),
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert run.returncode == 0, f"the driver ended with {run.returncode}: {run.stderr}"
        return json.loads(run.stdout)


def converted(paths: list[Path], extension: str) -> list[bytes]:
    """Documents as LibreOffice saves them in another format, such as ``pdf`` or ``txt``."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [PROGRAM, profile, "--headless", "--convert-to", extension, "--outdir", folder]
        subprocess.run([*command, *paths], capture_output=True, check=True, timeout=300)
        return [Path(folder, f"{path.stem}.{extension}").read_bytes() for path in paths]
