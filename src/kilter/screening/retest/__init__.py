"""The schedule of re-tests: which test can show a change of each deficit, and when it is due."""

from kilter.screening.retest.schedule import DueStatus, DueTest, RetestPlan, Untold, schedule_retests

__all__ = ["DueStatus", "DueTest", "RetestPlan", "Untold", "schedule_retests"]
