"""What the article teaches, in own words, with grades and sources."""
