"""A person's record: what was logged and decided, kept as events, and the use cases on it."""
