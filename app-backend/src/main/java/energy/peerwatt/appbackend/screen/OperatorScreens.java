package energy.peerwatt.appbackend.screen;

import energy.peerwatt.appbackend.live.LiveFeed;
import energy.peerwatt.appbackend.live.domain.CallInSum;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins an operator's screen, from the live picture alone: it is there while every other service is away. */
@ApplicationScoped
public class OperatorScreens {
    private final LiveFeed feed;
    private final Clock clock;

    OperatorScreens(LiveFeed feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    public OperatorScreen of(CommunityId community) {
        List<ZoneDefined> defined = feed.read(picture -> picture.zones(community));
        List<CallInSum> events = feed.read(picture -> picture.calls(community));
        return new OperatorScreen(
                clock.instant(),
                feed.zones(community).stream()
                        .map(zone -> zone(
                                community,
                                zone,
                                defined.stream()
                                        .filter(one -> one.zone().equals(zone))
                                        .findFirst()))
                        .toList(),
                events);
    }

    private OperatorScreen.Zone zone(CommunityId community, GridZoneId zone, Optional<ZoneDefined> defined) {
        return feed.readSums(sums -> new OperatorScreen.Zone(
                zone,
                value(defined, ZoneDefined::parent),
                value(defined, ZoneDefined::localFee),
                value(defined, ZoneDefined::edgeFee),
                watts(defined.map(ZoneDefined::importLimit)),
                watts(defined.map(ZoneDefined::exportLimit)),
                sums.now(community, zone).orElse(null),
                sums.history(community, zone)));
    }

    private static <T> @Nullable T value(Optional<ZoneDefined> zone, Function<ZoneDefined, @Nullable T> part) {
        return zone.isEmpty() ? null : part.apply(zone.get());
    }

    private static @Nullable Long watts(Optional<Power> limit) {
        return limit.map(Power::watts).orElse(null);
    }
}
