"""The shapes of knowledge files; each module holds the shapes of one subject."""
