"""Directives and roles of the handbook."""


def setup(app) -> None:
    pass
