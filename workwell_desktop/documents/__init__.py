"""Paper: plain data in, PDF bytes out."""
