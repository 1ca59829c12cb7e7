"""The outside: files, pictures, documents, other machines."""
