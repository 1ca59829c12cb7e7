"""Tests of motion, and the made-up walker that several of them share."""
