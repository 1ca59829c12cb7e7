"""How each language writes days; ``DAY`` and the others are the names by which templates ask for them."""
