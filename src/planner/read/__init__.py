"""Files become problems and plans, or tell all that is wrong with them, each fault with its line."""
