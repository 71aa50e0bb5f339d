"""The paper's MQTT gateway: devices tell `home/<id>/status` and obey `home/<id>/command`."""
