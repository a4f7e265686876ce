"""What CAF puts on paper."""
