package energy.peerwatt.messages.bundle;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.util.List;

/**
 * What a slot came to for every member: quantities from sealed readings, money exact in nano-currency. The rules stand
 * in docs/settlement.md.
 *
 * @param revision from 1; a later one corrects the earlier, which stays
 * @param readingsRoot the seals this rests on, see docs/evidence.md; {@link Hash32#ZERO} while provisional
 * @param members all members of the community, by account id
 * @param trades all trades of the slot, in trade order
 */
public record SlotSettlement(
        CommunityId community,
        Slot slot,
        int revision,
        State state,
        Hash32 resultHash,
        Hash32 readingsRoot,
        List<Member> members,
        List<Trade> trades) {
    public enum State {
        PROVISIONAL,
        FINAL
    }

    /**
     * @param imported what the meter imported in the slot, gross
     * @param exported what the meter exported in the slot, gross
     * @param bought settled Wh bought from members
     * @param sold settled Wh sold to members
     * @param traded received for sales minus paid for purchases, without fees and congestion
     * @param fees grid fees paid, never negative
     * @param congestion what limits of the grid added to purchases, paid to the demand-response fund, never negative
     * @param supplier (exported - sold) x feedIn - (imported - bought) x retail; - is a charge. Not on chain
     * @param supplierAlone exported x feedIn - imported x retail: what the supplier alone would have made of it
     */
    public record Member(
            AccountId account,
            MeterId meter,
            Energy imported,
            Energy exported,
            Energy bought,
            Energy sold,
            Money traded,
            Money fees,
            Money congestion,
            Money supplier,
            Money supplierAlone,
            Price feedIn,
            Price retail) {
        /** All the member gets (+) or pays (-) for the slot. */
        public Money total() {
            return traded.minus(fees).minus(congestion).plus(supplier);
        }

        /** How much better that is than the supplier alone. */
        public Money better() {
            return total().minus(supplierAlone);
        }
    }

    /**
     * @param delivered the seller's metered surplus given to this trade
     * @param taken the buyer's metered need given to this trade
     * @param settled the smaller of the two
     * @param price what the seller receives; the buyer pays {@code price + fee + congestion}
     */
    public record Trade(
            TradeId id,
            AccountId seller,
            AccountId buyer,
            Energy traded,
            Energy delivered,
            Energy taken,
            Energy settled,
            Price price,
            Price fee,
            Price congestion) {}
}
