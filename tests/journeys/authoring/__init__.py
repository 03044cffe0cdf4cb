"""What teachers write and make, in a browser."""
