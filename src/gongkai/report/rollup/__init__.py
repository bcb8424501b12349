"""Many own-scope reports into one aggregate, with every contribution; and an aggregate held against them."""
