"""The Support tab in parts: where support stands, the plan, contacts, tasks, appointments."""
