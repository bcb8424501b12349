"""The one chain of review for whatever leaves the house: nobody passes their own work."""
