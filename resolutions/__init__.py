"""Floor 3: the clause library, drafts drawn from facts, their files, and the commitments they make."""
