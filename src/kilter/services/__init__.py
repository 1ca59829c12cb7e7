"""What Kilter does for its users, in verbs; the outside is reached through the ports only."""
