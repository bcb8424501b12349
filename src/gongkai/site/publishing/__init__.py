"""What a body publishes on its own initiative: from the draft through review to the public, and afterwards."""
