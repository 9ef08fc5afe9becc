package energy.peerwatt.orderbook.book;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityBook;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.book.store.OrderView;
import energy.peerwatt.orderbook.rest.Answers;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Orders placed, looked at and taken back by hand. */
@Path("/v1/communities/{community}/orders")
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {
    private static final int LONGEST_KEY = 200;

    private final BookReader books;
    private final Ownership ownership;
    private final CommandLog log;
    private final Backing backing;
    private final Answers answers;
    private final Clock clock;
    private final Caller caller;
    private final RandomGenerator random = new SecureRandom();

    OrderResource(
            BookReader books,
            Ownership ownership,
            CommandLog log,
            Backing backing,
            Answers answers,
            Clock clock,
            Caller caller) {
        this.books = books;
        this.ownership = ownership;
        this.log = log;
        this.backing = backing;
        this.answers = answers;
        this.clock = clock;
        this.caller = caller;
    }

    /** Where to look after an order that was sent on its way. */
    public record OnItsWay(OrderId id, URI location) {}

    @POST
    @Operation(
            summary = "Place an order, or an array of orders",
            description =
                    "202 with its address once it is on its way; with Prefer: wait=N the final answer: 201, or 422"
                            + " with all violations. Of an array, nothing is sent if any order breaks a rule; with"
                            + " Prefer: handling=lenient those that break none are sent, and the answer, 202 or 200, has a"
                            + " verdict for each. With an Idempotency-Key, the same request sent again has no other effect"
                            + " and the same answer. Beside side, slot, energyWh and limitMicroPerKwh an order may name"
                            + " validFrom and validUntil, the source of what it sells, accounts to trade with first"
                            + " (nominated), a receiver of a gift (giftTo), and alternatives (preferences: partners,"
                            + " sources, maxTier, limitMicroPerKwh, maxWh), of which the best that fits a partner counts. What is"
                            + " sold may be listed for others to buy directly; a purchase with directBuyOf takes such an"
                            + " offer at once and at its price, all of energyWh or nothing, with minFillWh at least that.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<Response> place(
            @PathParam("community") String community,
            @HeaderParam("Prefer") @Nullable String prefer,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            JsonNode body) {
        CommunityId id = PathIds.community(community);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        OrderRequests requests = requests(id, key, body, now);
        requests.requireAccounts(caller.tradable(id));
        boolean lenient = requests.isMany() && answers.isLenient(prefer);
        Duration wait = answers.preferredWait(prefer);
        return isKnown(requests.commandId(), key)
                .chain(before -> before
                        ? Uni.createFrom().item(Optional.<BookCommand>empty())
                        : acceptable(id, requests, lenient, now))
                .chain(command -> command.map(log::append)
                        .orElseGet(() -> Uni.createFrom().voidItem())
                        .chain(() -> lenient
                                ? verdicts(id, requests, command.isPresent() ? wait : Duration.ZERO)
                                : answer(id, requests, wait)));
    }

    /** The accounts that the orders are of, name, or want to buy from. */
    private Uni<List<AccountId>> concerned(CommunityId community, OrderRequests requests) {
        return requests.offers().isEmpty()
                ? Uni.createFrom().item(requests.accounts())
                : books.orders(community, requests.offers()).map(offers -> {
                    List<AccountId> accounts = new ArrayList<>(requests.accounts());
                    offers.forEach(offer -> accounts.add(offer.account()));
                    return accounts;
                });
    }

    /** Whether the same request came before; without a key its id was drawn just now. */
    private Uni<Boolean> isKnown(CommandId command, @Nullable String key) {
        return key == null
                ? Uni.createFrom().item(false)
                : books.outcome(command).map(Optional::isPresent);
    }

    /** Our own book in memory may say yes; no is said by what is stored alone, with all reasons. */
    private Uni<Optional<BookCommand>> acceptable(
            CommunityId community, OrderRequests requests, boolean lenient, Instant now) {
        Optional<CommunityState> ours =
                requests.areFlawless() ? ownership.outline(community, requests.accounts()) : Optional.empty();
        if (ours.isEmpty()) {
            return judged(community, requests, lenient, now);
        }
        return backing.of(ours.get(), requests.drafts(), now)
                .invoke(requests::back)
                .chain(() -> ownership.wouldTake(requests.command(community, now))
                        ? Uni.createFrom().item(requests.acceptable(community, now))
                        : judged(community, requests, lenient, now));
    }

    private Uni<Optional<BookCommand>> judged(
            CommunityId community, OrderRequests requests, boolean lenient, Instant now) {
        return backed(community, requests, now).map(state -> {
            requests.judge(CommunityBook.restore(state), now);
            if (!lenient) {
                requests.requireAcceptable();
            }
            return requests.acceptable(community, now);
        });
    }

    private OrderRequests requests(CommunityId community, @Nullable String key, JsonNode body, Instant now) {
        if (body == null) {
            throw Problems.malformed("", "an order or an array of orders is expected");
        }
        if (key == null) {
            return OrderRequests.of(body, now, random);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problems.malformed("Idempotency-Key", "1 to " + LONGEST_KEY + " characters are expected");
        }
        return OrderRequests.keyed(body, community, caller.name() + "|" + key);
    }

    private Uni<Response> verdicts(CommunityId community, OrderRequests requests, Duration wait) {
        return answers.outcome(requests.commandId(), wait)
                .chain(outcome -> books.orders(community, requests.ids())
                        .map(orders -> Response.status(outcome.isPresent() ? Status.OK : Status.ACCEPTED)
                                .entity(verdicts(community, requests, orders))
                                .build()));
    }

    private static List<Verdict> verdicts(CommunityId community, OrderRequests requests, List<OrderView> orders) {
        Map<OrderId, OrderView> byId = orders.stream().collect(Collectors.toMap(OrderView::id, Function.identity()));
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < requests.ids().size(); i++) {
            OrderId order = requests.ids().get(i);
            List<Violation> violations = requests.violations(i);
            OrderView view = byId.get(order);
            verdicts.add(
                    view == null && !violations.isEmpty()
                            ? Verdict.notSent(violations)
                            : new Verdict(
                                    order,
                                    location(community, order),
                                    view == null ? null : view.state(),
                                    view == null ? List.of() : view.violations()));
        }
        return verdicts;
    }

    @PUT
    @Path("{order}")
    @Operation(
            summary = "Put another order in the place of one that waits",
            description =
                    "In one step: if the new order is refused, the old one stays. It keeps its place in time only if it wants"
                            + " less at the same limit. 202 with the address of the new order; with Prefer: wait=N the final"
                            + " answer: 201, or 422 with all violations.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<Response> replace(
            @PathParam("community") String community,
            @PathParam("order") String order,
            @HeaderParam("Prefer") @Nullable String prefer,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            JsonNode body) {
        CommunityId id = PathIds.community(community);
        OrderId wanted = PathIds.order(order);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        OrderRequests requests = requests(id, key, body, now);
        requests.requireAccounts(caller.tradable(id));
        requests.requireAcceptable();
        requests.requireOne();
        return find(community, order)
                .chain(() -> books.outcome(requests.commandId()))
                .chain(before -> before.isPresent()
                        ? Uni.createFrom().voidItem()
                        : backed(id, requests, now).chain(() -> log.append(requests.replacing(wanted, id, now))))
                .chain(() -> answer(id, requests, answers.preferredWait(prefer)));
    }

    /** The community as it stands, once the orders are told what backs them. */
    private Uni<CommunityState> backed(CommunityId id, OrderRequests requests, Instant now) {
        return concerned(id, requests)
                .chain(accounts -> books.community(id, accounts))
                .map(state -> state.filter(found -> found.terms() != null)
                        .orElseThrow(() -> Problems.notFound("no such community: " + id)))
                .chain(state -> backing.of(state, requests.drafts(), now)
                        .invoke(requests::back)
                        .replaceWith(state));
    }

    private Uni<Response> answer(CommunityId community, OrderRequests requests, Duration wait) {
        if (wait.isZero()) {
            return Uni.createFrom().item(onTheirWay(community, requests));
        }
        return answers.outcome(requests.commandId(), wait)
                .chain(outcome -> outcome.isEmpty()
                        ? Uni.createFrom().item(onTheirWay(community, requests))
                        : books.orders(community, requests.ids())
                                .map(orders -> decided(community, requests, outcome.get(), orders)));
    }

    private static Response onTheirWay(CommunityId community, OrderRequests requests) {
        List<OnItsWay> all = requests.ids().stream()
                .map(order -> new OnItsWay(order, location(community, order)))
                .toList();
        return requests.isMany()
                ? Response.accepted(all).build()
                : Response.accepted(all.getFirst())
                        .location(all.getFirst().location())
                        .build();
    }

    private static Response decided(
            CommunityId community, OrderRequests requests, List<Violation> refusal, List<OrderView> orders) {
        Map<OrderId, OrderView> byId = orders.stream().collect(Collectors.toMap(OrderView::id, Function.identity()));
        List<Violation> violations = new ArrayList<>(refusal);
        List<OrderView> inOrder = new ArrayList<>();
        for (int i = 0; i < requests.ids().size(); i++) {
            OrderView order = byId.get(requests.ids().get(i));
            if (order != null) {
                inOrder.add(order);
                for (Violation violation : order.violations()) {
                    violations.add(requests.placed(violation, i));
                }
            }
        }
        if (!violations.isEmpty()) {
            throw Problems.refused(violations);
        }
        return requests.isMany()
                ? Response.status(Status.CREATED)
                        .header("Preference-Applied", "wait")
                        .entity(inOrder)
                        .build()
                : Response.created(location(community, inOrder.getFirst().id()))
                        .header("Preference-Applied", "wait")
                        .entity(inOrder.getFirst())
                        .build();
    }

    private static URI location(CommunityId community, OrderId order) {
        return URI.create("/v1/communities/" + community + "/orders/" + order);
    }

    @GET
    @Path("{order}")
    @Operation(summary = "Where an order stands")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<OrderView> find(@PathParam("community") String community, @PathParam("order") String order) {
        CommunityId id = PathIds.community(community);
        OrderId wanted = PathIds.order(order);
        return books.orders(id, List.of(wanted))
                .map(found -> found.stream()
                        .filter(one -> caller.tradable(id).test(one.account()))
                        .findFirst()
                        .orElseThrow(() ->
                                Problems.notFound("no such order, or it has not reached the book yet: " + wanted)));
    }

    @DELETE
    @Path("{order}")
    @Operation(
            summary = "Take an order back before its gate",
            description = "202 once the wish is on its way; with Prefer: wait=N the final answer: 204, or 422 with the"
                    + " reason.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<Response> cancel(
            @PathParam("community") String community,
            @PathParam("order") String order,
            @HeaderParam("Prefer") @Nullable String prefer) {
        CommunityId id = PathIds.community(community);
        OrderId wanted = PathIds.order(order);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CommandId command = new CommandId(Uuids.version7(now, random));
        return find(community, order)
                .chain(() -> log.append(new BookCommand.CancelOrder(command, id, now, wanted)))
                .chain(() -> answers.outcome(command, answers.preferredWait(prefer)))
                .map(outcome -> outcome.map(OrderResource::cancelled)
                        .orElseGet(() -> Response.accepted()
                                .location(location(id, wanted))
                                .build()));
    }

    private static Response cancelled(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw Problems.refused(violations);
        }
        return Response.noContent().build();
    }
}
