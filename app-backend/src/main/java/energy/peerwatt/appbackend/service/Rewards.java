package energy.peerwatt.appbackend.service;

import com.fasterxml.jackson.annotation.JsonAlias;

/** Reward tokens of a household in nano-WATT, all cumulative. @param posted what is on chain and can be claimed */
public record Rewards(
        @JsonAlias({"earnedNano", "earned"}) long earned,
        @JsonAlias({"postedNano", "posted"}) long posted,
        @JsonAlias({"claimedNano", "claimed"}) long claimed) {
    public long claimable() {
        return Math.max(0, posted - claimed);
    }
}
