"""How cost grows with size where lists are chosen to be slow, beside ordinary lists."""
