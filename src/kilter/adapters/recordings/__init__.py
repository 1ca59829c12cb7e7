"""Recordings of markers from files: C3D and TRC."""

from kilter.adapters.recordings.reading import read_recording

__all__ = ["read_recording"]
