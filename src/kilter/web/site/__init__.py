"""What holds for every page: the frame, who is let in, logs, health."""
