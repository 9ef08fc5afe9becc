package energy.peerwatt.appbackend.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.appbackend.live.domain.CallInSum;
import energy.peerwatt.appbackend.live.domain.HomeNow;
import energy.peerwatt.appbackend.live.domain.LivePicture;
import energy.peerwatt.appbackend.live.domain.OwnCall;
import energy.peerwatt.appbackend.live.domain.OwnTrade;
import energy.peerwatt.appbackend.live.domain.ZoneNow;
import energy.peerwatt.appbackend.live.domain.ZoneSums;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole of what a viewer sees, with which a stream begins. */
final class Snapshots {
    private Snapshots() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Household(
            Instant marketTime,
            @Nullable HomeNow power,
            @Nullable Long availableNano,
            List<OwnTrade> trades,
            List<OwnCall> calls) {}

    record Operator(Instant marketTime, List<ZoneNow> zones, List<CallInSum> events) {}

    static Household household(LivePicture picture, AccountId account, Instant now) {
        return new Household(
                now,
                picture.home(account).orElse(null),
                picture.balance(account).map(Money::nano).orElse(null),
                picture.trades(account),
                picture.calls(account));
    }

    static Operator operator(LivePicture picture, ZoneSums sums, CommunityId community, Instant now) {
        return new Operator(
                now,
                picture.members(community).stream()
                        .map(MemberDefined::zone)
                        .distinct()
                        .sorted()
                        .map(zone -> sums.now(community, zone))
                        .flatMap(Optional::stream)
                        .toList(),
                picture.calls(community));
    }
}
