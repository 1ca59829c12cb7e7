"""Recordings of markers from files: C3D and TRC."""

from kilter.adapters.recordings.reading import is_markers, read_recording

__all__ = ["is_markers", "read_recording"]
