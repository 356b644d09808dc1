"""What is asked of authorities, who was referred to, and what victims are paid."""
