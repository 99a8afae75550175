"""Los papeles que salen del seguimiento."""
