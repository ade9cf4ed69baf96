"""What any feature needs of Discord."""
