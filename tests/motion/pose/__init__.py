"""Tests of the pose."""
