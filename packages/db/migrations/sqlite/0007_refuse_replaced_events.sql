-- REPLACE deletes without asking the triggers of DELETE, so it is refused where it would put a row in another's place.
CREATE TRIGGER `events_no_replace` BEFORE INSERT ON `events` WHEN EXISTS (SELECT 1 FROM `events` WHERE `sequence` = NEW.`sequence`) BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
