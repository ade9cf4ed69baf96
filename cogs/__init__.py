"""What people touch on Discord: commands, buttons, forms, chat. One noun per file."""
