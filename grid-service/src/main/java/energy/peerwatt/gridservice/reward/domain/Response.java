package energy.peerwatt.gridservice.reward.domain;

import energy.peerwatt.messages.id.AccountId;

/**
 * What a participant did, summed over the event.
 *
 * @param wattHours baseline minus measured; negative if more was imported
 * @param deadBandWh may be chance
 * @param capWh what its devices can give in the event's time
 */
public record Response(AccountId account, long wattHours, long deadBandWh, long capWh) {
    /** What is rewarded: above the dead band, up to the cap, never below zero. */
    public long verifiedWh() {
        return Math.min(Math.max(Math.subtractExact(wattHours, deadBandWh), 0), capWh);
    }
}
