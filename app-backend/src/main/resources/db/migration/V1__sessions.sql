-- Who is signed in. The cookie's id is not here, only its hash; the tokens are sealed under the id itself.
create table session_tokens (
    id_hash    bytea primary key,
    sealed     bytea       not null,
    expires_at timestamptz not null
);

create index session_tokens_expiry on session_tokens (expires_at);
