"""What stands on the pages of the Assessment tab."""
