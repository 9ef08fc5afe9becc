package energy.peerwatt.gridservice.topology;

import energy.peerwatt.gridservice.topology.domain.Zone;
import energy.peerwatt.gridservice.topology.domain.ZoneTree;
import energy.peerwatt.kit.outbox.Outbox;
import energy.peerwatt.kit.sql.Row;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All versions of all zones; a definition and the event that tells it are one transaction. */
@ApplicationScoped
public class Zones {
    private static final String LATEST = """
            select distinct on (community, zone) community, version, zone, parent, effective_from, local_fee, edge_fee,
                import_limit, export_limit
            from zone_version
            """;
    private static final String ORDER = " order by community, zone, version desc";

    private final Outbox outbox;
    private final Clock clock;

    Zones(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Of all communities, as last defined. */
    public Uni<List<ZoneDefined>> all() {
        return Sql.of(LATEST + ORDER).list(Zones::defined);
    }

    public Uni<List<ZoneDefined>> of(CommunityId community) {
        return Sql.of(LATEST + "where community = :community" + ORDER)
                .with("community", community.value())
                .list(Zones::defined);
    }

    public Uni<ZoneTree> tree(CommunityId community) {
        return of(community).map(Zones::tree);
    }

    static ZoneTree tree(List<ZoneDefined> zones) {
        return new ZoneTree(zones.stream().map(Zones::zone).toList());
    }

    static Zone zone(ZoneDefined zone) {
        return new Zone(
                zone.zone(),
                zone.parent(),
                zone.effectiveFrom(),
                zone.localFee(),
                zone.edgeFee(),
                zone.importLimit(),
                zone.exportLimit());
    }

    /** Adds the next version; the caller holds the community's lock. */
    Uni<ZoneDefined> add(CommunityId community, Zone zone) {
        return Sql.of("select coalesce(max(version), 0) + 1 from zone_version where community = :community")
                .with("community", community.value())
                .list(row -> row.number(0))
                .map(next -> zone.defined(community, next.getFirst()))
                .call(this::insert)
                .call(defined ->
                        outbox.event(Topics.ZONES_DEFINED, community.toString(), EventTypes.ZONE_DEFINED, defined));
    }

    private Uni<Integer> insert(ZoneDefined zone) {
        GridZoneId parent = zone.parent();
        return Sql.of("""
                insert into zone_version (community, version, zone, parent, effective_from, local_fee, edge_fee,
                    import_limit, export_limit, defined_at)
                values (:community, :version, :zone, nullif(:parent, ''), :effectiveFrom, :localFee, :edgeFee,
                    nullif(cast(:importLimit as bigint), -1), nullif(cast(:exportLimit as bigint), -1), :now)
                """)
                .with("community", zone.community().value())
                .with("version", zone.version())
                .with("zone", zone.zone().value())
                .with("parent", parent == null ? "" : parent.value())
                .with("effectiveFrom", zone.effectiveFrom())
                .with("localFee", zone.localFee().microPerKwh())
                .with("edgeFee", zone.edgeFee().microPerKwh())
                .with("importLimit", watts(zone.importLimit()))
                .with("exportLimit", watts(zone.exportLimit()))
                .with("now", clock.instant())
                .run();
    }

    /** -1 for no limit. */
    private static long watts(@Nullable Power limit) {
        return limit == null ? -1 : limit.watts();
    }

    private static ZoneDefined defined(Row row) {
        return new ZoneDefined(
                new CommunityId(row.id(0)),
                new GridZoneId(row.text(2)),
                row.optionalText(3).map(GridZoneId::new).orElse(null),
                row.number(1),
                row.time(4),
                new Price(row.number(5)),
                new Price(row.number(6)),
                row.isNull(7) ? null : new Power(row.number(7)),
                row.isNull(8) ? null : new Power(row.number(8)));
    }
}
