"""How dates and times are written in Russian: months in the genitive (E)."""

DATE_FORMAT = "j E Y"
SHORT_DATE_FORMAT = "j b Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j E"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y, H:i"
SHORT_DATETIME_FORMAT = "j b Y, H:i"
FIRST_DAY_OF_WEEK = 1
