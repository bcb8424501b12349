"""Format readers: bytes -> neutral document.  Nothing here knows the form."""
