"""What became of it: people tell privately how it went with what they wrote down before."""
