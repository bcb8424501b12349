"""Public bodies: who they are, what they were called, under whom they stood, and where one finds them."""
