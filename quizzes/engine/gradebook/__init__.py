"""The class book: what stands in a cell, what a student's scores come to, what that is called."""
