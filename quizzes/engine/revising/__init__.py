"""An article as its author works on it: sections, figures, evidence that moves with the words."""
