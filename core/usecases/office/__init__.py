"""What the secretariat's chat may ask for, each answer one screen."""
