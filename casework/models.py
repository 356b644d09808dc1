"""All models of the product under one name: each room adds its own lines, lowest floor first."""
