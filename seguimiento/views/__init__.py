"""Pantallas de las oficinas que miran las tres apps."""
