"""What of the app is data: how the text is drafted, and when a report is due."""
