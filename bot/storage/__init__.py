"""All SQL of the bot: the database, and one module of queries per noun."""
