"""The tables of a break-out while it runs: open, help, broadcast, close."""
