"""The pose models, and what finds bodies in a picture with them.

`estimator` is imported by itself, as MediaPipe takes a second to load.
"""

from kilter.adapters.pose_model.models import PoseModel, find_bundle

__all__ = ["PoseModel", "find_bundle"]
