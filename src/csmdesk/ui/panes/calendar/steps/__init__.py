"""The forms of the six steps of a renewal, each opened in its place under the step."""
