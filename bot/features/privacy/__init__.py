"""Personal data: the notice on it, the question for the role, showing it, and erasing it in time."""
