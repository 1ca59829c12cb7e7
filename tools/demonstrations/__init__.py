"""Draws the demonstrations: a short loop and a still of every exercise, level and movement test.

They are made from the same reference movements as the coach counts by. World axes are those of `tools.rendering`: X to
the body's left when it faces -Y, Y backward, Z up; metres; the floor is at 0.
"""
