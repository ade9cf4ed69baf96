"""The wall: what people brought in, as far as they agreed, in the plenary."""
