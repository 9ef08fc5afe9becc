package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the community looks like now. Events may come in any order, twice, or from long ago; the picture is the same. Not
 * thread-safe: its owner serialises.
 */
public final class LivePicture {
    private final Map<AccountId, MemberDefined> members = new HashMap<>();
    private final Map<MeterId, AccountId> owners = new HashMap<>();
    private final Map<MeterId, HomeNow> homes = new HashMap<>();
    private final Map<MeterId, GatewayId> gateways = new HashMap<>();
    private final Map<MeterId, PowerHistory> histories = new HashMap<>();
    private final Map<AccountId, Money> balances = new HashMap<>();
    private final Map<CommunityId, Long> balanceSequences = new HashMap<>();
    private final Map<CommunityId, Map<GridZoneId, ZoneDefined>> zones = new HashMap<>();
    private final Trades trades = new Trades(members::get);
    private final Calls calls = new Calls();
    private final Map<MeterId, Generation> generations = new HashMap<>();
    private final int mostHomes;
    private final ZoneId zone;

    /** @param zone where days begin */
    public LivePicture(int mostHomes, ZoneId zone) {
        this.mostHomes = mostHomes;
        this.zone = zone;
    }

    public List<Change> member(MemberDefined member) {
        MemberDefined before = members.put(member.account(), member);
        if (before != null && !before.meter().equals(member.meter())) {
            // What the old meter showed is not this household's any more.
            owners.remove(before.meter(), member.account());
        }
        owners.put(member.meter(), member.account());
        return List.of();
    }

    /** Which gateway reads a meter; empty before its first reading. */
    public Optional<GatewayId> gateway(MeterId meter) {
        return Optional.ofNullable(gateways.get(meter));
    }

    public List<Change> telemetry(TelemetryReported telemetry) {
        HomeNow known = homes.get(telemetry.meter());
        if (known != null && !telemetry.at().isAfter(known.at()) || known == null && homes.size() >= mostHomes) {
            return List.of();
        }
        HomeNow now = HomeNow.of(telemetry);
        homes.put(telemetry.meter(), now);
        gateways.put(telemetry.meter(), telemetry.gateway());
        histories.computeIfAbsent(telemetry.meter(), any -> new PowerHistory()).add(now);
        generations.computeIfAbsent(telemetry.meter(), any -> new Generation()).add(now, dayStart(now.at()));
        AccountId owner = owners.get(telemetry.meter());
        return owner == null ? List.of() : List.of(new Change.Home(owner, now));
    }

    public List<Change> balances(BalancesChanged changed) {
        if (balanceSequences.getOrDefault(changed.community(), 0L) >= changed.sequence()) {
            return List.of();
        }
        balanceSequences.put(changed.community(), changed.sequence());
        List<Change> changes = new ArrayList<>();
        for (BalancesChanged.Balance balance : changed.balances()) {
            balances.put(balance.account(), balance.available());
            changes.add(new Change.Balance(balance.account(), balance.available()));
        }
        return changes;
    }

    public List<Change> zone(ZoneDefined zone) {
        Map<GridZoneId, ZoneDefined> tree = zones.computeIfAbsent(zone.community(), any -> new TreeMap<>());
        ZoneDefined known = tree.get(zone.zone());
        if (known != null && known.version() >= zone.version()) {
            return List.of();
        }
        tree.put(zone.zone(), zone);
        return List.of(new Change.ZoneTree(zone.zone()));
    }

    public List<Change> cleared(SlotCleared slot) {
        trades.cleared(slot);
        return List.of();
    }

    public List<Change> matched(TradesMatched part) {
        return trades.matched(part);
    }

    public List<Change> call(GridEventChanged event) {
        return calls.changed(event);
    }

    public List<Change> dispatch(DispatchReported report) {
        return calls.reported(report);
    }

    public List<Change> response(ResponseVerified response) {
        return calls.verified(response);
    }

    public Optional<MemberDefined> member(AccountId account) {
        return Optional.ofNullable(members.get(account));
    }

    public List<MemberDefined> members(CommunityId community) {
        return members.values().stream()
                .filter(member -> member.community().equals(community))
                .toList();
    }

    public Optional<HomeNow> home(AccountId account) {
        return meterOf(account).flatMap(meter -> Optional.ofNullable(homes.get(meter)));
    }

    public List<PowerHistory.Point> history(AccountId account) {
        return meterOf(account)
                .flatMap(meter -> Optional.ofNullable(histories.get(meter)))
                .map(PowerHistory::points)
                .orElse(List.of());
    }

    /** What was generated today in Wh and since when that is known; absent without solar. */
    public Optional<Generated> generated(AccountId account) {
        return meterOf(account)
                .flatMap(meter -> Optional.ofNullable(generations.get(meter)))
                .flatMap(generation -> Optional.ofNullable(generation.sum()))
                .map(sum -> new Generated(sum.since(), sum.wattHours()));
    }

    public record Generated(Instant since, long wattHours) {}

    public Instant dayStart(Instant at) {
        return at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    public Optional<Money> balance(AccountId account) {
        return Optional.ofNullable(balances.get(account));
    }

    public List<OwnTrade> trades(AccountId account) {
        return member(account)
                .map(member -> trades.of(member.community(), account))
                .orElse(List.of());
    }

    public List<OwnCall> calls(AccountId account) {
        return calls.of(account);
    }

    public List<CallInSum> calls(CommunityId community) {
        return calls.all(community);
    }

    public Optional<CommunityId> communityOf(GridEventId event) {
        return calls.communityOf(event);
    }

    public List<ZoneDefined> zones(CommunityId community) {
        return List.copyOf(zones.getOrDefault(community, Map.of()).values());
    }

    @Nullable
    HomeNow homeOf(MeterId meter) {
        return homes.get(meter);
    }

    @Nullable
    PowerHistory historyOf(MeterId meter) {
        return histories.get(meter);
    }

    private Optional<MeterId> meterOf(AccountId account) {
        return member(account).map(MemberDefined::meter).filter(meter -> account.equals(owners.get(meter)));
    }
}
