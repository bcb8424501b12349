"""Two reports side by side: cells, text, and how much of one stands in the other."""
