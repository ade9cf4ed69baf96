"""The safety of people: who may do what, who sees what, and what is made of what people type."""
