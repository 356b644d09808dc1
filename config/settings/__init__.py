"""One module per way of running: dev, demo, production, test. All stand on base."""
