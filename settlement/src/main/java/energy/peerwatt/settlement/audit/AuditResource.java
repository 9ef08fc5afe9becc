package energy.peerwatt.settlement.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.RewardLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.settlement.access.Caller;
import energy.peerwatt.settlement.batch.BatchRow;
import energy.peerwatt.settlement.batch.Batches;
import energy.peerwatt.settlement.chain.ChainConnection;
import energy.peerwatt.settlement.chain.ChainContracts;
import energy.peerwatt.settlement.ledger.Balance;
import energy.peerwatt.settlement.ledger.Balances;
import energy.peerwatt.settlement.member.Members;
import energy.peerwatt.settlement.quantity.Settlements;
import energy.peerwatt.settlement.quantity.Slots;
import energy.peerwatt.settlement.reading.Seals;
import energy.peerwatt.settlement.response.Responses;
import energy.peerwatt.settlement.rest.Request;
import energy.peerwatt.settlement.reward.RewardEpochs;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of an auditor bundle that settlement holds, ascending, in pages. */
@Path("/v1/audit/{communityId}")
@RolesAllowed(Caller.AUDITOR)
@WithSession
public class AuditResource {
    private static final String NDJSON = "application/x-ndjson";

    private final ChainConnection connection;
    private final Slots slots;
    private final Members members;
    private final Balances balances;
    private final Seals seals;
    private final Settlements settlements;
    private final Batches batches;
    private final Responses responses;
    private final RewardEpochs epochs;

    AuditResource(
            ChainConnection connection,
            Slots slots,
            Members members,
            Balances balances,
            Seals seals,
            Settlements settlements,
            Batches batches,
            Responses responses,
            RewardEpochs epochs) {
        this.connection = connection;
        this.slots = slots;
        this.members = members;
        this.balances = balances;
        this.seals = seals;
        this.settlements = settlements;
        this.batches = batches;
        this.responses = responses;
        this.epochs = epochs;
    }

    @GET
    @Path("/manifest")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<BundleManifest> manifest(@PathParam("communityId") String community) {
        CommunityId id = community(community);
        ChainContracts contracts = connection
                .contracts()
                .filter(known -> known.cell().equals(id))
                .orElseThrow(() -> Request.notFound("community " + community + " has no contracts here"));
        return slots.first(id)
                .map(first -> new BundleManifest(
                        BundleManifest.VERSION,
                        id,
                        first.orElseThrow(() -> Request.notFound("community " + community + " has no slot yet"))
                                .slot(),
                        contracts.addresses().chainId(),
                        contracts.addresses().registry().address().hex(),
                        contracts.addresses().escrow().address().hex(),
                        contracts.addresses().ledger().address().hex(),
                        contracts.addresses().watt().address().hex(),
                        contracts.addresses().distributor().address().hex()));
    }

    /** All accounts, by index. */
    @GET
    @Path("/accounts")
    @Produces(NDJSON)
    public Uni<String> accounts(@PathParam("communityId") String community) {
        CommunityId id = community(community);
        return members.latest(id)
                .chain(latest -> balances.of(id).map(open -> {
                    Map<Object, Balance> byAccount =
                            open.stream().collect(Collectors.toMap(Balance::account, Function.identity()));
                    return lines(latest.stream()
                            .filter(member -> byAccount.containsKey(member.account()))
                            .map(member -> new AccountLine(
                                    byAccount.get(member.account()).index(),
                                    member.account(),
                                    member.wallet(),
                                    member.meter()))
                            .sorted(Comparator.comparingInt(AccountLine::index))
                            .toList());
                }));
    }

    /**
     * Verified seals with their readings.
     *
     * @param after boundary; whole boundaries are returned, so a page may be a little longer than {@code limit}
     */
    @GET
    @Path("/seals")
    @Produces(NDJSON)
    public Uni<String> seals(
            @PathParam("communityId") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Page page = page(community, after, limit);
        return seals.verified(page.after(), page.limit()).map(AuditResource::lines);
    }

    /** Final settlements. @param after start of a slot */
    @GET
    @Path("/settlements")
    @Produces(NDJSON)
    public Uni<String> settlements(
            @PathParam("communityId") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Page page = page(community, after, limit);
        return settlements
                .finalAfter(page.community(), page.after(), page.limit())
                .map(AuditResource::lines);
    }

    /** Batches on chain, and the one on its way there. @param after number of a batch */
    @GET
    @Path("/batches")
    @Produces(NDJSON)
    public Uni<String> batches(
            @PathParam("communityId") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Request request = new Request();
        request.community(community);
        long from = request.number("after", after);
        int atMost = request.limit(limit);
        request.check();
        return batches.findById(from)
                .map(before -> Optional.<BatchRow>ofNullable(before).flatMap(BatchRow::hash))
                .chain(before -> batches.after(from, atMost)
                        .chain(rows -> batchLines(from == 0 ? Optional.of(Hash32.ZERO) : before, rows)))
                .map(AuditResource::lines);
    }

    /** Settled responses, in the order they were settled. @param after event of a response */
    @GET
    @Path("/responses")
    @Produces(NDJSON)
    public Uni<String> responses(
            @PathParam("communityId") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Request request = new Request();
        CommunityId id = request.community(community);
        Optional<GridEventId> from = Optional.ofNullable(after).map(request::event);
        int atMost = request.limit(limit);
        request.check();
        return responses.lines(id, from, atMost).map(AuditResource::lines);
    }

    /** Reward epochs. @param after number of an epoch */
    @GET
    @Path("/rewards")
    @Produces(NDJSON)
    public Uni<String> rewards(
            @PathParam("communityId") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Request request = new Request();
        CommunityId id = request.community(community);
        long from = request.number("after", after);
        int atMost = request.limit(limit);
        request.check();
        return epochs.after(id, from, atMost)
                .map(made -> lines(made.stream().map(RewardLine::of).toList()));
    }

    private Uni<List<BatchLine>> batchLines(Optional<Hash32> before, List<BatchRow> rows) {
        List<Uni<BatchLine>> lines = new ArrayList<>();
        Optional<Hash32> previous = before;
        for (BatchRow row : rows) {
            if (previous.isEmpty()) {
                break;
            }
            Hash32 known = previous.get();
            lines.add(batches.leaves(row.number())
                    .map(leaves -> new BatchLine(
                            row.header(),
                            known,
                            "0x" + HexFormat.of().formatHex(row.packed()),
                            leaves,
                            row.transaction().orElse(null),
                            row.committedAt().orElse(null),
                            row.hash().orElse(null))));
            previous = row.hash();
        }
        return Multi.createFrom()
                .iterable(lines)
                .onItem()
                .transformToUniAndConcatenate(line -> line)
                .collect()
                .asList();
    }

    private record Page(CommunityId community, Instant after, int limit) {}

    private static Page page(String community, @Nullable String after, @Nullable String limit) {
        Request request = new Request();
        Page page = new Page(request.community(community), request.after(after), request.limit(limit));
        request.check();
        return page;
    }

    private static CommunityId community(String text) {
        Request request = new Request();
        CommunityId community = request.community(text);
        request.check();
        return community;
    }

    private static String lines(List<?> values) {
        StringBuilder lines = new StringBuilder();
        for (Object value : values) {
            try {
                lines.append(Json.mapper().writeValueAsString(value)).append('\n');
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("cannot be written as JSON: " + value, e);
            }
        }
        return lines.toString();
    }
}
