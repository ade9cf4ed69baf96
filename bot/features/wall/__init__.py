"""The wall in the plenary: contributions that their authors agreed to share and moderators show."""
