"""Checklists and calculators for sector-focused employment training (SETI)."""

__version__ = "0.1.0"
