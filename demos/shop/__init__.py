"""A shop in which orders are cooked, billed and delivered by workers that tell what they do."""
