package energy.peerwatt.appbackend.screen;

import energy.peerwatt.appbackend.live.LiveFeed;
import energy.peerwatt.appbackend.live.domain.HomeNow;
import energy.peerwatt.appbackend.live.domain.LivePicture;
import energy.peerwatt.appbackend.live.domain.OwnCall;
import energy.peerwatt.appbackend.live.domain.OwnTrade;
import energy.peerwatt.appbackend.live.domain.PowerHistory;
import energy.peerwatt.appbackend.service.Answer;
import energy.peerwatt.appbackend.service.Reading;
import energy.peerwatt.appbackend.service.Services;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Joins a household's screen. */
@ApplicationScoped
public class HouseholdScreens {
    private static final Duration STATEMENT = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);

    private final LiveFeed feed;
    private final Services services;
    private final Clock clock;

    HouseholdScreens(LiveFeed feed, Services services, Clock clock) {
        this.feed = feed;
        this.services = services;
        this.clock = clock;
    }

    private record Live(
            Optional<HomeNow> power,
            List<PowerHistory.Point> history,
            List<OwnTrade> trades,
            List<OwnCall> calls,
            Optional<LivePicture.Generated> generated,
            Optional<MemberDefined> member,
            Instant dayStart) {}

    public HouseholdScreen of(CommunityId community, AccountId account) {
        Instant now = clock.instant();
        Live live = feed.read(picture -> new Live(
                picture.home(account),
                picture.history(account),
                picture.trades(account),
                picture.calls(account),
                picture.generated(account),
                picture.member(account),
                picture.dayStart(now)));
        return new HouseholdScreen(
                now,
                live.power.orElse(null),
                live.history,
                today(live),
                live.trades,
                Part.of(services.balance(community, account)),
                Part.of(services.statement(community, account, now.minus(STATEMENT))),
                Part.of(services.kpis(community, account, now.minus(WEEK), now)),
                live.calls,
                HouseholdScreen.Consent.of(services.enrolment(account)),
                Part.of(services.rewards(community, account)));
    }

    private Part<HouseholdScreen.Today> today(Live live) {
        if (live.member.isEmpty() || live.power.isEmpty()) {
            return new Part<>(null, "no meter data yet", null);
        }
        Answer<List<Reading>> readings = services.readings(live.member.get().meter());
        return switch (readings) {
            case Answer.Known<List<Reading>>(List<Reading> known) ->
                known.stream()
                        .filter(reading -> !reading.boundary().isBefore(live.dayStart))
                        .min(Comparator.comparing(Reading::boundary))
                        .map(first -> new Part<>(sum(first, live.power.get(), live), null, null))
                        .orElseGet(() -> new Part<>(null, "the first reading of today is still to come", null));
            case Answer.Away<List<Reading>>(var service, var since) ->
                new Part<>(null, "not available: " + service + " does not answer", since);
            case Answer.Refused<List<Reading>>(var status, var _) ->
                new Part<>(null, "the gateway does not show this meter's readings (" + status + ")", null);
        };
    }

    private static HouseholdScreen.Today sum(Reading first, HomeNow now, Live live) {
        return new HouseholdScreen.Today(
                first.boundary(),
                Math.max(0, now.importedWh() - first.importWh()),
                Math.max(0, now.exportedWh() - first.exportWh()),
                live.generated.map(LivePicture.Generated::wattHours).orElse(null),
                live.generated.map(LivePicture.Generated::since).orElse(null),
                traded(live, OwnTrade.Direction.SOLD),
                traded(live, OwnTrade.Direction.BOUGHT));
    }

    private static long traded(Live live, OwnTrade.Direction direction) {
        return live.trades.stream()
                .filter(trade -> trade.direction() == direction)
                .filter(trade -> !trade.slot().start().isBefore(live.dayStart))
                .mapToLong(trade -> trade.energy().wattHours())
                .sum();
    }
}
