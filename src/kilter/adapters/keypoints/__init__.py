"""Keypoints that other programs found."""

from kilter.adapters.keypoints.reading import read_keypoints

__all__ = ["read_keypoints"]
