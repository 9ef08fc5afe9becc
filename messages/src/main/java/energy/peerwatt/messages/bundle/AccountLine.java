package energy.peerwatt.messages.bundle;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;

/**
 * A line of {@code accounts.ndjson}: who is behind an account index of the batches.
 *
 * @param index account index in the escrow contract
 * @param wallet address that owns the index and the meter on chain
 */
public record AccountLine(int index, AccountId account, String wallet, MeterId meter) {}
