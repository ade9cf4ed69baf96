"""Who may speak in the plenary: everybody, or only moderators and guests."""
