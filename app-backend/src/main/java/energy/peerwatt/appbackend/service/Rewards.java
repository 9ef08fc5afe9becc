package energy.peerwatt.appbackend.service;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;

/**
 * Reward tokens of a household in nano-WATT, all cumulative.
 *
 * @param posted what is on chain and can be claimed
 * @param claiming whether a claim is on its way
 */
public record Rewards(
        @JsonAlias({"earnedNano", "earned"}) long earned,
        @JsonAlias({"postedNano", "posted"}) long posted,
        @JsonAlias({"claimedNano", "claimed"}) long claimed,
        @Nullable Boolean claiming) {
    public long claimable() {
        return Math.max(0, posted - claimed);
    }

    public boolean underway() {
        return Boolean.TRUE.equals(claiming);
    }
}
