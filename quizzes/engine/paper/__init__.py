"""A quiz on paper: what stands on the sheets, and drawing them as PDF."""
