"""What progress learns from attempts: first answers, what may be taken in, and as which values."""
