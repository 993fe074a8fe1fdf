"""What people have decided about findings: accepted, known from before, material or not."""
