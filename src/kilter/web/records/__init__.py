"""Each person's record in the database: events that are only ever added."""
