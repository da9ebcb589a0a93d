"""Every widget in every state: one module a family, its rows as data; ``csmdesk.app.gallery`` saves them."""
