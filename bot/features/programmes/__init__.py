"""Content of a programme that blocks and tables post: fragments, prompts, directions."""
