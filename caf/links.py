"""What the personal links of the register are for: a link for the one does not open the other (`core.links`)."""

CLAIM, ANSWER = b"caf claim", b"caf answer"
