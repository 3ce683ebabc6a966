"""Messages that leave the service: the outbox, its delivery by SMTP, the texts of the mails."""
