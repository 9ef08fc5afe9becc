package energy.peerwatt.orderbook.book.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.SignedOrderBatch;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.MarketYears;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that can change a book. There is no other way in. */
public sealed interface BookCommand {
    /** A command that only an open market can carry out. */
    sealed interface InMarket extends BookCommand {}

    CommandId id();

    CommunityId community();

    /** Market time at which it was issued; the only time a book knows. */
    Instant issuedAt();

    /** Whether its id is kept so that it counts once; false where the book itself lets it count once. */
    default boolean countsOncePerId() {
        return true;
    }

    /** Opens a market, or changes its terms; the grid of slots cannot change any more. */
    record DefineCommunity(CommandId id, CommunityId community, Instant issuedAt, MarketTerms terms)
            implements BookCommand {
        public DefineCommunity {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(terms, "terms are missing");
        }
    }

    /**
     * Adds a zone, or changes one, for slots not yet sealed.
     *
     * @param effectiveFrom the first slot start it holds for; absent for that of the next slot to be sealed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DefineZone(
            CommandId id,
            CommunityId community,
            Instant issuedAt,
            Zone zone,
            @Nullable Instant effectiveFrom) implements BookCommand {
        public DefineZone {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(zone, "zone is missing");
            if (effectiveFrom != null) {
                MarketYears.require(effectiveFrom, "effectiveFrom");
            } else if (zone.version() > 0) {
                throw new IllegalArgumentException("effectiveFrom of version " + zone.version() + " is missing");
            }
        }
    }

    /** Adds a member, or changes one; floor and cap hold from the next sealing on. */
    record DefineMember(CommandId id, CommunityId community, Instant issuedAt, Member member) implements InMarket {
        public DefineMember {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(member, "member is missing");
        }
    }

    /** Sets how to trade for a member; nothing else about it changes. */
    record DefineRules(CommandId id, CommunityId community, Instant issuedAt, AccountId account, HouseholdRules rules)
            implements InMarket {
        public DefineRules {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(account, "account is missing");
            Objects.requireNonNull(rules, "rules are missing");
        }
    }

    /** Places orders; each is taken or refused by itself, in their order. */
    record PlaceOrders(CommandId id, CommunityId community, Instant issuedAt, List<OrderDraft> orders)
            implements InMarket {
        /** So that a command stays well below the size of a Kafka record. */
        public static final int MAX_ORDERS = 1_000;

        public PlaceOrders {
            requireHead(id, community, issuedAt);
            orders = List.copyOf(Objects.requireNonNull(orders, "orders are missing"));
            if (orders.isEmpty() || orders.size() > MAX_ORDERS) {
                throw new IllegalArgumentException("a command places 1 to " + MAX_ORDERS + " orders: " + orders.size());
            }
        }
    }

    /** Puts another order in the place of one that waits, in one step: if it is refused, the old one stays. */
    record ReplaceOrder(CommandId id, CommunityId community, Instant issuedAt, OrderId order, OrderDraft by)
            implements InMarket {
        public ReplaceOrder {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(order, "order is missing");
            Objects.requireNonNull(by, "the new order is missing");
        }
    }

    /** Takes an order back, as long as its gate is open. */
    record CancelOrder(CommandId id, CommunityId community, Instant issuedAt, OrderId order) implements InMarket {
        public CancelOrder {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(order, "order is missing");
        }
    }

    /**
     * Holds an auction for every open slot whose orders cross.
     *
     * @param tick market time for which it is held, a multiple of the market's {@code auctionEvery} since 1970
     */
    record HoldAuctions(CommandId id, CommunityId community, Instant issuedAt, Instant tick) implements InMarket {
        public HoldAuctions {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(tick, "tick is missing");
        }

        /** The one command of this tick, whoever issues it and how often. */
        public static HoldAuctions of(CommunityId community, Instant tick, Instant issuedAt) {
            return new HoldAuctions(CommandId.derived("hold-auctions", community, tick), community, issuedAt, tick);
        }
    }

