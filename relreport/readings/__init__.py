"""What the facts say as of a day: levels with their evidence. Dated facts are step series, asked by day."""

from relreport.readings.gathered import Readings, Standing, read, read_back

__all__ = ["Readings", "Standing", "read", "read_back"]
