"""The screening: one question at a time, each answer kept at once, and what it all comes to."""
