"""The exceptions of the integration: one tree, each with its translated sentence.

Every class fixes its translation key, so that a raise names a situation and never a
text. The sentences live in `translations/en.json` under `exceptions`; those that end
a turn are spoken from the reply texts under the same key.
"""

from typing import ClassVar

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN


class LlmIotError(HomeAssistantError):
    """Base of everything the integration raises on purpose."""

    key: ClassVar[str] = "unknown"

    def __init__(self, **placeholders: str) -> None:
        """Create the error with the placeholders of its sentence."""
        super().__init__(
            translation_domain=DOMAIN,
            translation_key=self.key,
            translation_placeholders=placeholders or None,
        )
        self.placeholders = placeholders


class ModelError(LlmIotError):
    """The language model could not be used."""

    key = "model_failed"


class ModelUnreachableError(ModelError):
    """No connection to the Ollama server could be made, or it broke."""

    key = "model_unreachable"


class ModelTimeoutError(ModelError):
    """The Ollama server accepted the request but did not answer in time."""

    key = "model_timeout"


class ModelAuthError(ModelError):
    """The Ollama server refused the API key."""

    key = "model_auth"


class ModelMissingError(ModelError):
    """The chosen model is not installed on the Ollama server."""

    key = "model_missing"


class ModelResponseError(ModelError):
    """The Ollama server answered with an error, or with something that is no answer."""

    key = "model_response"


class NotOllamaError(ModelError):
    """Something answers at the address, but it is not Ollama."""

    key = "not_ollama"


class PromptTruncatedError(ModelError):
    """The prompt did not fit the context window, or the answer was cut off."""

    key = "prompt_truncated"


class StorageError(LlmIotError):
    """The integration's own store could not be read or written."""

    key = "storage_failed"


class GatewayError(LlmIotError):
    """The MQTT gateway could not do its work."""

    key = "gateway_failed"


class GatewayUnreachableError(GatewayError):
    """No connection to the broker stands, or the device behind it is not there."""

    key = "gateway_unreachable"


class GatewayAuthError(GatewayError):
    """The broker refused the user name or the password."""

    key = "gateway_auth"


class GatewayTlsError(GatewayError):
    """The broker is not trusted, or it does not trust us, or it speaks no TLS."""

    key = "gateway_tls"


class GatewayCertificateError(GatewayError):
    """A certificate or a key that was given for a connection cannot be read."""

    key = "gateway_certificate"


class GatewayTopicsError(GatewayError):
    """The broker does not let this user read and write the topics of the home."""

    key = "gateway_topics"


class ActionError(LlmIotError, ServiceValidationError):
    """An action was called with what it cannot do; nothing was changed."""

    key = "action_failed"


class NoteEmptyError(ActionError):
    """A note has no words in it."""

    key = "note_empty"


class NoteTooLongError(ActionError):
    """A note is longer than one that is kept; the placeholder `most` tells how long it may be."""

    key = "note_too_long"


class LearningPausedError(ActionError):
    """The owner has paused learning for every agent."""

    key = "learning_paused"


class AmbiguousForgettingError(ActionError):
    """It is told neither or both: something, and everything."""

    key = "forget_what"


class NotAdminError(ActionError):
    """A person who is no administrator asks for what is of others."""

    key = "not_admin"


class ExportPathError(ActionError):
    """A file is to be written where Home Assistant may not write, or where all can read it."""

    key = "export_path"


class ExportFailedError(LlmIotError):
    """A file could not be written."""

    key = "export_failed"
