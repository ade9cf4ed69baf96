"""Cogs: the commands, buttons, forms and chat that people use on Discord. One noun a file."""
