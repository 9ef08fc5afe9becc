package energy.peerwatt.benchmarks.race;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.IOrder;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import java.util.List;
import java.util.stream.Stream;

/** exchange-core's fastest book, called directly: no disruptor, no risk engine, no journal. */
final class ExchangeCoreBook implements Contender {
    static final int SYMBOL = 1;

    private final IOrderBook book = new OrderBookDirectImpl(
            CoreSymbolSpecification.builder()
                    .symbolId(SYMBOL)
                    .type(SymbolType.FUTURES_CONTRACT)
                    .baseCurrency(1)
                    .quoteCurrency(2)
                    .baseScaleK(1)
                    .quoteScaleK(1)
                    .build(),
            ObjectsPool.createDefaultTestPool(),
            OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
            LoggingConfiguration.DEFAULT);
    private long trades;
    private long volume;
    private long turnover;
    private long refusals;

    @Override
    public void apply(OrderCommand command) {
        if (IOrderBook.processCommand(book, command) != CommandResultCode.SUCCESS) {
            refusals++;
        }
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                trades++;
                volume += event.size;
                turnover += event.size * event.price;
            }
        }
    }

    @Override
    public Tally tally() {
        return new Tally(trades, volume, turnover, refusals);
    }

    long refusals() {
        return refusals;
    }

    @Override
    public long restingHash() {
        long hash = 0;
        for (Stream<? extends IOrder> side : List.of(book.askOrdersStream(true), book.bidOrdersStream(true))) {
            for (IOrder order : (Iterable<IOrder>) side.map(IOrder.class::cast)::iterator) {
                hash = RestingHash.with(
                        hash,
                        order.getOrderId(),
                        order.getUid(),
                        order.getPrice(),
                        order.getSize() - order.getFilled());
            }
        }
        return hash;
    }
}
