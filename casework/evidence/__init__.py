"""Evidence items, their custody, verification and citation. Floor 8."""
