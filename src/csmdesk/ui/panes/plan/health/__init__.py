"""健康度: the health model, what another one would change, and its versions."""
