"""Clear commands and questions, understood in milliseconds without a model."""
