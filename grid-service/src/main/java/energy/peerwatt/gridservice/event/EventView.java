package energy.peerwatt.gridservice.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.event.domain.CallTerms;
import energy.peerwatt.gridservice.event.domain.Pseudonym;
import energy.peerwatt.gridservice.verification.Verifications.Stored;
import energy.peerwatt.gridservice.verification.domain.VerificationResult;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call as its operator sees it: no accounts, no meters, no readings.
 *
 * @param expectedW sum of what devices are asked for; below the target where there are not enough
 * @param verified absent until the call is verified
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventView(
        GridEventId event,
        CommunityId community,
        GridZoneId zone,
        int version,
        GridEventChanged.State state,
        Power targetW,
        Power expectedW,
        Instant publishedAt,
        Instant start,
        Instant end,
        @Nullable Instant terminatedAt,
        Money currencyBudgetNano,
        TokenAmount tokenBudgetNano,
        Price currencyMicroPerKwh,
        long tokenNanoPerWh,
        List<Participant> participants,
        @Nullable Totals verified) {

    /**
     * @param dispatch what its gateway last reported; absent before
     * @param excluded why it is not rewarded; absent if it is, or that is not known yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Participant(
            Pseudonym participant,
            Power expectedW,
            DispatchReported.@Nullable State dispatch,
            boolean optedOut,
            @Nullable String excluded,
            @Nullable Energy verifiedWh,
            @Nullable Money currencyRewardNano,
            @Nullable TokenAmount tokenRewardNano) {}

    /** @param participants those whose response counts */
    public record Totals(
            Instant at, int participants, Energy verifiedWh, Money currencyRewardNano, TokenAmount tokenRewardNano) {
        static Totals of(Stored stored) {
            List<VerificationResult.Line> lines = stored.result().lines();
            return new Totals(
                    stored.verifiedAt(),
                    (int) lines.stream().filter(line -> line.excluded() == null).count(),
                    lines.stream().map(line -> line.line().verified()).reduce(Energy.ZERO, Energy::plus),
                    lines.stream().map(line -> line.line().currencyReward()).reduce(Money.ZERO, Money::plus),
                    lines.stream().map(line -> line.line().tokenReward()).reduce(TokenAmount.ZERO, TokenAmount::plus));
        }
    }

    static EventView of(Call call, List<Participation> participations, Optional<Stored> stored) {
        CallTerms terms = call.terms();
        Map<AccountId, VerificationResult.Line> lines = stored.map(one -> one.result().lines().stream()
                        .collect(Collectors.toMap(line -> line.line().account(), line -> line)))
                .orElse(Map.of());
        return new EventView(
                call.id(),
                terms.community(),
                terms.zone(),
                call.version(),
                call.state(),
                terms.target(),
                new Power(participations.stream()
                        .mapToLong(one -> one.expected().watts())
                        .sum()),
                call.publishedAt(),
                terms.start(),
                terms.end(),
                call.terminatedAt(),
                terms.currencyBudget(),
                terms.tokenBudget(),
                terms.currencyRate(),
                terms.tokenNanoPerWh(),
                participations.stream()
                        .map(one -> participant(one, lines.get(one.account())))
                        .sorted(Comparator.comparing(one -> one.participant().value()))
                        .toList(),
                stored.map(Totals::of).orElse(null));
    }

    private static Participant participant(Participation one, VerificationResult.@Nullable Line line) {
        return new Participant(
                Pseudonym.of(one.event(), one.account()),
                one.expected(),
                one.progress().state(),
                one.optedOutAt() != null,
                line == null ? one.exclusion() : line.excluded(),
                line == null ? null : line.line().verified(),
                line == null ? null : line.line().currencyReward(),
                line == null ? null : line.line().tokenReward());
    }
}
