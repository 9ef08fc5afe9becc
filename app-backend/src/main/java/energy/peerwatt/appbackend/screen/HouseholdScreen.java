package energy.peerwatt.appbackend.screen;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.appbackend.live.domain.HomeNow;
import energy.peerwatt.appbackend.live.domain.OwnCall;
import energy.peerwatt.appbackend.live.domain.OwnTrade;
import energy.peerwatt.appbackend.live.domain.PowerHistory;
import energy.peerwatt.appbackend.service.Answer;
import energy.peerwatt.appbackend.service.Balance;
import energy.peerwatt.appbackend.service.Enrolment;
import energy.peerwatt.appbackend.service.Kpis;
import energy.peerwatt.appbackend.service.Rewards;
import energy.peerwatt.appbackend.service.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a household's page shows. Energy in Wh, power in W, money in nano-currency, tokens in nano-WATT.
 *
 * @param power absent while no telemetry of this home was heard
 * @param history the last hour, a point per minute
 * @param consent whether it takes part in calls
 * @param week key figures of the last seven days
 * @param balance of the ledger, live; absent before the account is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HouseholdScreen(
        Instant marketTime,
        @Nullable HomeNow power,
        List<PowerHistory.Point> history,
        Part<Today> today,
        List<OwnTrade> trades,
        Part<Balance> balance,
        Part<Statement> statement,
        Part<Kpis> week,
        List<OwnCall> calls,
        Part<Consent> consent,
        Part<Rewards> rewards) {
    private static final int NOT_FOUND = 404;

    /** @param enrolment what the household lends; absent where it takes no part */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Consent(@Nullable Enrolment enrolment) {
        static Part<Consent> of(Answer<Enrolment> answer) {
            return switch (answer) {
                case Answer.Known<Enrolment>(Enrolment value) -> new Part<>(new Consent(value), null, null);
                case Answer.Refused<Enrolment>(int status, var _)
                when status == NOT_FOUND -> new Part<>(new Consent(null), null, null);
                case Answer.Refused<Enrolment> _, Answer.Away<Enrolment> _ -> Part.missing(answer);
            };
        }
    }

    /**
     * @param since midnight, or the first reading after it
     * @param generatedWh summed from power; absent without solar, with its own beginning
     * @param tradedWh bought and sold
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Today(
            Instant since,
            long importedWh,
            long exportedWh,
            @Nullable Long generatedWh,
            @Nullable Instant generatedSince,
            long soldWh,
            long boughtWh) {
        public long tradedWh() {
            return soldWh + boughtWh;
        }
    }
}
