"""A believable year in Digne and Manosque, made through the services. Every fact and person is invented."""
