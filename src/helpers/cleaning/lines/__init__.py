"""What a line of a page is, and which lines are one paragraph."""
