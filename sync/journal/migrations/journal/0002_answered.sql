-- adds
-- Whether an answer was read already is asked at every reading of one; without this it is looked for in every entry the
-- unit ever made.
CREATE INDEX entry_answered ON entry(visit) WHERE type = 'callback.answered';
