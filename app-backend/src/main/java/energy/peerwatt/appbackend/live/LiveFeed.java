package energy.peerwatt.appbackend.live;

import energy.peerwatt.appbackend.config.AppConfig;
import energy.peerwatt.appbackend.live.domain.Change;
import energy.peerwatt.appbackend.live.domain.LivePicture;
import energy.peerwatt.appbackend.live.domain.Timeline;
import energy.peerwatt.appbackend.live.domain.Viewer;
import energy.peerwatt.appbackend.live.domain.ZoneSums;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of the live picture: applies events one at a time, numbers what changed, and hands it to everybody who
 * may see it. A viewer joins between two events, so that snapshot and changes have neither gap nor overlap.
 */
@ApplicationScoped
public class LiveFeed {
    private static final int REMEMBERED = 5_000;
    /** A viewer that is further behind is dropped; it comes back and resumes. */
    private static final int BUFFER = 512;
    /** A viewer that missed more gets a snapshot: the end would not fit, and the viewer would be dropped again. */
    private static final int MOST_MISSED = BUFFER / 2;

    private final LivePicture picture;
    private final ZoneSums sums;
    private final Timeline timeline;
    private final Clock clock;
    private final Set<Subscriber> subscribers = new HashSet<>();
    private final Set<ZoneKey> moved = new HashSet<>();

    private record Subscriber(Viewer viewer, MultiEmitter<? super LiveMessage> emitter) {}

    private record ZoneKey(CommunityId community, GridZoneId zone) {}

    LiveFeed(AppConfig config, Clock clock) {
        this.picture = new LivePicture(config.mostHomes(), config.zone());
        this.sums = new ZoneSums(picture, config.smallestZone());
        this.timeline = new Timeline(HexFormat.of().toHexDigits(new SecureRandom().nextInt()), REMEMBERED);
        this.clock = clock;
    }

    /** Reads from the picture while nothing changes it. */
    public synchronized <T> T read(Function<LivePicture, T> question) {
        return question.apply(picture);
    }

    public synchronized <T> T readSums(Function<ZoneSums, T> question) {
        return question.apply(sums);
    }

    /** @param community of the event; absent where it names none, as telemetry does */
    synchronized void apply(@Nullable CommunityId community, Function<LivePicture, List<Change>> event) {
        for (Change change : event.apply(picture)) {
            publish(community == null ? communityOf(change) : Optional.of(community), change);
        }
    }

    /** A report names its call but no community. */
    synchronized void dispatch(DispatchReported report) {
        Optional<CommunityId> community = picture.communityOf(report.event());
        for (Change change : picture.dispatch(report)) {
            publish(community, change);
        }
    }

    private Optional<CommunityId> communityOf(Change change) {
        return change instanceof Change.Own own
                ? picture.member(own.account()).map(MemberDefined::community)
                : Optional.empty();
    }

    private void publish(Optional<CommunityId> community, Change change) {
        community.ifPresent(known -> {
            send(timeline.add(known, change));
            if (change instanceof Change.Home home) {
                picture.member(home.account()).ifPresent(member -> moved.add(new ZoneKey(known, member.zone())));
            }
        });
    }

    private void send(Timeline.Entry entry) {
        LiveMessage message = LiveMessage.of(timeline.position(entry.sequence()), entry.change());
        for (Subscriber subscriber : List.copyOf(subscribers)) {
            if (subscriber.viewer.sees(entry.community(), entry.change())) {
                subscriber.emitter.emit(message);
            }
        }
    }

    /** Sums at the speed of people, not of meters. */
    @Scheduled(every = "1s")
    synchronized void publishSums() {
        Set<ZoneKey> due = Set.copyOf(moved);
        moved.clear();
        for (ZoneKey key : due) {
            sums.now(key.community, key.zone)
                    .ifPresent(now -> publish(Optional.of(key.community), new Change.Zone(now)));
        }
    }

    /** Market time rides on it, so that pages need no clock of their own. */
    record Beat(Instant marketTime) {}

    @Scheduled(every = "${peerwatt.app.heartbeat:10s}")
    synchronized void beat() {
        LiveMessage beat = new LiveMessage(null, "heartbeat", new Beat(clock.instant()));
        List.copyOf(subscribers).forEach(subscriber -> subscriber.emitter.emit(beat));
    }

    /** What a viewer missed, or a snapshot where that is unknown; then every change as it happens. */
    Multi<LiveMessage> follow(Viewer viewer, @Nullable String lastSeen) {
        return Multi.createFrom().<LiveMessage>emitter(emitter -> join(viewer, lastSeen, emitter), BUFFER);
    }

    private synchronized void join(
            Viewer viewer, @Nullable String lastSeen, MultiEmitter<? super LiveMessage> emitter) {
        missed(viewer, lastSeen)
                .filter(entries -> entries.size() <= MOST_MISSED)
                .ifPresentOrElse(
                        entries -> entries.forEach(entry ->
                                emitter.emit(LiveMessage.of(timeline.position(entry.sequence()), entry.change()))),
                        () -> emitter.emit(new LiveMessage(timeline.position(), "snapshot", snapshot(viewer))));
        Subscriber subscriber = new Subscriber(viewer, emitter);
        subscribers.add(subscriber);
        emitter.onTermination(() -> leave(subscriber));
    }

    private Optional<List<Timeline.Entry>> missed(Viewer viewer, @Nullable String lastSeen) {
        return lastSeen == null
                ? Optional.empty()
                : timeline.since(lastSeen)
                        .map(entries -> entries.stream()
                                .filter(entry -> viewer.sees(entry.community(), entry.change()))
                                .toList());
    }

    private synchronized void leave(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    private Object snapshot(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Household(var account) -> Snapshots.household(picture, account, clock.instant());
            case Viewer.Operator(var community) -> Snapshots.operator(picture, sums, community, clock.instant());
        };
    }

    /** The zones a community has: defined ones, and ones that members live in. */
    public synchronized List<GridZoneId> zones(CommunityId community) {
        return Stream.concat(
                        picture.zones(community).stream().map(ZoneDefined::zone),
                        picture.members(community).stream().map(MemberDefined::zone))
                .distinct()
                .sorted()
                .toList();
    }
}
