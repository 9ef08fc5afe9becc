package energy.peerwatt.orderbook.book;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.Effect;
import energy.peerwatt.orderbook.book.domain.Outcome;
import energy.peerwatt.orderbook.book.domain.SlotProgress;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What other services are told of a command's effects. */
final class BookEvents {
    private final BookCommand command;
    private final List<OutboxEvent> events = new ArrayList<>();

    private BookEvents(BookCommand command) {
        this.command = command;
    }

    static List<OutboxEvent> of(BookCommand command, Outcome outcome) {
        BookEvents events = new BookEvents(command);
        switch (outcome) {
            case Outcome.Done done -> done.effects().forEach(events::add);
            case Outcome.Refused refused -> {
                // A refusal is the caller's business alone.
            }
        }
        return events.events;
    }

    private void add(Effect effect) {
        switch (effect) {
            case Effect.MemberChanged(Member member) ->
                add(
                        Topics.MEMBERS_DEFINED,
                        EventTypes.MEMBER_DEFINED,
                        member.account().toString(),
                        member.announcement(command.community()));
            case Effect.RoundHeld(BookLine line, SlotProgress progress) -> addRound(line);
            case Effect.CommunityChanged e -> {}
            case Effect.ZoneChanged e -> {}
            case Effect.ZoneSuperseded e -> {}
            case Effect.OrderTaken e -> {}
            case Effect.OrderRefused e -> {}
            case Effect.ZoneClosed e -> {}
            case Effect.OrderFilled e -> {}
            case Effect.OrderEnded e -> {}
            case Effect.ReservationChanged e -> {}
            case Effect.BalanceChanged e -> {}
            case Effect.OfMandate e -> {}
            case Effect.SlotSettled e -> {}
            case Effect.DeliveryChanged e -> {}
        }
    }

    private void addRound(BookLine line) {
        List<ClearingResult.Fill> fills = line.result().fills();
        int parts = Math.ceilDiv(fills.size(), TradesMatched.MAX_TRADES);
        SealedBook book = line.book();
        String subject = book.slot().start().toString();
        add(
                Topics.SLOTS_CLEARED,
                EventTypes.SLOT_CLEARED,
                subject,
                new SlotCleared(
                        book.community(),
                        book.slot(),
                        book.round(),
                        book.last(),
                        line.bookHash(),
                        line.resultHash(),
                        line.result().zones(),
                        fills.size(),
                        parts));
        Map<OrderId, Hash32> leafHashes = new HashMap<>();
        book.orders().forEach(order -> leafHashes.put(order.id(), order.leafHash(book.slot())));
        for (int part = 0; part < parts; part++) {
            int first = part * TradesMatched.MAX_TRADES;
            List<TradesMatched.Trade> trades =
                    fills.subList(first, Math.min(first + TradesMatched.MAX_TRADES, fills.size())).stream()
                            .map(fill -> new TradesMatched.Trade(
                                    fill, leafHashes.get(fill.sell()), leafHashes.get(fill.buy())))
                            .toList();
            add(
                    Topics.SLOTS_CLEARED,
                    EventTypes.TRADES_MATCHED,
                    subject,
                    new TradesMatched(
                            book.community(), book.slot(), book.round(), line.resultHash(), part, first, trades));
        }
    }

    private void add(String topic, String type, String subject, Object event) {
        UUID id = CommandId.derived("event-" + events.size(), command.community(), command.id())
                .value();
        events.add(OutboxEvent.of(id, topic, command.community().toString(), type, subject, command.issuedAt(), event));
    }
}
