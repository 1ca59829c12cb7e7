"""The words of the body: sides, muscle groups, units."""
