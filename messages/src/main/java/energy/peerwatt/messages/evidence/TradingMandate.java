package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a household's wallet allows an agent to trade, as EIP-712 typed data:
 *
 * <pre>TradingMandate(address owner,address agentKey,bytes16 cell,uint32 maxPricePerKWh,uint32 minPricePerKWh,
 * uint64 maxWhPerSlot,uint64 maxSpendPerDay,uint64 validUntil,uint64 nonce)</pre>
 *
 * @param owner address of the household's wallet, 0x and 40 lower-case hex digits
 * @param agentKey address of the key that signs order batches
 * @param cell the community
 * @param maxPricePerKWh the highest limit of a purchase, micro-currency per kWh
 * @param minPricePerKWh the lowest limit of a sale, micro-currency per kWh
 * @param maxWhPerSlot the most that orders of one slot may add up to
 * @param maxSpendPerDay the most that purchases for slots of one day (UTC) may cost, nano-currency
 * @param validUntil slots that start then or later are not covered; whole seconds, market time
 * @param nonce each mandate of a household has a higher one than the one before
 */
public record TradingMandate(
        String owner,
        String agentKey,
        CommunityId cell,
        Price maxPricePerKWh,
        Price minPricePerKWh,
        Energy maxWhPerSlot,
        Money maxSpendPerDay,
        Instant validUntil,
        long nonce) {
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
    private static final byte[] TYPE = TradingDomain.hash(
            "TradingMandate(address owner,address agentKey,bytes16 cell,uint32 maxPricePerKWh,uint32 minPricePerKWh,"
                    + "uint64 maxWhPerSlot,uint64 maxSpendPerDay,uint64 validUntil,uint64 nonce)");

    /** @throws IllegalArgumentException naming the field and the bad value */
    public TradingMandate {
        requireAddress("owner", owner);
        requireAddress("agentKey", agentKey);
        Objects.requireNonNull(cell, "cell is missing");
        Objects.requireNonNull(maxPricePerKWh, "maxPricePerKWh is missing");
        Objects.requireNonNull(minPricePerKWh, "minPricePerKWh is missing");
        Objects.requireNonNull(maxWhPerSlot, "maxWhPerSlot is missing");
        Objects.requireNonNull(maxSpendPerDay, "maxSpendPerDay is missing");
        Objects.requireNonNull(validUntil, "validUntil is missing");
        if (maxSpendPerDay.nano() < 0) {
            throw new IllegalArgumentException("maxSpendPerDay must not be negative: " + maxSpendPerDay.nano());
        }
        if (validUntil.getNano() != 0 || validUntil.getEpochSecond() < 0) {
            throw new IllegalArgumentException("validUntil must be in whole seconds since 1970: " + validUntil);
        }
        if (nonce < 0) {
            throw new IllegalArgumentException("nonce must not be negative: " + nonce);
        }
    }

    private static void requireAddress(String field, String address) {
        if (address == null || !ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException(field + " must be 0x and 40 lower-case hex digits: " + address);
        }
    }

    /** What the wallet signs, and what stands for the mandate in an order. */
    public Hash32 digest(TradingDomain domain) {
        return domain.digest(new AbiWords()
                .bytes(TYPE)
                .address(owner)
                .address(agentKey)
                .bytes(cell.bytes())
                .number(maxPricePerKWh.microPerKwh())
                .number(minPricePerKWh.microPerKwh())
                .number(maxWhPerSlot.wattHours())
                .number(maxSpendPerDay.nano())
                .number(validUntil.getEpochSecond())
                .number(nonce));
    }

    /** Whether a slot that starts then is covered. */
    public boolean covers(Instant slotStart) {
        return slotStart.isBefore(validUntil);
    }
}
