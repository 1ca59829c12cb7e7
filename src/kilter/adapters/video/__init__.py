"""Video: frames in, landmarks and annotated pictures out."""

from kilter.adapters.video.landmarks import read_video

__all__ = ["read_video"]
