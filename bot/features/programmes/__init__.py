"""What a block has to show: fragments, prompts, directions."""
