"""How long the picker takes to answer on a phone: `python benchmarks/area_picker.py`.

After `make book`. A phone's screen, a processor slowed four times, and a network of a good phone
(9 Mbit/s, 60 ms there and back). The clock runs from the choice of a county to the table on the
screen, with an empty cache, for several counties; the limit is 300 ms.
"""

import shutil
import statistics
import threading

from playwright.sync_api import sync_playwright

from seti_ta.handbook import build, serve
from seti_ta.surfaces.web.area_picker import ID

LIMIT = 300
COUNTIES = {"TX": "Taylor County", "CA": "Los Angeles County", "OH": "Franklin County",
            "NY": "Kings County", "FL": "Alachua County"}  # fmt: skip
NETWORK = {"offline": False, "latency": 60, "downloadThroughput": 9e6 / 8,
           "uploadThroughput": 2e6 / 8}  # fmt: skip

ANSWER = """(label) => new Promise((done) => {
  const field = document.querySelector("[name=place]");
  const option = [...field.options].find(({ text }) => text === label);
  const cell = document.querySelector(".seti-areas-jobs tbody td");
  const start = performance.now();
  new MutationObserver(() => requestAnimationFrame(() => done(performance.now() - start)))
    .observe(cell, { childList: true });
  field.value = option.value;
  field.dispatchEvent(new Event("change"));
})"""


def main() -> None:
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with serve.server(build.SITE, prefix="/") as running, sync_playwright() as playwright:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for place, address in (
            ("from the site", f"http://127.0.0.1:{running.server_port}/"),
            ("from disk", f"{build.SITE.as_uri()}/"),
        ):
            times = [answer(browser, address, *each) for each in COUNTIES.items()]
            middle, most = statistics.median(times), max(times)
            print(
                f"{place}: {middle:.0f} ms in the middle, {most:.0f} at most "
                f"({most / LIMIT:.0%} of the limit of {LIMIT} ms)"
            )
        running.shutdown()


def answer(browser, address: str, state: str, county: str) -> float:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}book/local-data.html")
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    page.locator(f"#{ID} [name=state]").select_option(state)
    page.locator("optgroup").first.wait_for(state="attached")
    found = page.evaluate(ANSWER, county)
    context.close()
    return found


if __name__ == "__main__":
    main()
