"""Long plans laid part after part, each a model of its own."""
