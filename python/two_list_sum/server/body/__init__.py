"""Request bodies: receiving and decoding them, within limits."""
