"""Where places are, offline: postcodes, centre points, distances in a straight line, districts and care boards."""
