"""Sharing: who else may look, for how long, with which rights; and what they looked at and changed."""
