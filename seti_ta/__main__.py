from seti_ta.cli import run

run()
