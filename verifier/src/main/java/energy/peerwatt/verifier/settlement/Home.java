package energy.peerwatt.verifier.settlement;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;

/**
 * A member in one slot.
 *
 * @param imported gross Wh from the grid, the difference of the import register
 * @param exported gross Wh into the grid, the difference of the export register
 * @param feedIn what its supplier pays for exports
 * @param retail what its supplier charges for imports
 */
public record Home(AccountId account, MeterId meter, Energy imported, Energy exported, Price feedIn, Price retail) {
    /** Wh it had to give over the slot as a whole. */
    long surplus() {
        return Math.max(0, exported.wattHours() - imported.wattHours());
    }

    /** Wh it needed over the slot as a whole. */
    long need() {
        return Math.max(0, imported.wattHours() - exported.wattHours());
    }
}
