"""A fast renderer of a parametric human body, for clips whose joint centres are known.

The body is `anny` (Apache-2.0). World axes: X to the body's left when it faces -Y, Y backward, Z up; metres.
"""
