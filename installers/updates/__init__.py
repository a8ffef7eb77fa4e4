"""What a release person signs updates with."""
