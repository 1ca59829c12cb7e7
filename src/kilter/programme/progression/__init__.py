"""How a programme goes on: from what was done to what comes next, each change a decision with its reason."""
