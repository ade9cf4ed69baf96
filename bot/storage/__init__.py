"""The only SQL: the database and one module of queries per noun."""
