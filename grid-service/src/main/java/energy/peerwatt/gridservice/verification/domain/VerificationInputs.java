package energy.peerwatt.gridservice.verification.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.gridservice.baseline.domain.BaselineInputs;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a call brought and what it pays.
 *
 * @param policy of the baselines
 * @param publishedAt when households were told
 * @param participants by account
 */
public record VerificationInputs(
        String policy,
        CommunityId community,
        GridEventId event,
        GridZoneId zone,
        Instant publishedAt,
        Instant start,
        Instant end,
        Price currencyMicroPerKwh,
        long tokenNanoPerWh,
        Money currencyBudgetNano,
        TokenAmount tokenBudgetNano,
        List<Participant> participants) {
    public VerificationInputs {
        participants = List.copyOf(participants);
    }

    /**
     * @param rated of its device
     * @param excluded why nothing it did counts; absent if it does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Participant(
            AccountId account,
            MeterId meter,
            Power rated,
            @Nullable String excluded,
            BaselineInputs energies) {}

    /** Keccak-256 of the canonical JSON. */
    public Hash32 hash() {
        return CanonicalJson.hash(this);
    }
}
