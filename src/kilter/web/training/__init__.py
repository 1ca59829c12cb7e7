"""Training: the programme, the session of the day set by set, the morning after, and how it goes."""
