"""Los encuentros: lo previsto, lo fechado, lo hecho y cada paso entre ellos."""
