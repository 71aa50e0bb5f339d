"""How the model that is made for homes is trained; no part of the component."""
