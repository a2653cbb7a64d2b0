-- adds
-- What is written down of a live visit's conversation, encrypted under the visit's key.
ALTER TABLE live_visit ADD COLUMN record BLOB;
