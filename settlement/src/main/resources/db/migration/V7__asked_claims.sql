-- What was posted for the wallet when its member asked: a claim is done once that is paid, whoever relayed it.
alter table reward_claim rename column cumulative to asked;
update reward_claim set asked = 0 where asked is null;
alter table reward_claim alter column asked set not null;
