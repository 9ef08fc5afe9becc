package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Price;

/**
 * A member as it was at a slot.
 *
 * @param feedIn what the supplier pays for export
 * @param retail what the supplier charges for import
 */
public record SlotMember(AccountId account, MeterId meter, Price feedIn, Price retail, Metering metering) {}
