"""What a class thinks: its code, and its dates moved to the next term."""
