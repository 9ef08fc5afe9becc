package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.book.domain.CommunityBook;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.SlotState;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What became of slots, and what members can spend. */
@Path("/v1/communities/{community}")
@Produces(MediaType.APPLICATION_JSON)
public class SlotResource {
    private static final int LARGEST_PAGE = 1_000;

    private final BookReader books;
    private final Caller caller;
    private final Clock clock;

    SlotResource(BookReader books, Caller caller, Clock clock) {
        this.books = books;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A sealed slot in short.
     *
     * @param bookHash of its last round, as the other hash
     * @param orders that waited at its gate
     * @param trades of all rounds
     */
    public record SealedSlot(
            Instant slotStart,
            SlotState state,
            String bookHash,
            String resultHash,
            int orders,
            int trades,
            int rounds) {
        private static SealedSlot of(BookReader.SealedSlot slot, SlotState state) {
            return new SealedSlot(
                    slot.slotStart(),
                    state,
                    slot.bookHash(),
                    slot.resultHash(),
                    slot.orders(),
                    slot.trades(),
                    slot.rounds());
        }
    }

    /**
     * @param gate when orders are taken no more
     * @param revision of the settlement; absent before there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Standing(
            CommunityId community,
            Slot slot,
            SlotState state,
            Instant gate,
            @Nullable Integer revision) {}

    /** @param next where to go on ({@code after=}); absent on the last page */
    public record Slots(List<SealedSlot> items, @Nullable Instant next) {}

    /**
     * Money in nano-currency.
     *
     * @param available what settlement says the account has
     * @param reserved what its orders and trades could still cost
     * @param free what it can still order for
     */
    public record AccountBalance(AccountId account, Money available, Money reserved, Money free) {}

    @GET
    @Path("slots")
    @Operation(summary = "Sealed slots, ascending")
    @PermissionsAllowed(CommunityAccess.PRICES)
    public Uni<Slots> slots(
            @PathParam("community") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        int page = Math.clamp(limit, 1, LARGEST_PAGE);
        CommunityId id = PathIds.community(community);
        return books.slots(id, PathIds.instantOrNull("after", after), page)
                .chain(items -> states(
                                id,
                                items.stream()
                                        .map(BookReader.SealedSlot::slotStart)
                                        .toList())
                        .map(states -> items.stream()
                                .map(item ->
                                        SealedSlot.of(item, states.getOrDefault(item.slotStart(), SlotState.CLEARED)))
                                .toList()))
                .map(items -> new Slots(
                        items, items.size() < page ? null : items.getLast().slotStart()));
    }

    private Uni<Map<Instant, SlotState>> states(CommunityId community, List<Instant> starts) {
        Instant now = clock.instant();
        return books.courses(community, starts)
                .map(courses -> courses.values().stream()
                        .collect(Collectors.toMap(course -> course.slot().start(), course -> course.at(now))));
    }

    @GET
    @Path("slots/{start}/state")
    @Operation(
            summary = "How far a slot has come, open or not",
            description =
                    "OPEN, SEALED, CLEARED, DELIVERING, METERED (settled provisionally), SETTLED (by all readings at"
                            + " once) or TRUED_UP (by all readings, after it was provisional).")
    @PermissionsAllowed(CommunityAccess.PRICES)
    public Uni<Standing> state(@PathParam("community") String community, @PathParam("start") String start) {
        CommunityId id = PathIds.community(community);
        Instant wanted = PathIds.instant("start", start);
        Instant now = clock.instant();
        return books.courses(id, wanted.isAfter(now.plus(MarketTerms.OPENS_AHEAD)) ? List.of() : List.of(wanted))
                .map(courses -> Optional.ofNullable(courses.get(wanted))
                        .map(course -> new Standing(
                                id,
                                course.slot(),
                                course.at(now),
                                course.gate(),
                                Optional.ofNullable(course.settlement())
                                        .map(BalancesChanged.Settlement::revision)
                                        .orElse(null)))
                        .orElseThrow(() -> Problems.notFound(
                                "no slot of this market starts at " + start + ", or it is not open yet")));
    }

    @GET
    @Path("slots/{start}")
    @Operation(
            summary = "A round of a slot, the last one so far where none is named",
            description =
                    "For the manager of the community, the sealed book with its clearing as in the auditor bundle;"
                            + " for others prices and volumes per zone and their own orders and trades.")
    @PermissionsAllowed(CommunityAccess.PRICES)
    public Uni<String> slot(
            @PathParam("community") String community,
            @PathParam("start") String start,
            @QueryParam("round") @Nullable Integer round) {
        CommunityId id = PathIds.community(community);
        return books.line(id, PathIds.instant("start", start), round)
                .map(line -> line.orElseThrow(
                        () -> Problems.notFound("no slot that starts at " + start + " has such a round")))
                .chain(line -> caller.seesAll(id)
                        ? Uni.createFrom().item(line)
                        : books.shown(id)
                                .chain(shown -> states(id, List.of(PathIds.instant("start", start)))
                                        .map(states -> part(
                                                line,
                                                states.values().stream()
                                                        .findFirst()
                                                        .orElse(SlotState.CLEARED),
                                                caller.visible(id),
                                                shown::contains,
                                                caller.account(id).isPresent()))));
    }

    private static String part(
            String line,
            SlotState state,
            Predicate<AccountId> visible,
            Predicate<AccountId> shown,
            boolean forANeighbour) {
        try {
            return Json.mapper()
                    .writeValueAsString(SlotView.of(
                            Json.mapper().readValue(line, BookLine.class), state, visible, shown, forANeighbour));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sealed book cannot be read", e);
        }
    }

    @GET
    @Path("balances")
    @Operation(summary = "What members whom the caller may see have, and what of it is reserved")
    @PermissionsAllowed(CommunityAccess.BALANCES)
    public Uni<List<AccountBalance>> balances(@PathParam("community") String community) {
        CommunityId id = PathIds.community(community);
        return books.community(id)
                .map(state -> balances(
                        state.orElseThrow(() -> Problems.notFound("no such community: " + id)), caller.visible(id)));
    }

    private static List<AccountBalance> balances(CommunityState state, Predicate<AccountId> visible) {
        CommunityBook book = CommunityBook.restore(state);
        return state.balances().entrySet().stream()
                .filter(entry -> visible.test(entry.getKey()))
                .map(entry -> {
                    Money free = book.free(entry.getKey());
                    return new AccountBalance(
                            entry.getKey(), entry.getValue(), entry.getValue().minus(free), free);
                })
                .sorted(Comparator.comparing(AccountBalance::account))
                .toList();
    }
}
