"""Who sits where in a break-out, and what tables and moderators tell each other."""
