"""What belongs to the person: all their data in one file, in and out, and gone for good; and an example to look at."""
