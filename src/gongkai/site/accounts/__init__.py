"""Who may do what at which body: users, roles as data, terms of office, absence and hand-over."""
