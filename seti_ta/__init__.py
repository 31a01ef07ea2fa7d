"""Checklists and calculators for sector-focused employment training (SETI)."""

from seti_ta import calculators

__all__ = ["calculators"]
__version__ = "0.1.0"
