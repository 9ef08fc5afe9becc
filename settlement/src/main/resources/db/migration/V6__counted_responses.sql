-- The part of a settled response that counts; null where all of it does.
alter table response add column counted text;
