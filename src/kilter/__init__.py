"""Kilter: from a hip that feels off to balanced, resilient hips."""

__version__ = "0.1.0"
