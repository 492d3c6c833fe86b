-- How far a request is that needs more than one approval: what counted at the last vote, and what is still needed.
alter table operations add column awaiting text;;
