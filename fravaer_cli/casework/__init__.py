"""Follow-up: what is done, open and overdue; counts; what is shared with whom."""