    /** From now on no order of the zone, or of one below it, is placed or taken back for the slot; what is there trades. */
    record CloseZone(CommandId id, CommunityId community, Instant issuedAt, GridZoneId zone, Instant slotStart)
            implements InMarket {
        public CloseZone {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(zone, "zone is missing");
            Objects.requireNonNull(slotStart, "slotStart is missing");
            MarketYears.require(slotStart, "slotStart");
        }
    }

    /** Seals the book of the slot that starts at {@code slotStart} and clears it. */
    record CloseGate(CommandId id, CommunityId community, Instant issuedAt, Instant slotStart) implements InMarket {
        public CloseGate {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(slotStart, "slotStart is missing");
            MarketYears.require(slotStart, "slotStart");
        }

        /** A gate that was told to close too early must close later, and all who tell it use one id. */
        @Override
        public boolean countsOncePerId() {
            return false;
        }

        /** The one command that closes this gate, whoever issues it and how often. */
        public static CloseGate of(CommunityId community, Instant slotStart, Instant issuedAt) {
            return new CloseGate(CommandId.derived("close-gate", community, slotStart), community, issuedAt, slotStart);
        }
    }

    /** Tells what members can spend. */
    record UpdateBalances(CommandId id, CommunityId community, Instant issuedAt, BalancesChanged balances)
            implements BookCommand {
        public UpdateBalances {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(balances, "balances are missing");
            if (!balances.community().equals(community)) {
                throw new IllegalArgumentException(
                        "balances of community " + balances.community() + " for " + community);
            }
        }

        public static UpdateBalances of(BalancesChanged balances, Instant issuedAt) {
            return new UpdateBalances(
                    CommandId.derived("balances", balances.community(), balances.sequence()),
                    balances.community(),
                    issuedAt,
                    balances);
        }
    }

    /** A command about mandates. */
    sealed interface OfMandate extends InMarket {}

    /** Lets an agent trade for a member, in the place of the mandate before. */
    record GiveMandate(
            CommandId id,
            CommunityId community,
            Instant issuedAt,
            AccountId account,
            TradingDomain domain,
            SignedMandate signed)
            implements OfMandate {
        public GiveMandate {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(account, "account is missing");
            Objects.requireNonNull(domain, "domain is missing");
            Objects.requireNonNull(signed, "mandate is missing");
        }
    }

    /** Ends a member's mandate. */
    record WithdrawMandate(CommandId id, CommunityId community, Instant issuedAt, AccountId account)
            implements OfMandate {
        public WithdrawMandate {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(account, "account is missing");
        }
    }

    /**
     * An order of an agent.
     *
     * @param mandate hash of the mandate it is placed under
     * @param path from the order's leaf, submitted when the command was issued, to the batch's root
     */
    record UnderMandate(OrderDraft draft, Hash32 mandate, List<Hash32> path) {
        public UnderMandate {
            Objects.requireNonNull(draft, "order is missing");
            Objects.requireNonNull(mandate, "mandate is missing");
            path = List.copyOf(Objects.requireNonNull(path, "path is missing"));
        }
    }

    /** Places orders of an agent, all or some of those in the batch it signed; each is taken or refused by itself. */
    record PlaceUnderMandate(
            CommandId id, CommunityId community, Instant issuedAt, SignedOrderBatch batch, List<UnderMandate> orders)
            implements OfMandate {
        public PlaceUnderMandate {
            requireHead(id, community, issuedAt);
            Objects.requireNonNull(batch, "batch is missing");
            orders = List.copyOf(Objects.requireNonNull(orders, "orders are missing"));
            if (orders.isEmpty() || orders.size() > PlaceOrders.MAX_ORDERS) {
                throw new IllegalArgumentException(
                        "a command places 1 to " + PlaceOrders.MAX_ORDERS + " orders: " + orders.size());
            }
        }
    }

    private static void requireHead(CommandId id, CommunityId community, Instant issuedAt) {
        Objects.requireNonNull(id, "command id is missing");
        Objects.requireNonNull(community, "community is missing");
        Objects.requireNonNull(issuedAt, "issuedAt is missing");
    }
}
