"""Floor 2: the Common Assessment Framework (CAF): its users, its goal, its Procedure on External Feedback (PEF)."""
