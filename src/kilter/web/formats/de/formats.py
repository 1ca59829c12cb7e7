"""Days as German writes them."""

DAY = "j. F"
DAY_AND_YEAR = "j. F Y"
WEEKDAY = "l"
WEEKDAY_AND_DAY = "l, j. F"
DATE_FORMAT = DAY_AND_YEAR
