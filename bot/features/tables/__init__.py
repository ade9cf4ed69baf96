"""The tables of a break-out while it runs: opened, helped, told something, closed."""
