"""The Section 28 tab of a case: five dates as directed, what is finished first, what happened."""
