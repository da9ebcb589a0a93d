"""The shared metrics module: every figure that csmdesk shows is defined here, once."""
