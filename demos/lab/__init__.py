"""What the labs share: a steady stream of orders that a visitor breaks while it runs."""
