"""The steps from one shape of the tables to the next. Each stands by itself and imports nothing of ours."""
