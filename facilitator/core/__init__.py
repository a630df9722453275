"""Pure: no Flask, SQL, socket, file, clock or unseeded randomness in here."""
