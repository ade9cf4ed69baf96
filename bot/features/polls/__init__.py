"""Quick polls in the plenary: asked by a moderator, with live counts, closed by themselves."""
