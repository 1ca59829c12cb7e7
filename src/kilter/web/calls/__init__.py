"""The API: everything the pages do, for programs, with tokens of limited scope; and the page that makes the tokens."""
