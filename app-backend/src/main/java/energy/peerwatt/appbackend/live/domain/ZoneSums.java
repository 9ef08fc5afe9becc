package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Sums over the homes of a zone; a zone of too few homes has none, or it would be a look into somebody's home. */
public final class ZoneSums {
    /** Market time after which a home that says nothing is left out and counted as missing. */
    private static final Duration STALE = Duration.ofMinutes(5);

    private final LivePicture picture;
    private final int smallest;

    public ZoneSums(LivePicture picture, int smallest) {
        this.picture = picture;
        this.smallest = smallest;
    }

    public Optional<ZoneNow> now(CommunityId community, GridZoneId zone) {
        List<MemberDefined> members = members(community, zone);
        List<HomeNow> known = members.stream()
                .map(member -> picture.homeOf(member.meter()))
                .filter(Objects::nonNull)
                .toList();
        Optional<Instant> newest = known.stream().map(HomeNow::at).max(Instant::compareTo);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        Instant oldest = newest.get().minus(STALE);
        List<HomeNow> fresh =
                known.stream().filter(home -> !home.at().isBefore(oldest)).toList();
        if (fresh.size() < smallest) {
            return Optional.empty();
        }
        return Optional.of(new ZoneNow(
                zone,
                newest.get(),
                fresh.size(),
                members.size() - fresh.size(),
                fresh.stream().mapToLong(HomeNow::gridW).sum(),
                fresh.stream()
                        .map(HomeNow::solarW)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum(),
                fresh.stream()
                        .map(HomeNow::batteryW)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum()));
    }

    /** The last hour, a point per minute in which enough homes were heard of. */
    public List<ZoneNow.Point> history(CommunityId community, GridZoneId zone) {
        List<PowerHistory> histories = members(community, zone).stream()
                .map(member -> picture.historyOf(member.meter()))
                .filter(Objects::nonNull)
                .toList();
        Optional<Instant> newest = histories.stream()
                .map(PowerHistory::last)
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
        if (newest.isEmpty()) {
            return List.of();
        }
        List<ZoneNow.Point> points = new ArrayList<>();
        Instant end = newest.get();
        for (Instant minute = end.minus(PowerHistory.KEPT); !minute.isAfter(end); minute = minute.plusSeconds(60)) {
            Instant at = minute;
            List<Long> parts = histories.stream()
                    .map(history -> history.gridAt(at, STALE))
                    .filter(Objects::nonNull)
                    .toList();
            if (parts.size() >= smallest) {
                points.add(new ZoneNow.Point(
                        at, parts.stream().mapToLong(Long::longValue).sum()));
            }
        }
        return points;
    }

    private List<MemberDefined> members(CommunityId community, GridZoneId zone) {
        return picture.members(community).stream()
                .filter(member -> member.zone().equals(zone))
                .toList();
    }
}
