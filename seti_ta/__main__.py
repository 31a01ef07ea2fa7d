from seti_ta.cli import PROGRAM, main

main(prog_name=PROGRAM)
