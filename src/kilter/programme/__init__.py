"""From profile to weeks: phases, sessions and prescriptions, each with its reason."""
