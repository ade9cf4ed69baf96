"""Who sits at which table: proposed, confirmed, and people brought there."""
