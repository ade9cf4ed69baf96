"""Tables of a break-out: divisions and seats, calls for help, and broadcasts by moderators."""
