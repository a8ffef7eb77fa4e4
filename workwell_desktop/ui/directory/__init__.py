"""What the Service directory tab is made of: filters, the place to count from, what was found, what was left out."""
